import type { Trace } from '../../trace/trace.ts';
import type { KeyView } from '../keyView.ts';
import type { Edges } from './edges.ts';
import type { Lanes } from './lanes.ts';
import type { SeenVisitor } from './seenWrites.ts';

/** Collects what causally ordered writes tell of clocks: v happened before w, so w's clock was not behind v's by more. */
export class WriteEdges implements SeenVisitor {
	constructor(
		private readonly trace: Trace,
		private readonly edges: Edges,
	) {}

	onVersion(place: number, seen: Int32Array, view: KeyView, lanes: Lanes): void {
		const { ts, replica } = this.trace;
		const { versions, ids } = view;
		const later = versions.event[ids[place] as number] as number;
		const time = ts[later] as number;
		if (!Number.isFinite(time)) return;
		const to = replica[later] as number;
		for (let lane = 0; lane < lanes.count; lane++) {
			const count = seen[lanes.list[lane] as number] as number;
			if (count === 0) continue;
			const greatest = lanes.greatestSeen(lane, count);
			if (greatest < 0) continue;
			const earlier = versions.event[ids[greatest] as number] as number;
			this.edges.add(lanes.replica[lane] as number, to, time - (ts[earlier] as number), earlier, later);
		}
	}
}

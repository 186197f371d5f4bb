import type { KeyView } from '../keyView.ts';
import type { Edges } from './edges.ts';
import type { Lanes } from './lanes.ts';
import type { SeenVisitor } from './seenWrites.ts';

/** Collects what causally ordered writes tell of clocks: v happened before w, so w's clock was not behind v's by more. */
export class WriteEdges implements SeenVisitor {
	constructor(private readonly edges: Edges) {}

	onVersion(place: number, seen: Int32Array, view: KeyView, lanes: Lanes): void {
		const { versions, ids } = view;
		const { ts, at, event } = versions;
		const later = ids[place] as number;
		const time = ts[later] as number;
		if (!Number.isFinite(time)) return;
		const to = at[later] as number;
		for (let lane = 0; lane < lanes.count; lane++) {
			const count = seen[lanes.list[lane] as number] as number;
			if (count === 0) continue;
			const greatest = lanes.greatestSeen(lane, count);
			if (greatest < 0) continue;
			const earlier = ids[greatest] as number;
			const ms = time - (ts[earlier] as number);
			const from = lanes.replica[lane] as number;
			if (this.edges.isTighter(from, to, ms))
				this.edges.add(from, to, ms, event[earlier] as number, event[later] as number);
		}
	}
}

import type { KeyView } from '../keyView.ts';
import type { Versions } from '../versions.ts';
import type { Edges } from './edges.ts';
import type { Lanes } from './lanes.ts';
import type { SeenVisitor } from './seenWrites.ts';

/** Collects what causally ordered writes tell of clocks: v happened before w, so w's clock was not behind v's by more. */
export class WriteEdges implements SeenVisitor {
	constructor(private readonly edges: Edges) {}

	onVersion(place: number, seen: Int32Array, view: KeyView, lanes: Lanes): void {
		const { versions, ids } = view;
		const later = ids[place] as number;
		if (!Number.isFinite(versions.ts[later])) return;
		for (let lane = 0; lane < lanes.count; lane++) {
			const count = seen[lanes.list[lane] as number] as number;
			if (count === 0) continue;
			const greatest = lanes.greatestSeen(lane, count);
			if (greatest < 0) continue;
			this.add(versions, lanes.replica[lane] as number, ids[greatest] as number, later);
		}
	}

	/** Adds an earlier version, timed by the clock of `from`, and a later one that has seen it. */
	add({ ts, at, event }: Versions, from: number, earlier: number, later: number): void {
		const ms = (ts[later] as number) - (ts[earlier] as number);
		const to = at[later] as number;
		if (this.edges.isTighter(from, to, ms))
			this.edges.add(from, to, ms, event[earlier] as number, event[later] as number);
	}
}

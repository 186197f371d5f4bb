import type { Versions } from '../versions.ts';
import type { Inversions } from './inversions.ts';
import type { WriteEdges } from './writeEdges.ts';

const NONE = -1;
const UNMET = -2;

/**
 * What keys whose versions form a chain tell of clocks. A version has seen all before it, so that of each replica the greatest
 * time so far is all that counts. O(versions · replicas). Reused from key to key.
 */
export class ChainClocks {
	/** By replica: its version with the greatest time so far, or NONE or UNMET; the replicas in the order of their first versions. */
	private readonly greatest: Int32Array;
	private readonly met: number[] = [];

	constructor(
		private readonly versions: Versions,
		replicas: number,
		private readonly inversions: Inversions,
		private readonly edges: WriteEdges,
	) {
		this.greatest = new Int32Array(replicas).fill(UNMET);
	}

	/** Looks at the versions [start, end) of a key. Those without a time tell nothing. */
	onChain(start: number, end: number): void {
		const { versions, greatest, met } = this;
		const { ts, at } = versions;
		for (let version = start; version < end; version++) {
			const own = at[version] as number;
			if (greatest[own] === UNMET) {
				met.push(own);
				greatest[own] = NONE;
			}
			const time = ts[version] as number;
			if (!Number.isFinite(time)) continue;
			let most = time;
			let before = -1;
			for (let i = 0; i < met.length; i++) {
				const replica = met[i] as number;
				const earlier = greatest[replica] as number;
				if (earlier < 0) continue;
				this.edges.add(versions, replica, earlier, version);
				if ((ts[earlier] as number) <= most) continue;
				most = ts[earlier] as number;
				before = earlier;
			}
			if (before >= 0) this.inversions.add(version, before);
			const known = greatest[own] as number;
			if (known < 0 || time > (ts[known] as number)) greatest[own] = version;
		}
		for (let i = 0; i < met.length; i++) greatest[met[i] as number] = UNMET;
		met.length = 0;
	}
}

import type { Versions } from '../versions.ts';
import type { Seen, SeenCounts } from './seen.ts';

/** Versions looked at so far are forgotten beyond this many. */
const MAX_KNOWN = 1 << 16;

/** Tells whether something that was seen supersedes a version: has it in its past. */
export class Superseding {
	/** By version: of each group of its key the lowest rank that supersedes it. */
	private readonly known = new Map<number, Int32Array>();

	constructor(
		private readonly versions: Versions,
		private readonly seen: Seen,
	) {}

	/** O(n) once for a version of a key with n versions, then linear in the replicas that wrote the key. */
	isLatest(key: number, version: number, counts: SeenCounts): boolean {
		let first = this.known.get(version);
		if (first === undefined) {
			if (this.known.size >= MAX_KNOWN) this.known.clear();
			first = this.firstOf(key, version);
			this.known.set(version, first);
		}
		return first.every((rank, group) => (counts[group] as number) <= rank);
	}

	private firstOf(key: number, version: number): Int32Array {
		const first = new Int32Array(this.seen.size(key)).fill(0x7fffffff);
		for (let group = 0; group < first.length; group++) {
			const length = this.seen.length(key, group);
			for (let rank = 0; rank < length; rank++) {
				const other = this.seen.version(key, group, rank);
				// Versions are numbered so that what supersedes comes later.
				if (other <= version || !this.versions.happenedBefore(version, other)) continue;
				first[group] = rank;
				break;
			}
		}
		return first;
	}
}

import type { Versions } from '../versions.ts';
import type { Seen, SeenCounts } from './seen.ts';

/** Steps that may be spent on versions that many others are concurrent to: then the rest is taken for superseded. */
const MAX_STEPS = 20_000_000;

/** Versions looked at so far are forgotten beyond this many. */
const MAX_KNOWN = 1 << 16;

/** Tells whether something that was seen supersedes a version: has it in its past. */
export class Superseding {
	/** By version: of each group of its key the lowest rank that supersedes it. */
	private readonly known = new Map<number, Int32Array>();

	private steps = 0;
	/** By group of the index: 1 where versions' numbers rise with their ranks, 0 where not, 2 unknown. */
	private readonly rising: Uint8Array;

	constructor(
		private readonly versions: Versions,
		private readonly seen: Seen,
	) {
		this.rising = new Uint8Array(seen.index.groupReplica.length).fill(2);
	}

	/** O(log n) for a version of a key with n versions, O(n) once where vectors are out of order, then linear in the replicas that wrote the key. */
	isLatest(key: number, version: number, counts: SeenCounts): boolean {
		// Mostly the last of each replica decides.
		for (let group = 0; group < counts.length; group++) {
			const count = counts[group] as number;
			if (count === 0) continue;
			const last = this.seen.version(key, group, count - 1);
			if (last > version && this.versions.happenedBefore(version, last)) return false;
		}
		if (this.gaveUp) return false;
		let first = this.known.get(version);
		if (first === undefined) {
			if (this.known.size >= MAX_KNOWN) this.known.clear();
			first = this.firstOf(key, version);
			this.known.set(version, first);
		}
		return first.every((rank, group) => (counts[group] as number) <= rank);
	}

	/** Whether there were too many concurrent versions to look at them all. */
	get gaveUp(): boolean {
		return this.steps > MAX_STEPS;
	}

	private firstOf(key: number, version: number): Int32Array {
		const first = new Int32Array(this.seen.size(key)).fill(0x7fffffff);
		for (let group = 0; group < first.length; group++) {
			const length = this.seen.length(key, group);
			for (let rank = this.firstAfter(key, group, version); rank < length; rank++) {
				const other = this.seen.version(key, group, rank);
				if (this.steps++ > MAX_STEPS) return first;
				// Versions are numbered so that what supersedes comes later.
				if (other <= version || !this.versions.happenedBefore(version, other)) continue;
				first[group] = rank;
				break;
			}
		}
		return first;
	}

	/** A rank before which no version of a group comes after a version: the first one after it, where numbers rise with ranks. */
	private firstAfter(key: number, group: number, version: number): number {
		if (!this.rises(key, group)) return 0;
		let low = 0;
		let high = this.seen.length(key, group);
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.seen.version(key, group, middle) <= version) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	private rises(key: number, group: number): boolean {
		const number = (this.seen.index.keyGroups[key] as number) + group;
		if (this.rising[number] === 2) {
			const length = this.seen.length(key, group);
			this.rising[number] = 1;
			for (let rank = 1; rank < length && this.rising[number] === 1; rank++) {
				if (this.seen.version(key, group, rank - 1) > this.seen.version(key, group, rank))
					this.rising[number] = 0;
			}
		}
		return this.rising[number] === 1;
	}
}

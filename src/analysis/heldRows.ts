import { grown } from '../trace/growable.ts';
import { type Bounds, boundOf } from './bounds.ts';
import type { VersionIndex } from './versionIndex.ts';

/** Up to so many pairs of replica and key are looked up in a table, more in a map. */
const MAX_TABLE = 1 << 24;

/**
 * How many versions each replica holds, for each key and each replica that wrote it: a row of counts for a replica and key, one
 * for each of the key's groups in an index by time. What is held of a group is its beginning. Rows come into being when
 * they are first asked for.
 */
export class HeldRows {
	/** All rows. Replaced when it grows: ask anew after a row may have been made. */
	counts = new Int32Array(1 << 12);
	private used = 0;
	private readonly table: Int32Array | null;
	private readonly map = new Map<number, number>();

	/** @param index the versions by who created them, and time */
	constructor(
		private readonly index: VersionIndex,
		private readonly keys: number,
		replicas: number,
	) {
		this.table = replicas * keys <= MAX_TABLE ? new Int32Array(replicas * keys) : null;
	}

	/** Where the row of a replica and key starts. */
	of(replica: number, key: number): number {
		const cell = replica * this.keys + key;
		const known = this.table === null ? (this.map.get(cell) ?? 0) : (this.table[cell] as number);
		return known > 0 ? known : this.make(cell, key);
	}

	/** The state of what its replica knows of all keys that a row takes into account, from 0. */
	state(row: number): number {
		return this.counts[row - 1] as number;
	}

	/** Raises a row of a key to what is known of all keys: for each writer, what it created up to some time. */
	raise(row: number, key: number, times: Bounds, state: number): void {
		const { counts, index } = this;
		const { groupStart, groupReplica, ranks } = index;
		const first = index.keyGroups[key] as number;
		const end = index.keyGroups[key + 1] as number;
		for (let group = first; group < end; group++) {
			const bound = boundOf(times, groupReplica[group] as number);
			if (bound < 0) continue;
			let at = (groupStart[group] as number) + (counts[row + group - first] as number);
			const last = groupStart[group + 1] as number;
			while (at < last && (ranks[at] as number) <= bound) at++;
			counts[row + group - first] = at - (groupStart[group] as number);
		}
		counts[row - 1] = state;
	}

	private make(cell: number, key: number): number {
		const row = this.used + 1;
		this.used = row + (this.index.keyGroups[key + 1] as number) - (this.index.keyGroups[key] as number);
		this.counts = grown(this.counts, this.used);
		if (this.table === null) this.map.set(cell, row);
		else this.table[cell] = row;
		return row;
	}
}

import { grown } from '../trace/growable.ts';
import { type Bounds, boundOf } from './bounds.ts';
import { CellTable } from './cellTable.ts';
import type { VersionIndex } from './versionIndex.ts';

/**
 * How many versions each replica holds, for each key and each replica that wrote it: a row of counts for a replica and key, one
 * for each of the key's groups in an index by time. What is held of a group is its beginning. Rows come into being when
 * they are first asked for.
 */
export class HeldRows {
	/** All rows. Replaced when it grows: ask anew after a row may have been made. */
	counts = new Int32Array(1 << 12);
	private used = 0;
	/** By replica and key. */
	private readonly rows: CellTable;

	/** @param index the versions by who created them, and time */
	constructor(
		private readonly index: VersionIndex,
		private readonly keys: number,
		replicas: number,
	) {
		this.rows = new CellTable(replicas * keys);
	}

	/** Where the row of a replica and key starts. */
	of(replica: number, key: number): number {
		const cell = replica * this.keys + key;
		const known = this.rows.get(cell);
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
		this.rows.set(cell, row);
		return row;
	}
}

import { grown } from '../trace/growable.ts';
import { type Bounds, boundOf } from './bounds.ts';
import type { VersionIndex } from './versionIndex.ts';

/** Up to so many cells there is room for all rows from the start, memory of which is taken only where it is used. */
const MAX_ROOM = 1 << 25;
/** Bounds that are so many times as long as what is looked up in them are searched; shorter ones are gone through. */
const MUCH_LONGER = 8;

/**
 * How many versions each replica holds, for each key and each replica that wrote it: a row of counts for a replica and key, one
 * for each of the key's groups in an index by time. What is held of a group is its beginning. The rows of a replica stand
 * together, in the order of the keys, since they are asked for together; where that would be too much room, rows come into being
 * when they are first asked for.
 */
export class HeldRows {
	/** All rows. Replaced when it grows: ask anew after a row may have been made. */
	counts: Int32Array;
	/** The cells of all rows of a replica; 0 where rows are made one by one. */
	private readonly stride: number;
	private used = 0;
	/** By replica and key, for rows that are made one by one. */
	private readonly rows = new Map<number, number>();

	/** @param index the versions by who created them, and time */
	constructor(
		private readonly index: VersionIndex,
		private readonly keys: number,
		replicas: number,
		maxRoom = MAX_ROOM,
	) {
		// Before each row stands its state.
		const cells = (index.keyGroups[keys] as number) + keys;
		this.stride = cells * replicas <= maxRoom ? cells : 0;
		this.counts = new Int32Array(this.stride > 0 ? cells * replicas : 1 << 12);
	}

	/** Where the row of a replica and key starts. */
	of(replica: number, key: number): number {
		if (this.stride > 0) return replica * this.stride + (this.index.keyGroups[key] as number) + key + 1;
		const cell = replica * this.keys + key;
		return this.rows.get(cell) ?? this.make(cell, key);
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
		const isSearched = times.length > MUCH_LONGER * (end - first);
		let place = 0;
		for (let group = first; group < end; group++) {
			const writer = groupReplica[group] as number;
			let bound = -1;
			if (isSearched) bound = boundOf(times, writer);
			else {
				// Both are in the order of the replicas.
				while (place < times.length && (times[place] as number) < writer) place += 2;
				if (times[place] === writer) bound = times[place + 1] as number;
			}
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

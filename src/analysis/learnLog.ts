import { grown } from '../trace/growable.ts';
import { type Bounds, boundOf } from './bounds.ts';
import type { VersionIndex } from './versionIndex.ts';

/** Numbers of an entry: its place among all that the log ever had, the key, the group, and how many versions are held. */
const ENTRY = 4;
/** A log of so many entries is not worth tidying. */
const SMALL = 256;

/** A log as it was at some time: it does not change any more. */
export interface LogPart {
	readonly entries: Int32Array;
	/** Numbers in `entries`. */
	readonly length: number;
	/** How many entries the log ever had. */
	readonly total: number;
}

/**
 * What one replica learnt of single keys, in order. A message of all keys carries it beside what the replica knows of all keys;
 * so what that covers by then is left out.
 */
export class LearnLog {
	private entries = new Int32Array(0);
	private length = 0;
	private total = 0;
	/** The length after it was last tidied. */
	private tidied = 0;

	add(key: number, group: number, count: number): void {
		if (this.length === this.entries.length) this.entries = grown(this.entries, this.length + ENTRY);
		const { entries, length } = this;
		entries[length] = this.total++;
		entries[length + 1] = key;
		entries[length + 2] = group;
		entries[length + 3] = count;
		this.length += ENTRY;
	}

	/** The log as it is, without most of what the replica knows from `times`. Amortised constant time. */
	part(times: Bounds, index: VersionIndex): LogPart {
		if (this.length > 2 * this.tidied + SMALL * ENTRY) this.tidy(times, index);
		return { entries: this.entries, length: this.length, total: this.total };
	}

	/** Parts that are under way keep the entries that they have. */
	private tidy(times: Bounds, index: VersionIndex): void {
		const kept = new Int32Array(this.length);
		let length = 0;
		for (let i = 0; i < this.length; i += ENTRY) {
			const group = this.entries[i + 2] as number;
			const last = (index.groupStart[group] as number) + (this.entries[i + 3] as number) - 1;
			if ((index.ranks[last] as number) <= boundOf(times, index.groupReplica[group] as number)) continue;
			for (let j = 0; j < ENTRY; j++) kept[length++] = this.entries[i + j] as number;
		}
		this.entries = kept;
		this.length = this.tidied = length;
	}
}

/** Goes through the entries of a log that came after its first `from`. */
export function readLog(
	{ entries, length }: LogPart,
	from: number,
	onEntry: (key: number, group: number, count: number) => void,
): void {
	let low = 0;
	let high = length / ENTRY;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((entries[middle * ENTRY] as number) < from) low = middle + 1;
		else high = middle;
	}
	for (let i = low * ENTRY; i < length; i += ENTRY)
		onEntry(entries[i + 1] as number, entries[i + 2] as number, entries[i + 3] as number);
}

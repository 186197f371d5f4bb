import { grown } from '../trace/growable.ts';

/**
 * Numbers of an entry: its place among all that the log ever had, the replica that wrote what was learnt and the time of the
 * newest of it, so that old news are passed over without looking anywhere else; then the key, its group, and how many
 * versions of that are held.
 */
const ENTRY = 6;
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

	/** @param time the time of the newest version that was learnt */
	add(writer: number, time: number, key: number, group: number, count: number): void {
		if (this.length + ENTRY > this.entries.length) this.entries = grown(this.entries, this.length + ENTRY);
		const { entries, length } = this;
		entries[length] = this.total++;
		entries[length + 1] = writer;
		entries[length + 2] = time;
		entries[length + 3] = key;
		entries[length + 4] = group;
		entries[length + 5] = count;
		this.length += ENTRY;
	}

	/** Whether so much was added that it is worth looking for what need not be told any more. */
	get isLong(): boolean {
		return this.length > 2 * this.tidied + SMALL * ENTRY;
	}

	/**
	 * Leaves out what the replica knows of all keys by now. Parts that are under way keep the entries that they have. Linear.
	 *
	 * @param heard by writer: the time up to which the replica knows all keys
	 */
	tidy(heard: Int32Array): void {
		const kept = new Int32Array(this.length);
		let length = 0;
		for (let i = 0; i < this.length; i += ENTRY) {
			if ((this.entries[i + 2] as number) <= (heard[this.entries[i + 1] as number] as number)) continue;
			for (let j = 0; j < ENTRY; j++) kept[length++] = this.entries[i + j] as number;
		}
		this.entries = kept;
		this.length = this.tidied = length;
	}

	/** The log as it is. */
	part(): LogPart {
		return { entries: this.entries, length: this.length, total: this.total };
	}
}

/**
 * Goes through the entries of a log that came after its first `from` and are news.
 *
 * @param heard by writer: the time up to which all is known already
 */
export function readNews(
	{ entries, length }: LogPart,
	from: number,
	heard: Int32Array,
	onEntry: (writer: number, time: number, key: number, group: number, count: number) => void,
): void {
	let low = 0;
	let high = length / ENTRY;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((entries[middle * ENTRY] as number) < from) low = middle + 1;
		else high = middle;
	}
	for (let i = low * ENTRY; i < length; i += ENTRY) {
		const writer = entries[i + 1] as number;
		const time = entries[i + 2] as number;
		if (time <= (heard[writer] as number)) continue;
		onEntry(writer, time, entries[i + 3] as number, entries[i + 4] as number, entries[i + 5] as number);
	}
}

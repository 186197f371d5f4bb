import { grown } from '../trace/growable.ts';
import type { VersionIndex } from './versionIndex.ts';

/**
 * Builds an index. Linear where a replica's versions stand in the order of their ranks already, as they mostly do; else
 * O(n log n) for the n versions of that replica and key.
 *
 * @param keyStart by key, where its versions start; one more entry than there are keys
 * @param replica by version; -1 for those that are left aside
 * @param rank by version
 * @param replicas the number of replicas that the trace has
 */
export function indexVersions(
	keyStart: Int32Array,
	replica: Int32Array,
	rank: Int32Array | Float64Array,
	replicas: number,
): VersionIndex {
	const keys = keyStart.length - 1;
	const count = keyStart[keys] as number;
	const items = new Int32Array(count);
	const ranks = new Float64Array(count);
	const keyGroups = new Int32Array(keys + 1);
	const groups = new Groups();
	const writers = new Writers(replicas);
	for (let key = 0; key < keys; key++) {
		const start = keyStart[key] as number;
		const end = keyStart[key + 1] as number;
		keyGroups[key] = groups.count;
		if (end - start === 1) {
			items[start] = start;
			ranks[start] = rank[start] as number;
			groups.add(start, replica[start] as number);
			continue;
		}
		writers.load(replica, start, end);
		let at = start;
		for (const writer of writers.sorted) {
			groups.add(at, writer);
			at = writers.place(writer, at);
		}
		for (let version = start; version < end; version++)
			items[writers.next(replica[version] as number)] = version;
	}
	keyGroups[keys] = groups.count;
	groups.end(count);
	for (let i = 0; i < count; i++) ranks[i] = rank[items[i] as number] as number;
	for (let group = 0; group < groups.count; group++) {
		const start = groups.start[group] as number;
		const end = groups.start[group + 1] as number;
		if (isSorted(ranks, start, end)) continue;
		items.subarray(start, end).sort((v, w) => (rank[v] as number) - (rank[w] as number) || v - w);
		ranks.subarray(start, end).sort();
	}
	return {
		keyGroups,
		groupStart: groups.start.slice(0, groups.count + 1),
		groupReplica: groups.replica.slice(0, groups.count),
		items,
		ranks,
	};
}

function isSorted(ranks: Float64Array, start: number, end: number): boolean {
	for (let i = start + 1; i < end; i++) if ((ranks[i - 1] as number) > (ranks[i] as number)) return false;
	return true;
}

/** The groups as they are found. */
class Groups {
	count = 0;
	start = new Int32Array(1 << 10);
	replica = new Int32Array(1 << 10);

	add(start: number, replica: number): void {
		if (this.count === this.replica.length) {
			this.start = grown(this.start, this.count + 1);
			this.replica = grown(this.replica, this.count + 1);
		}
		this.start[this.count] = start;
		this.replica[this.count++] = replica;
	}

	end(count: number): void {
		this.start = grown(this.start, this.count + 1);
		this.start[this.count] = count;
	}
}

/** Who wrote a key, and where the next version of each goes. Reused from key to key; replica -1 counts as one. */
class Writers {
	readonly sorted: number[] = [];
	/** By replica, from -1: the versions of the key; then the place of the next one. */
	private readonly counts: Int32Array;

	constructor(replicas: number) {
		this.counts = new Int32Array(replicas + 1);
	}

	load(replica: Int32Array, start: number, end: number): void {
		const { sorted, counts } = this;
		for (const writer of sorted) counts[writer + 1] = 0;
		sorted.length = 0;
		let rising = true;
		for (let version = start; version < end; version++) {
			const writer = replica[version] as number;
			if (counts[writer + 1] === 0) {
				if (sorted.length > 0 && (sorted[sorted.length - 1] as number) > writer) rising = false;
				sorted.push(writer);
			}
			counts[writer + 1]++;
		}
		if (!rising) sorted.sort((a, b) => a - b);
	}

	/** Gives a replica the places from `at` on, and answers the first one after them. */
	place(writer: number, at: number): number {
		const size = this.counts[writer + 1] as number;
		this.counts[writer + 1] = at;
		return at + size;
	}

	next(writer: number): number {
		return this.counts[writer + 1]++;
	}
}

/**
 * The versions of every key, grouped by a replica and ordered within the group: by the replica that created them and the time,
 * or by the replica of their dot and the counter. Group g holds items[groupStart[g]] … items[groupStart[g + 1] - 1], all of
 * replica groupReplica[g]; key k has the groups keyGroups[k] … keyGroups[k + 1] - 1, sorted by replica.
 */
export interface VersionIndex {
	readonly keyGroups: Int32Array;
	readonly groupStart: Int32Array;
	readonly groupReplica: Int32Array;
	/** Versions. */
	readonly items: Int32Array;
	/** By place in items: the time or counter that they are sorted by. */
	readonly ranks: Float64Array;
}

/**
 * Builds an index. O(n log n) for the largest key, linear where versions stand in order already, as they mostly do.
 *
 * @param keyStart by key, where its versions start; one more entry than there are keys
 * @param replica by version
 * @param rank by version
 */
export function indexVersions(
	keyStart: Int32Array,
	replica: ArrayLike<number>,
	rank: ArrayLike<number>,
): VersionIndex {
	const keys = keyStart.length - 1;
	const count = keyStart[keys] as number;
	const items = new Int32Array(count);
	const ranks = new Float64Array(count);
	const keyGroups = new Int32Array(keys + 1);
	const groupStart: number[] = [];
	const groupReplica: number[] = [];
	const compare = (v: number, w: number) =>
		(replica[v] as number) - (replica[w] as number) || (rank[v] as number) - (rank[w] as number) || v - w;
	for (let key = 0; key < keys; key++) {
		const start = keyStart[key] as number;
		const end = keyStart[key + 1] as number;
		keyGroups[key] = groupStart.length;
		let sorted = true;
		for (let v = start; v < end; v++) {
			items[v] = v;
			if (sorted && v > start && compare(v - 1, v) > 0) sorted = false;
		}
		if (!sorted) items.subarray(start, end).sort(compare);
		for (let i = start; i < end; i++) {
			const version = items[i] as number;
			ranks[i] = rank[version] as number;
			const writer = replica[version] as number;
			if (i === start || groupReplica[groupReplica.length - 1] !== writer) {
				groupStart.push(i);
				groupReplica.push(writer);
			}
		}
	}
	keyGroups[keys] = groupStart.length;
	groupStart.push(count);
	return {
		keyGroups,
		groupStart: Int32Array.from(groupStart),
		groupReplica: Int32Array.from(groupReplica),
		items,
		ranks,
	};
}

/** The group of a key's versions of one replica, or -1. Logarithmic in the replicas that wrote the key. */
export function groupOf(index: VersionIndex, key: number, replica: number): number {
	let low = index.keyGroups[key] as number;
	let high = (index.keyGroups[key + 1] as number) - 1;
	while (low <= high) {
		const middle = (low + high) >> 1;
		const there = index.groupReplica[middle] as number;
		if (there === replica) return middle;
		if (there < replica) low = middle + 1;
		else high = middle - 1;
	}
	return -1;
}

/** The first place in items, within a group, whose rank is greater than `rank`. Logarithmic. */
export function placeAfter(index: VersionIndex, group: number, rank: number): number {
	let low = index.groupStart[group] as number;
	let high = index.groupStart[group + 1] as number;
	// Most questions are about the end of what is known: look there first.
	if (high > low && (index.ranks[high - 1] as number) <= rank) return high;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((index.ranks[middle] as number) <= rank) low = middle + 1;
		else high = middle;
	}
	return low;
}

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

/** Whether two indexes hold a key's versions in the same groups, in the same order. Linear. */
export function sameGroups(a: VersionIndex, b: VersionIndex, key: number): boolean {
	if (a.items === b.items) return true;
	const groups = (a.keyGroups[key + 1] as number) - (a.keyGroups[key] as number);
	if (groups !== (b.keyGroups[key + 1] as number) - (b.keyGroups[key] as number)) return false;
	for (let i = 0; i < groups; i++) {
		const group = (a.keyGroups[key] as number) + i;
		const other = (b.keyGroups[key] as number) + i;
		if (a.groupReplica[group] !== b.groupReplica[other] || a.groupStart[group] !== b.groupStart[other])
			return false;
		for (let j = a.groupStart[group] as number; j < (a.groupStart[group + 1] as number); j++) {
			if (a.items[j] !== b.items[j]) return false;
		}
	}
	return true;
}

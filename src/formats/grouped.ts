/** Items by what `keyOf` says of them, each group in the order of the items. Linear. */
export function grouped<K, T>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
	const groups = new Map<K, T[]>();
	for (const item of items) addTo(groups, keyOf(item), item);
	return groups;
}

/** Appends an item to the list of its group. Constant time. */
export function addTo<K, T>(groups: Map<K, T[]>, group: K, item: T): void {
	const list = groups.get(group);
	if (list === undefined) groups.set(group, [item]);
	else list.push(item);
}

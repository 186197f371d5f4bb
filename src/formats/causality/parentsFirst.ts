/**
 * Items of a graph in an order in which parents come before what they are parents of; where there is a circle, it is cut
 * somewhere. Depth first, without recursion. Linear in items and edges.
 *
 * @param parentsOf asked once for each item
 */
export function parentsFirst<T>(
	items: Iterable<T>,
	parentsOf: (item: T) => readonly T[],
): { item: T; parents: readonly T[] }[] {
	const order: { item: T; parents: readonly T[] }[] = [];
	const met = new Set<T>();
	for (const first of items) {
		if (met.has(first)) continue;
		met.add(first);
		const open = [{ item: first, parents: parentsOf(first), next: 0 }];
		for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
			const parent = top.parents[top.next++];
			if (parent === undefined) {
				order.push({ item: top.item, parents: top.parents });
				open.pop();
			} else if (!met.has(parent)) {
				met.add(parent);
				open.push({ item: parent, parents: parentsOf(parent), next: 0 });
			}
		}
	}
	return order;
}

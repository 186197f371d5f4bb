/** Stretches that are to be seen one by one. */
export interface Stretches {
	readonly conflict: ArrayLike<number>;
	readonly start: ArrayLike<number>;
	readonly end: ArrayLike<number>;
}

/**
 * Gives each stretch a row in which it covers no other one. Those that had a row before keep it where they can, so that nothing jumps
 * while one pans; the others take the first that is free. O(n · rows).
 *
 * @param before rows by conflict
 * @param gap stretches in one row are at least so far apart
 */
export function packRows(stretches: Stretches, before: ReadonlyMap<number, number>, gap: number): number[] {
	const { conflict, start, end } = stretches;
	const order = Array.from({ length: conflict.length }, (_, i) => i).sort(
		(a, b) =>
			Number(before.has(conflict[b]!)) - Number(before.has(conflict[a]!)) || start[a]! - start[b]! || a - b,
	);
	const taken: number[][] = [];
	const rows = new Array<number>(conflict.length).fill(0);
	const isFree = (row: number, one: number) =>
		(taken[row] ?? []).every((other) => end[other]! + gap <= start[one]! || end[one]! + gap <= start[other]!);
	for (const one of order) {
		const wanted = before.get(conflict[one]!);
		let row = wanted !== undefined && isFree(wanted, one) ? wanted : 0;
		while (!isFree(row, one)) row++;
		while (taken.length <= row) taken.push([]);
		taken[row]!.push(one);
		rows[one] = row;
	}
	return rows;
}

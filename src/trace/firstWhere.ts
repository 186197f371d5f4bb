/**
 * The first of the numbers `from` to `to` (not included) that something holds for, where it holds for all from there on; `to` where
 * it holds for none. Binary search: logarithmic.
 */
export function firstWhere(from: number, to: number, holds: (number: number) => boolean): number {
	let low = from;
	let high = to;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (holds(middle)) high = middle;
		else low = middle + 1;
	}
	return low;
}

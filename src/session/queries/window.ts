import type { Window } from '../protocol.ts';

/** Where a window of rows starts: where it was asked for, or moved so that row `inside` (-1: none) is in its middle. */
export function windowStart({ from, count }: Window, total: number, inside: number): number {
	const last = Math.max(0, total - Math.max(0, count));
	if (inside >= 0 && (inside < from || inside >= from + count)) {
		return Math.max(0, Math.min(inside - (count >> 1), last));
	}
	return Math.max(0, Math.min(from, total));
}

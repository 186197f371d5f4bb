/**
 * A sparse vector of bounds: pairs of replica and bound, sorted by replica, in one plain array. Most replicas know something of
 * few others, and there may be very many replicas. An absent entry is -1: nothing is known. Never changed once made.
 */
export type Bounds = readonly number[];

/** The bound of a replica. Logarithmic in the entries. */
export function boundOf(bounds: Bounds, replica: number): number {
	const at = placeOf(bounds, replica);
	return bounds[at] === replica ? (bounds[at + 1] as number) : -1;
}

/** The vector with the bound of a replica raised to `bound`, which is larger than it was. Linear in the entries. */
export function raised(bounds: Bounds, replica: number, bound: number): Bounds {
	const at = placeOf(bounds, replica);
	const result = bounds.slice();
	if (bounds[at] === replica) result[at + 1] = bound;
	else result.splice(at, 0, replica, bound);
	return result;
}

/** Asked of each pair of a vector that is taken over, with the bound there was (-1 for none): whether it is to be raised. */
export type Raise = (replica: number, before: number, bound: number) => boolean;

/** The vector with the bounds of another raised that are said to. Linear in both, where raising one by one is not. */
export function mergedInto(bounds: Bounds, other: Bounds, raise: Raise): Bounds {
	const result: number[] = [];
	let at = 0;
	for (let i = 0; i < other.length; i += 2) {
		const replica = other[i] as number;
		const bound = other[i + 1] as number;
		while (at < bounds.length && (bounds[at] as number) < replica) {
			result.push(bounds[at] as number, bounds[at + 1] as number);
			at += 2;
		}
		const isKnown = bounds[at] === replica;
		const before = isKnown ? (bounds[at + 1] as number) : -1;
		if (isKnown) at += 2;
		const kept = raise(replica, before, bound) ? bound : before;
		if (kept >= 0) result.push(replica, kept);
	}
	while (at < bounds.length) result.push(bounds[at++] as number);
	return result;
}

/** Where a replica's pair stands or would stand. Short vectors are searched from the start: that is faster there. */
function placeOf(bounds: Bounds, replica: number): number {
	if (bounds.length <= 16) {
		let at = 0;
		while (at < bounds.length && (bounds[at] as number) < replica) at += 2;
		return at;
	}
	let low = 0;
	let high = bounds.length >> 1;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((bounds[middle * 2] as number) < replica) low = middle + 1;
		else high = middle;
	}
	return low * 2;
}

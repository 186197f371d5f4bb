/**
 * A sparse vector of bounds: pairs of replica and bound, sorted by replica, in one plain array. Most replicas know something of
 * few others, and there may be very many replicas. An absent entry is -1: nothing is known.
 */
export type Bounds = number[];

/** The bound of a replica. Logarithmic in the entries. */
export function boundOf(bounds: Bounds | undefined, replica: number): number {
	if (bounds === undefined) return -1;
	const at = placeOf(bounds, replica);
	return bounds[at] === replica ? (bounds[at + 1] as number) : -1;
}

/** Raises the bound of a replica to at least `bound`. */
export function raise(bounds: Bounds, replica: number, bound: number): void {
	const at = placeOf(bounds, replica);
	if (bounds[at] !== replica) bounds.splice(at, 0, replica, bound);
	else if ((bounds[at + 1] as number) < bound) bounds[at + 1] = bound;
}

/** The larger bound of two for every replica, as a new vector. Linear in the entries. */
export function joined(a: Bounds | undefined, b: Bounds | undefined): Bounds {
	if (a === undefined || a.length === 0) return b === undefined ? [] : b.slice();
	if (b === undefined || b.length === 0) return a.slice();
	const result: Bounds = [];
	let i = 0;
	let j = 0;
	while (i < a.length || j < b.length) {
		const left = i < a.length ? (a[i] as number) : Number.POSITIVE_INFINITY;
		const right = j < b.length ? (b[j] as number) : Number.POSITIVE_INFINITY;
		if (left < right) {
			result.push(left, a[i + 1] as number);
			i += 2;
		} else if (right < left) {
			result.push(right, b[j + 1] as number);
			j += 2;
		} else {
			result.push(left, Math.max(a[i + 1] as number, b[j + 1] as number));
			i += 2;
			j += 2;
		}
	}
	return result;
}

/** Where a replica's pair stands or would stand. */
function placeOf(bounds: Bounds, replica: number): number {
	let low = 0;
	let high = bounds.length >> 1;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((bounds[middle * 2] as number) < replica) low = middle + 1;
		else high = middle;
	}
	return low * 2;
}

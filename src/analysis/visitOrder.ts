import type { KeyView } from './keyView.ts';

/** The versions of a key by the sum of the entries of context and dot, ties in file order: places. O(n log n). */
export function orderByWeight(view: KeyView): Int32Array {
	const weights = Float64Array.from({ length: view.size }, (_, place) => view.weight(place));
	const order = Int32Array.from({ length: view.size }, (_, place) => place);
	return order.sort((v, w) => (weights[v] as number) - (weights[w] as number) || v - w);
}

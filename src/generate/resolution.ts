import type { Version } from './held.ts';
import { union, type Value } from './values.ts';

/** What became of siblings. */
export interface Resolution {
	value: Value;
	/** What was done: values that do not unite are resolved by time even where union is asked for. */
	strategy: 'lww' | 'union';
	/** The values that are gone, as JSON. */
	discarded: string[];
}

/** Merges siblings into one value: the latest by (ts, replica), or all of them united. */
export function resolve(siblings: readonly Version[], strategy: 'lww' | 'union'): Resolution {
	const byTime = siblings.toSorted((a, b) => a.ts - b.ts || a.replica - b.replica);
	if (strategy === 'union') {
		const united = union(byTime.map((version) => version.value));
		if (united !== undefined) return { value: united, strategy, discarded: [] };
	}
	const winner = byTime[byTime.length - 1];
	const discarded = byTime.slice(0, -1).map((version) => version.json);
	return { value: winner.value, strategy: 'lww', discarded };
}

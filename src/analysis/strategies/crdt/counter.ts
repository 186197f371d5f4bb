import { distinct, type Entry, Seen } from './entry.ts';

/** `reset` takes away what its writer had seen: a delete of the key. */
export type CounterOp = { type: 'add'; by: number } | { type: 'reset' };

/**
 * The value of a counter: the sum of all additions that no reset has seen (observed reset: an addition that is concurrent to a
 * reset stays). Null where everything was reset.
 */
export function readCounter(entries: readonly Entry<CounterOp>[]): number | null {
	const reset = new Seen();
	for (const entry of entries) if (entry.operations.some(({ type }) => type === 'reset')) reset.add(entry);
	let sum: number | null = null;
	for (const entry of distinct(entries)) {
		if (reset.covers(entry)) continue;
		for (const operation of entry.operations) if (operation.type === 'add') sum = (sum ?? 0) + operation.by;
	}
	return sum;
}

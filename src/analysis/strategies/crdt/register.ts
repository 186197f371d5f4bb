import { canonical, type Json } from '../json.ts';
import { type CompareEntries, distinct, type Entry, Seen } from './entry.ts';

/** `clear` is a delete: it stands for no value. */
export type RegisterOp = { type: 'set'; value: Json } | { type: 'clear' };

/**
 * A multi-value register: every value that was set by a write which no other write has seen; equal values are told once. The
 * deciding one, for those who want only one, comes first.
 */
export function readMultiValueRegister(
	entries: readonly Entry<RegisterOp>[],
	compare: CompareEntries,
): Json[] {
	const seen = new Seen();
	for (const entry of entries) seen.add(entry);
	const heads = distinct(entries).filter((entry) => !seen.covers(entry));
	const values = new Map<string, Json>();
	for (const { operations } of heads.sort((a, b) => compare(b, a))) {
		const last = operations.at(-1);
		if (last?.type !== 'set') continue;
		const text = canonical(last.value);
		if (!values.has(text)) values.set(text, last.value);
	}
	return [...values.values()];
}

import type { Json } from '../json.ts';
import { type CompareEntries, distinct, type Entry, Seen } from './entry.ts';

/** `clear` removes every field that its writer had seen: a delete of the key. */
export type MapOp =
	| { type: 'set'; field: string; value: Json }
	| { type: 'remove'; field: string }
	| { type: 'clear' };

/** A field of a map: the writes that hold it, the deciding one first. Several are siblings for the application. */
export interface Field {
	readonly field: string;
	readonly holders: readonly { entry: Entry<MapOp>; value: Json }[];
}

/** Writes to one field: the value set, or undefined where it was removed. */
interface FieldWrite {
	entry: Entry<MapOp>;
	value: Json | undefined;
}

/**
 * A map whose fields are last-write-wins registers: of all writes to a field, removals among them, the greatest by `compare`
 * counts, whatever its writer had seen. A delete of the key removes the fields that its writer had seen, at its own stamp.
 */
export function readLwwMap(entries: readonly Entry<MapOp>[], compare: CompareEntries): Field[] {
	return fieldsOf(entries, (writes) => {
		const last = writes.reduce((best, write) => (compare(write.entry, best.entry) > 0 ? write : best));
		return last.value === undefined ? [] : [last];
	});
}

/**
 * An observed-remove map of multi-value registers: a field holds what was set and neither written over nor removed by a write
 * that had seen it; a removal that is concurrent to a set loses. What decides among several values for those who
 * want only one is `compare`.
 */
export function readObservedRemoveMap(entries: readonly Entry<MapOp>[], compare: CompareEntries): Field[] {
	return fieldsOf(entries, (writes) => {
		const seen = new Seen();
		for (const { entry } of writes) seen.add(entry);
		return writes
			.filter(({ entry, value }) => value !== undefined && !seen.covers(entry))
			.sort((a, b) => compare(b.entry, a.entry));
	});
}

function fieldsOf(
	entries: readonly Entry<MapOp>[],
	holders: (writes: FieldWrite[]) => FieldWrite[],
): Field[] {
	const byField = new Map<string, FieldWrite[]>();
	const all = distinct(entries);
	const write = (field: string, entry: Entry<MapOp>, value: Json | undefined) => {
		const writes = byField.get(field);
		// Of one entry's writes to a field the last one counts.
		if (writes?.at(-1)?.entry === entry) writes.pop();
		if (writes === undefined) byField.set(field, [{ entry, value }]);
		else writes.push({ entry, value });
	};
	for (const entry of all) {
		for (const operation of entry.operations) {
			if (operation.type === 'set') write(operation.field, entry, operation.value);
			else if (operation.type === 'remove') write(operation.field, entry, undefined);
		}
	}
	for (const entry of all) {
		if (!entry.operations.some(({ type }) => type === 'clear')) continue;
		const seen = new Seen();
		seen.add(entry);
		for (const [field, writes] of byField)
			if (writes.some((other) => seen.covers(other.entry))) write(field, entry, undefined);
	}
	return [...byField]
		.map(([field, writes]) => ({ field, holders: holders(writes) as Field['holders'] }))
		.filter((field) => field.holders.length > 0)
		.sort((a, b) => (a.field < b.field ? -1 : 1));
}

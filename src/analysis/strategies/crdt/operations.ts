import { ABSENT, canonical, isList, isObject, type Json, sameValue, type Value } from '../json.ts';
import type { CounterOp } from './counter.ts';
import type { Entry } from './entry.ts';
import type { KeyWrite, KeyWrites } from './keyWrites.ts';
import type { MapOp } from './map.ts';
import { type SetOp, setOp } from './set.ts';

/** What the operations of a reading rest on: what writers said that they meant, or the differences of values. */
export type Basis = 'operations' | 'differences';

/** Where values are compared with the readings of their pasts, so many entries are gone through at most. */
const MAX_COMPARED = 50_000;

/** What there is instead of a reading that would take too long. */
export const UNREAD = 'unread';

/** How writes of one data type become operations. */
export interface DataType<Op extends { type: string }> {
	/** The operation that an `update` field of this type stands for; null for one of another type. */
	fromUpdate(update: Readonly<Record<string, unknown>>): Op | null;
	/** Whether a value can be one of this type. */
	fits(value: Json): boolean;
	/** The operations that lead from one value to another. */
	difference(from: Value, to: Json): Op[];
	/** What a delete of the key does to what its writer had seen. */
	readonly cleared: Op;
	/** What the entries' state is, to tell what a writer had in hand who had read siblings. */
	read(entries: readonly Entry<Op>[]): Value;
}

/**
 * The writes of a key as entries of a CRDT, or null where the values are of another type. Where every write says what it meant,
 * that counts. Else ({@link UNREAD} where that takes too long) a write stands for the difference between what it wrote and what its writer had in hand: the version
 * that it follows, or of several the reading of its past. Merges are no operations: merging is what the CRDT does itself.
 */
export function entriesOf<Op extends { type: string }>(
	type: DataType<Op>,
	{ base, writes }: KeyWrites,
	basis: Basis,
): Entry<Op>[] | typeof UNREAD | null {
	const values: Value[] = [base.value, ...writes.map(({ value }) => value)];
	if (!values.every((value) => value === ABSENT || type.fits(value))) return null;
	if (basis === 'differences' && isLaborious(writes)) return UNREAD;
	const entries: Entry<Op>[] = [];
	if (base.value !== ABSENT && base.entry !== null)
		entries.push({ ...base.entry, operations: type.difference(ABSENT, base.value) });
	const byVersion = new Map(writes.map((write) => [write.version, write]));
	const inHand = ({ parents, entry }: KeyWrite): Value => {
		const [parent] = parents;
		if (parent === undefined) return ABSENT;
		if (parents.length === 1) return byVersion.get(parent)?.value ?? base.value;
		return type.read(entries.filter((other) => (entry.context.get(other.replica) ?? 0) >= other.counter));
	};
	let isFirst = base.value === ABSENT;
	for (const write of writes) {
		// What a key begins with is more than its first write says: the counter that starts at 100 and is lowered by 1.
		const begins = isFirst || isAfterDelete(write, byVersion);
		const operations = operationsOf(type, write, begins ? 'differences' : basis, inHand);
		if (operations === null) return null;
		if (begins && basis === 'operations') operations.push(...removalsOf(type, write));
		isFirst = false;
		entries.push({ ...write.entry, operations });
	}
	return entries;
}

/** Whether too many writes follow several others, so that each must be compared with a reading of all that stand before it. */
function isLaborious(writes: readonly KeyWrite[]): boolean {
	const several = writes.filter(({ kind, parents }) => kind !== 'merge' && parents.length > 1);
	return several.length * writes.length > MAX_COMPARED;
}

function operationsOf<Op extends { type: string }>(
	type: DataType<Op>,
	write: KeyWrite,
	basis: Basis,
	inHand: (write: KeyWrite) => Value,
): Op[] | null {
	if (write.kind === 'merge') return [];
	if (write.value === ABSENT) return [type.cleared];
	if (basis === 'differences') return type.difference(inHand(write), write.value);
	const { update } = write;
	if (typeof update !== 'object' || update === null || Array.isArray(update)) return null;
	const operation = type.fromUpdate(update as Record<string, unknown>);
	return operation === null ? null : [operation];
}

/** That a write removed what its writer did not have: no value shows it, and yet it may win over what others add meanwhile. */
function removalsOf<Op extends { type: string }>(type: DataType<Op>, { kind, update }: KeyWrite): Op[] {
	if (kind !== 'write' || typeof update !== 'object' || update === null || Array.isArray(update)) return [];
	const operation = type.fromUpdate(update as Record<string, unknown>);
	return operation?.type === 'remove' ? [operation] : [];
}

function isAfterDelete({ parents }: KeyWrite, byVersion: ReadonlyMap<number, KeyWrite>): boolean {
	return parents.length > 0 && parents.every((parent) => byVersion.get(parent)?.kind === 'delete');
}

/** Numbers as sums of what was added. */
export const counterType: Omit<DataType<CounterOp>, 'read'> = {
	fromUpdate: ({ type, by }) =>
		type === 'counter.add' && typeof by === 'number' ? { type: 'add', by } : null,
	fits: (value) => typeof value === 'number',
	difference: (from, to) => [{ type: 'add', by: (to as number) - (typeof from === 'number' ? from : 0) }],
	cleared: { type: 'reset' },
};

/** Lists as sets of what was added and removed. */
export const setType: Omit<DataType<SetOp>, 'read'> = {
	fromUpdate: ({ type, element }) =>
		(type === 'set.add' || type === 'set.remove') && element !== undefined
			? setOp(type === 'set.add' ? 'add' : 'remove', element as Json)
			: null,
	fits: isList,
	difference(from, to) {
		const texts = (value: Value) => new Map(isList(value) ? value.map((one) => [canonical(one), one]) : []);
		const before = texts(from);
		const after = texts(to);
		const missing = (type: 'add' | 'remove', some: Map<string, Json>, other: Map<string, Json>) =>
			[...some].filter(([text]) => !other.has(text)).map(([text, element]) => ({ type, element, text }));
		return [...missing('add', after, before), ...missing('remove', before, after)];
	},
	cleared: { type: 'clear' },
};

/** Objects field by field. */
export const mapType: Omit<DataType<MapOp>, 'read'> = {
	fromUpdate({ type, field, value }) {
		if (typeof field !== 'string') return null;
		if (type === 'map.remove') return { type: 'remove', field };
		return type === 'map.set' && value !== undefined ? { type: 'set', field, value: value as Json } : null;
	},
	fits: isObject,
	difference(from, to) {
		const before = isObject(from) ? from : {};
		if (!isObject(to)) return [];
		const has = (value: object, field: string) => Object.hasOwn(value, field);
		const set = Object.keys(to)
			.filter((field) => !has(before, field) || !sameValue(before[field] as Json, to[field] as Json))
			.map((field) => ({ type: 'set' as const, field, value: to[field] as Json }));
		const removed = Object.keys(before)
			.filter((field) => !has(to, field))
			.map((field) => ({ type: 'remove' as const, field }));
		return [...set, ...removed];
	},
	cleared: { type: 'clear' },
};

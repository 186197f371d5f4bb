import type { Fate } from '../fate.ts';
import { ABSENT, canonical, type Json, type Value } from '../json.ts';
import type { StrategyName } from '../strategyNames.ts';
import { readCounter } from './counter.ts';
import { type CompareEntries, type Entry, sees } from './entry.ts';
import type { KeyWrites } from './keyWrites.ts';
import { type Field, type MapOp, readLwwMap, readObservedRemoveMap } from './map.ts';
import { type Basis, counterType, type DataType, entriesOf, mapType, setType, UNREAD } from './operations.ts';
import { type RegisterOp, readMultiValueRegister } from './register.ts';
import { readAddWinsSet, readRemoveWinsSet, type SetOp } from './set.ts';
import { readText } from './text.ts';
import { textEntries } from './textEntries.ts';

/** What the writes of a key come to under a CRDT. */
export interface Reading {
	/** What every replica ends with; absent for nothing. */
	readonly value: Value;
	/** By version, what became of those of the final frontier. */
	readonly fates: ReadonlyMap<number, Fate>;
	/** Values that stand beside one another, for the application to choose from; 0 where there is one for everything. */
	readonly siblings: number;
}

/** How a data type is read: null where the key's writes are of another one, `UNREAD` where there are too many. */
export type ReadCrdt = (
	writes: KeyWrites,
	basis: Basis,
	heads: readonly number[],
	compare: CompareEntries,
) => Reading | typeof UNREAD | null;

/** Whether a value is a text. Words without any white space are names: a sequence of their letters makes nothing that means anything. */
function isText(value: Value): boolean {
	return typeof value === 'string' && /\s/.test(value);
}

/** The values that each data type is read from; all others are read from any. */
export const CRDT_VALUES: Partial<Record<StrategyName, (value: Json) => boolean>> = {
	counter: counterType.fits,
	'add-wins-set': setType.fits,
	'remove-wins-set': setType.fits,
	'lww-map': mapType.fits,
	'observed-remove-map': mapType.fits,
	text: isText,
};

/** How each CRDT strategy reads the writes of a key. */
export const CRDT_READINGS: Partial<Record<StrategyName, ReadCrdt>> = {
	counter: (writes, basis, heads) => {
		const type = {
			...counterType,
			read: (some: readonly Entry<{ type: 'add'; by: number } | { type: 'reset' }>[]) =>
				readCounter(some) ?? ABSENT,
		};
		const entries = entriesOf(type, writes, basis);
		if (entries === null || entries === UNREAD) return entries;
		const value = type.read(entries);
		const fates = fatesOf(heads, entries, ({ type: kind }) => kind === 'add' || value === ABSENT);
		return { value, fates, siblings: 0 };
	},
	'add-wins-set': readSet(readAddWinsSet),
	'remove-wins-set': readSet(readRemoveWinsSet),
	'multi-value-register': ({ base, writes }, _, heads, compare) => {
		const entries = writes.map(
			({ entry, value }): Entry<RegisterOp> => ({
				...entry,
				operations: [value === ABSENT ? { type: 'clear' } : { type: 'set', value }],
			}),
		);
		if (entries.length === 0) return { value: base.value, fates: new Map(), siblings: 0 };
		const values = readMultiValueRegister(entries, compare);
		const fates = fatesOf(heads, entries, ({ type }) => type === 'set' || values.length === 0);
		// Standing beside one another is not to be merged.
		for (const [head, fate] of fates) if (fate === 'merged') fates.set(head, 'survives');
		return { value: values[0] ?? ABSENT, fates, siblings: values.length > 1 ? values.length : 0 };
	},
	'lww-map': readMap((entries, compare) => readLwwMap(entries, compare)),
	'observed-remove-map': readMap((entries, compare) => readObservedRemoveMap(entries, compare)),
	text: (writes, basis, heads) => {
		const hasText = ({ value }: { value: Value }) => isText(value);
		if (basis === 'operations' || !(hasText(writes.base) || writes.writes.some(hasText))) return null;
		const entries = textEntries(writes);
		if (entries === null || entries === UNREAD) return entries;
		const value = readText(entries)
			.map(({ character }) => character)
			.join('');
		const isAbsent = value === '' && writes.writes.some((write) => write.value === ABSENT);
		return { value: isAbsent ? ABSENT : value, fates: fatesOf(heads, entries, () => true), siblings: 0 };
	},
};

function readSet(read: (entries: readonly Entry<SetOp>[]) => Json[]): ReadCrdt {
	return (writes, basis, heads) => {
		const type: DataType<SetOp> = { ...setType, read };
		const entries = entriesOf(type, writes, basis);
		if (entries === null || entries === UNREAD) return entries;
		const value = read(entries);
		const present = new Set(value.map(canonical));
		const fates = fatesOf(heads, entries, (operation) =>
			operation.type === 'clear'
				? present.size === 0
				: present.has(operation.text) === (operation.type === 'add'),
		);
		return { value, fates, siblings: 0 };
	};
}

function readMap(read: (entries: readonly Entry<MapOp>[], compare: CompareEntries) => Field[]): ReadCrdt {
	return (writes, basis, heads, compare) => {
		const value = (fields: readonly Field[]): Value => {
			const object: Record<string, Json> = Object.create(null);
			for (const { field, holders } of fields) object[field] = holders[0]?.value ?? null;
			return object;
		};
		const type: DataType<MapOp> = { ...mapType, read: (entries) => value(read(entries, compare)) };
		const entries = entriesOf(type, writes, basis);
		if (entries === null || entries === UNREAD) return entries;
		const fields = new Map(read(entries, compare).map((field) => [field.field, field]));
		const siblings = [...fields.values()]
			.map(({ holders }) => new Set(holders.map((holder) => canonical(holder.value))).size)
			.filter((size) => size > 1)
			.reduce((sum, size) => sum + size, 0);
		const holds = (operation: MapOp, entry: Entry<MapOp>) => {
			if (operation.type === 'clear') return fields.size === 0;
			const holders = fields.get(operation.field)?.holders ?? [];
			return operation.type === 'set'
				? holders.some((holder) => holder.entry.id === entry.id)
				: holders.length === 0;
		};
		const newer = (entry: Entry<MapOp>) =>
			entry.operations.some(
				(operation) =>
					operation.type !== 'clear' &&
					fields.get(operation.field)?.holders.some((holder) => sees(entry, holder.entry)) === true,
			);
		return { value: value([...fields.values()]), fates: fatesOf(heads, entries, holds, newer), siblings };
	};
}

/**
 * What became of the versions of the final frontier: one of whose operations none counts in the end is lost, or, where it only
 * removed something that is there all the same, undone.
 */
function fatesOf<Op extends { type: string }>(
	heads: readonly number[],
	entries: readonly Entry<Op>[],
	counts: (operation: Op, entry: Entry<Op>) => boolean,
	isNewer: (entry: Entry<Op>) => boolean = () => false,
): Map<number, Fate> {
	const byId = new Map(entries.map((entry) => [entry.id, entry]));
	const fates = new Map<number, Fate>();
	for (const head of heads) {
		const entry = byId.get(head);
		const operations = entry?.operations ?? [];
		if (entry === undefined || operations.length === 0 || operations.some((one) => counts(one, entry)))
			fates.set(head, heads.length > 1 ? 'merged' : 'survives');
		else if (isNewer(entry)) fates.set(head, 'lost-although-newer');
		else fates.set(head, operations.every(({ type }) => UNDOING.has(type)) ? 'resurrected' : 'lost');
	}
	return fates;
}

const UNDOING = new Set(['remove', 'clear', 'reset']);

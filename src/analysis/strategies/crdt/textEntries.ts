import { diffIndices } from 'node-diff3';
import { ABSENT, type Value } from '../json.ts';
import { type Entry, sees } from './entry.ts';
import type { KeyWrites } from './keyWrites.ts';
import { UNREAD } from './operations.ts';
import { type CharacterId, readText, type TextOp } from './text.ts';

/** Texts longer than this, and more writes than these, are not read as sequences: each write is compared with its past. */
const MAX_CHARACTERS = 20_000;
const MAX_WRITES = 100;
/** What is left of two texts without their common ends is compared character by character up to this length. */
const MAX_COMPARED = 2000;

/**
 * The writes of a key whose values are texts as entries of a sequence: each stands for the difference between what it wrote and
 * the reading of its past; merges too, since what they write need not be what a sequence would merge to. Null for
 * values of another type; {@link UNREAD} for too many or too long ones.
 */
export function textEntries({ base, writes }: KeyWrites): Entry<TextOp>[] | typeof UNREAD | null {
	const values: Value[] = [base.value, ...writes.map(({ value }) => value)];
	if (!values.every((value) => value === ABSENT || typeof value === 'string')) return null;
	const isLong = (value: Value) => typeof value === 'string' && value.length > MAX_CHARACTERS;
	if (writes.length > MAX_WRITES || values.some(isLong)) return UNREAD;
	const entries: Entry<TextOp>[] = [];
	const add = (entry: KeyWrites['writes'][number]['entry'], value: Value) => {
		const past = entries.filter((other) => sees(entry as Entry<never>, other));
		const number =
			1 + past.reduce((greatest, { operations }) => Math.max(greatest, lastNumber(operations)), 0);
		const text = typeof value === 'string' ? Array.from(value) : [];
		entries.push({ ...entry, operations: textDifference(readText(past), text, number) });
	};
	if (base.entry !== null) add(base.entry, base.value);
	for (const { entry, value } of writes) add(entry, value);
	return entries;
}

function lastNumber(operations: readonly TextOp[]): number {
	return Math.max(0, ...operations.map((op) => (op.type === 'insert' ? op.number + op.text.length - 1 : 0)));
}

/** The operations that make one text of another. Insertions take numbers from `number` on. */
export function textDifference(
	from: readonly { id: CharacterId; character: string }[],
	to: readonly string[],
	number: number,
): TextOp[] {
	let start = 0;
	while (start < from.length && start < to.length && from[start]?.character === to[start]) start++;
	let end = 0;
	const rest = Math.min(from.length, to.length) - start;
	while (end < rest && from[from.length - 1 - end]?.character === to[to.length - 1 - end]) end++;
	const before = from.slice(start, from.length - end).map(({ character }) => character);
	const after = to.slice(start, to.length - end);
	const hunks =
		Math.max(before.length, after.length) > MAX_COMPARED
			? [{ buffer1: [0, before.length], buffer2Content: after }]
			: diffIndices(before, after);
	const operations: TextOp[] = [];
	let next = number;
	for (const { buffer1, buffer2Content } of hunks) {
		const [at, length] = buffer1 as [number, number];
		const gone = from.slice(start + at, start + at + length).map(({ id }) => id);
		if (gone.length > 0) operations.push({ type: 'remove', characters: gone });
		if (buffer2Content.length === 0) continue;
		const left = from[start + at - 1]?.id ?? null;
		operations.push({ type: 'insert', after: left, number: next, text: buffer2Content });
		next += buffer2Content.length;
	}
	return operations;
}

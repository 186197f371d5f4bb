import { describe, expect, it } from 'vitest';
import { StringTable } from '../../../src/trace/stringTable.ts';

const TEXTS = [
	'',
	'a',
	'ab',
	'abc',
	'abcd',
	'abcde',
	'a\0',
	'a\0\0\0',
	'ä',
	'\ud800',
	'\ud801',
	'😀',
	'x'.repeat(10_000),
];

describe('a table of strings', () => {
	it('gives each string one number, in the order in which they came', () => {
		const table = new StringTable();
		expect(TEXTS.map((text) => table.internText(text))).toEqual(TEXTS.map((_, id) => id));
		expect(TEXTS.map((text) => table.internText(text))).toEqual(TEXTS.map((_, id) => id));
		expect(table.texts()).toEqual(TEXTS);
		expect(TEXTS.map((text) => table.find(text))).toEqual(TEXTS.map((_, id) => id));
		expect(table.find('b')).toBe(-1);
		expect(table.size).toBe(TEXTS.length);
	});

	it('keeps them while it grows', () => {
		const table = new StringTable();
		const texts = Array.from({ length: 20_000 }, (_, i) => `${i * 7919}`.repeat((i % 3) + 1));
		const ids = texts.map((text) => table.internText(text));
		expect(
			texts.every((text, i) => table.text(ids[i] as number) === text && table.find(text) === ids[i]),
		).toBe(true);
		expect(table.size).toBe(new Set(texts).size);
	});

	it('reads bytes from anywhere in a larger array', () => {
		const table = new StringTable();
		const bytes = new TextEncoder().encode('..key 1..key 12..key 1');
		const memory = new Uint8Array(bytes.length + 3);
		memory.set(bytes, 3);
		const shifted = memory.subarray(3);
		expect([
			table.intern(shifted, 2, 7),
			table.intern(shifted, 9, 15),
			table.intern(shifted, 17, 22),
		]).toEqual([0, 1, 0]);
		expect(table.texts()).toEqual(['key 1', 'key 12']);
	});

	it('gives what is new to another table, which may know some of it', () => {
		const one = new StringTable();
		const other = new StringTable();
		other.internText('abcd');
		for (const text of TEXTS.slice(0, 3)) one.internText(text);
		expect(one.since(3)).toHaveLength(0);
		for (const text of TEXTS) one.internText(text);
		const ids: number[] = [];
		other.internAll(one.since(3), (id) => ids.push(id));
		expect(ids.map((id) => other.text(id))).toEqual(TEXTS.slice(3));
		expect(other.size).toBe(TEXTS.length - 3);
	});
});

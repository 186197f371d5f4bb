import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	ABSENT,
	canonical,
	type Json,
	parseValue,
	type Value,
} from '../../../../src/analysis/strategies/json.ts';
import { mergeValues } from '../../../../src/analysis/strategies/merge/mergeValues.ts';

const json = (value: unknown): Json => parseValue(JSON.stringify(value));

/** What a merge gives, as plain JSON; the problem with its path where it gives nothing. */
function merged(base: unknown, ...sides: unknown[]): unknown {
	const value = (some: unknown): Value => (some === undefined ? ABSENT : json(some));
	const result = mergeValues(value(base), sides.map(value));
	if (!result.ok) return [result.problem, ...result.path];
	return result.value === ABSENT ? undefined : JSON.parse(canonical(result.value));
}

describe('merges by type', () => {
	test.each<[string, unknown, unknown[], unknown]>([
		['numbers add their differences', 10, [12, 7], 9],
		['the same change of a number on both sides counts twice', 10, [11, 11], 12],
		['numbers without a base do not', undefined, [1, 2], ['no-base']],
		['elements added and removed', ['a', 'b'], [['a', 'b', 'c'], ['b']], ['b', 'c']],
		['an element added by both is added once', [], [['x'], ['x', 'y']], ['x', 'y']],
		['an element that is there twice', ['a', 'a'], [['a'], ['a', 'a', 'b']], ['a', 'b']],
		['field by field', { a: 1, b: 1 }, [{ a: 2, b: 1 }, { a: 1 }], { a: 2 }],
		[
			'nested',
			{ a: { n: 1, t: 'x' } },
			[{ a: { n: 3, t: 'x' } }, { a: { n: 2, t: 'y' } }],
			{ a: { n: 4, t: 'y' } },
		],
		['the same field changed in two ways', { a: 'x' }, [{ a: 'y' }, { a: 'z' }], ['same-lines', 'a']],
		['a field removed and changed', { a: true }, [{}, { a: false }], ['deleted-and-changed', 'a']],
		['lines of a text', 'one\ntwo\nthree', ['ONE\ntwo\nthree', 'one\ntwo\nTHREE'], 'ONE\ntwo\nTHREE'],
		['the same line of a text', 'one\ntwo', ['one\nTWO', 'one\ndeux'], ['same-lines']],
		['only one side changed', true, [true, 'other'], 'other'],
		['all changed alike', 'a', ['b', 'b', 'b'], 'b'],
		['a delete and no change', 'a', [undefined, 'a'], undefined],
		['a delete and a change', 'a', [undefined, 'b'], ['deleted-and-changed']],
		['different types', 1, ['1', true], ['both-changed']],
		['from nothing, field by field', undefined, [{ a: 1 }, { b: 2 }], { a: 1, b: 2 }],
		['from nothing, beside one who deleted it', undefined, [['a'], undefined, ['b']], ['a', 'b']],
		[
			'fields from nothing, beside one who has none',
			{ o: 1 },
			[{ o: 1, a: { x: 1 } }, { o: 1 }, { o: 1, a: { y: 2 } }],
			{ o: 1, a: { x: 1, y: 2 } },
		],
		['three sides', 0, [1, 2, 3], 6],
	])('%s', (_, base, sides, result) => {
		expect(merged(base, ...sides)).toEqual(result);
		expect(merged(base, ...sides.toReversed())).toEqual(result);
	});

	test('fields called like those that objects have of themselves', () => {
		const own = (text: string) => parseValue(text);
		const result = mergeValues(own('{}'), [own('{"__proto__":1}'), own('{"constructor":2}')]);
		expect(result.ok && canonical(result.value as Json)).toBe('{"__proto__":1,"constructor":2}');
	});

	test('such fields on several sides, without a base', () => {
		const result = mergeValues(ABSENT, [parseValue('{"__proto__":1,"x":1}'), parseValue('{"toString":2}')]);
		expect(result.ok && canonical(result.value as Json)).toBe('{"__proto__":1,"toString":2,"x":1}');
	});

	test('numbers that no double holds are compared by their digits, not added', () => {
		const big = (digits: string) => parseValue(digits);
		const result = mergeValues(big('9007199254740993'), [big('9007199254740993'), big('9007199254740995')]);
		expect(result.ok && canonical(result.value as Json)).toBe('9007199254740995');
	});

	test('a value nested very deep stops nothing', () => {
		const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
		expect(mergeValues(parseValue('1'), [parseValue(deep), parseValue('1')]).ok).toBe(true);
	});
});

test('the order of the sides does not matter, and a side that changed nothing changes nothing', () => {
	const leaf = fc.constantFrom<unknown>('a', 'b', 1, 2, true, null);
	const value = fc.oneof(
		leaf,
		fc.array(leaf, { maxLength: 3 }),
		fc.dictionary(fc.constantFrom('p', 'q'), leaf),
	);
	fc.assert(
		fc.property(value, fc.array(value, { minLength: 2, maxLength: 4 }), (base, sides) => {
			const shuffled = sides.toReversed();
			const texts = sides.every((side) => typeof side === 'string');
			if (!texts) expect(isProblem(merged(base, ...shuffled))).toBe(isProblem(merged(base, ...sides)));
			if (!texts && !isProblem(merged(base, ...sides)))
				expect(merged(base, ...shuffled)).toEqual(merged(base, ...sides));
			expect(merged(base, ...sides, base)).toEqual(merged(base, ...sides));
		}),
		{ numRuns: 2000 },
	);
});

const PROBLEMS = ['deleted-and-changed', 'no-base', 'same-lines', 'both-changed'];

function isProblem(result: unknown): boolean {
	return Array.isArray(result) && PROBLEMS.includes(result[0]);
}

import { describe, expect, test } from 'vitest';
import { generate } from '../../../src/generate/generate.ts';
import type { GenerateOptions } from '../../../src/generate/options.ts';
import { PRESETS } from '../../../src/generate/presets.ts';
import type { Shown } from '../../../src/report/shown.ts';
import { answer } from '../../../src/report/strategies/answer.ts';
import { compareMarkdown, compareText } from '../../../src/report/strategies/compare.ts';
import { compareJson } from '../../../src/report/strategies/compareJson.ts';
import { followedFacts } from '../../../src/report/strategies/facts.ts';
import { keyEnds } from '../../../src/report/strategies/keyEnds.ts';
import { ledgerRow } from '../../../src/report/strategies/ledgerRow.ts';
import { strategyOverview } from '../../../src/report/strategies/overview.ts';
import { strategyReport } from '../../../src/report/strategies/strategyReport.ts';
import { analyseFiles, memorySource } from '../../support/engine.ts';
import { UNSEEN } from '../../support/hostile.ts';
import { shownOf } from '../../support/shown.ts';

function generated(options: GenerateOptions): Shown {
	const files = [{ name: 'a.reptrace', text: Buffer.concat([...generate(options)]).toString() }];
	return { analysis: analyseFiles(files), source: memorySource(files) };
}

const put = (
	at: string,
	value: unknown,
	ts: number | undefined,
	vv: Record<string, number>,
	update?: object,
) => ({
	op: value === undefined ? 'delete' : 'write',
	at,
	key: 'k',
	value,
	ts,
	vv,
	update,
});

/** The rows of the ledger: line, then what `strategy` makes of it. */
function ledger(shown: Shown, strategy: string) {
	const report = strategyReport(shown);
	return [...report.ledger().versions].map((version) => {
		const { version: row, fates } = ledgerRow(shown, report, version);
		const { fate, reason } = fates.find((own) => own.strategy === strategy) ?? {};
		return [row.line, fate, reason];
	});
}

describe('the ledger', () => {
	test('a write that knew the winner is lost although newer, and comes first', () => {
		const shown = shownOf([put('fast', 1, 500, { fast: 1 }), put('slow', 2, 400, { fast: 1, slow: 1 })]);
		expect(ledger(shown, 'lww')).toEqual([
			[
				2,
				'lost-although-newer',
				'by time: line 1 (fast) has the greater stamp by 100 ms, although this write was made knowing it',
			],
			[1, 'survives', 'its stamp is the greatest'],
		]);
	});

	test('equal times are decided by the id, by code points', () => {
		const shown = shownOf([put('Z', 1, 5, { Z: 1 }), put('a', 2, 5, { a: 1 })]);
		expect(ledger(shown, 'lww')[0]).toEqual([
			1,
			'lost',
			'by id: the same time as line 2 (a), whose replica id is the greater',
		]);
	});

	test('a delete that loses to a concurrent write is undone', () => {
		const shown = shownOf([
			put('A', 1, 1, { A: 1 }),
			put('A', undefined, 2, { A: 2 }),
			put('B', 3, 3, { A: 1, B: 1 }),
		]);
		expect(ledger(shown, 'lww')[0]?.slice(0, 2)).toEqual([2, 'resurrected']);
		expect(strategyReport(shown).figures[0]).toMatchObject({ lostWrites: 1, resurrected: 1 });
	});

	test('without times last-write-wins decides nothing, and that is said', () => {
		const shown = shownOf([put('A', 1, undefined, { A: 1 }), put('B', 2, undefined, { B: 1 })]);
		expect(ledger(shown, 'lww')[0]).toEqual([1, 'undecided', 'no version of the key carries a time']);
		expect(strategyReport(shown).figures[0]).toMatchObject({ lostWrites: 0, keysUndecided: 1 });
		expect(answer(shown, strategyReport(shown)).join(' ')).toContain('the writes carry no time');
	});

	test('edits of different fields are told from edits of one', () => {
		const rows = (b: object) => {
			const shown = shownOf([
				put('A', { city: 'Oslo', tier: 'basic' }, 1, { A: 1 }),
				put('A', { city: 'Rome', tier: 'basic' }, 2, { A: 2 }),
				put('B', b, 3, { A: 1, B: 1 }),
			]);
			const report = strategyReport(shown);
			return ledgerRow(shown, report, report.ledger().versions[0] as number);
		};
		expect(rows({ city: 'Oslo', tier: 'gold' })).toMatchObject({ fields: ['city'], disjoint: true });
		expect(rows({ city: 'Bonn', tier: 'gold' })).toMatchObject({ fields: ['city'], disjoint: false });
	});
});

describe('what a key ends as', () => {
	const ends = (shown: Shown) =>
		Object.fromEntries(
			keyEnds(shown, strategyReport(shown), 0).map(({ strategy, values, note }) => [
				strategy,
				note?.startsWith('read') === false ? note : values,
			]),
		);

	test('a counter from what the writers meant: merges that dropped an addition are no operations', () => {
		const add = (by: number) => ({ type: 'counter.add', by });
		const shown = shownOf([
			put('A', 99, 1, { A: 1 }, add(-1)),
			put('A', 97, 2, { A: 2 }, add(-2)),
			put('B', 149, 3, { A: 1, B: 1 }, add(50)),
			{ op: 'merge', at: 'A', key: 'k', value: 149, strategy: 'lww', ts: 4, vv: { A: 3, B: 1 } },
		]);
		expect(ends(shown)).toMatchObject({ lww: ['149'], counter: ['147'] });
	});

	test('a counter from differences', () => {
		const shown = shownOf([
			put('A', 10, 1, { A: 1 }),
			put('A', 8, 2, { A: 2 }),
			put('B', 15, 3, { A: 1, B: 1 }),
		]);
		expect(ends(shown)).toMatchObject({ merge: ['13'], counter: ['13'], lww: ['15'], siblings: ['8', '15'] });
	});

	test('a set whose element one side removes and the other one keeps', () => {
		const shown = shownOf([
			put('A', ['milk', 'tea'], 1, { A: 1 }),
			put('A', ['tea'], 2, { A: 2 }),
			put('B', ['milk', 'tea', 'eggs'], 3, { A: 1, B: 1 }),
		]);
		const without = ['["eggs","tea"]'];
		expect(ends(shown)).toMatchObject({ 'add-wins-set': without, 'remove-wins-set': without });
		expect(ends(shown).merge).toEqual(['["tea","eggs"]']);
	});

	test('a map, field by field', () => {
		const shown = shownOf([
			put('A', { a: 1, b: 1 }, 1, { A: 1 }),
			put('A', { a: 2, b: 1 }, 5, { A: 2 }),
			put('B', { a: 3, b: 2 }, 4, { A: 1, B: 1 }),
		]);
		expect(ends(shown)).toMatchObject({
			'lww-map': ['{"a":2,"b":2}'],
			'observed-remove-map': ['{"a":2,"b":2}'],
			merge: ['{"a":4,"b":2}'],
		});
	});

	test('a text', () => {
		const shown = shownOf([
			put('A', 'one two', 1, { A: 1 }),
			put('A', 'one and two', 2, { A: 2 }),
			put('B', 'one two three', 3, { A: 1, B: 1 }),
		]);
		expect(ends(shown)).toMatchObject({
			text: ['"one and two three"'],
			merge: 'the same lines were changed in different ways',
		});
	});

	test('words are no texts', () => {
		const shown = shownOf([put('A', 'paid', 1, { A: 1 }), put('B', 'packed', 2, { B: 1 })]);
		expect(ends(shown)).not.toHaveProperty('text');
	});
});

test('a reading that fits no key with siblings has a title in the ledger all the same', () => {
	const shown = shownOf([
		put('R1', 5, 900, { R1: 1 }, { type: 'counter.add', by: 5 }),
		put('R2', 6, 100, { R1: 1, R2: 1 }, { type: 'counter.add', by: 1 }),
	]);
	const report = strategyReport(shown);
	const { strategies, titles } = strategyOverview(shown, report);
	const [newest] = report.ledger().versions;
	const { fates } = ledgerRow(shown, report, newest as number);
	expect(strategies.map(({ name }) => name)).not.toContain('counter');
	expect(fates.map(({ strategy }) => titles[strategy])).toContain('Counter');
});

describe('what the system itself does', () => {
	test('a store that unites siblings, and shows them where it reads', () => {
		const shown = generated({ ...PRESETS.retail.options, seed: 4 });
		const [merges, reads] = followedFacts(shown, strategyReport(shown));
		expect(merges).toMatch(/^Its merges follow the union of all elements and fields/);
		expect(reads).toMatch(/^Its reads and states follow keeping siblings/);
	});

	test('a store that resolves by time', () => {
		const shown = generated({ ...PRESETS['three-datacenters'].options, seed: 4 });
		expect(
			strategyReport(shown)
				.recorded()
				.merges.find(({ name }) => name === 'lww'),
		).toMatchObject({
			deviations: [],
		});
	});

	test('a store that resolves by Lamport order, of a key that ends without siblings', () => {
		const lines = [
			put('R1', 'a', 900, { R1: 1 }),
			put('R2', 'b', 100, { R2: 1 }),
			put('R2', 'c', 200, { R2: 2 }),
			{ ...put('R1', 'c', 950, { R1: 2, R2: 2 }), op: 'merge' },
		];
		const { merges } = strategyReport(shownOf(lines)).recorded();
		expect(merges[0]).toEqual({ name: 'lamport', agrees: 1, observed: 1, deviations: [] });
		expect(merges.find(({ name }) => name === 'lww')?.agrees).toBe(0);
	});
});

test('the story of the fast datacenter is told in words', () => {
	const shown = generated({ ...PRESETS['three-datacenters'].options, events: 5000, seed: 9 });
	const report = strategyReport(shown);
	const tokyo = shown.analysis.trace.replicas.find('dc3');
	expect(report.offsets.get(tokyo)).toBeGreaterThan(180);
	expect(report.offsets.get(tokyo)).toBeLessThan(220);
	const [won, wrongly] = (
		/The writes of Tokyo, whose clock is some \d+ ms ahead of the slowest one, win ([\d,]+) conflicts by time; in ([\d,]+) of these the other side wrote later\./.exec(
			answer(shown, report).join(' '),
		) ?? []
	)
		.slice(1)
		.map(Number) as [number, number];
	expect(wrongly).toBeGreaterThan(0);
	expect(won).toBeGreaterThan(wrongly);
});

describe('the comparison', () => {
	const options = { limit: 5, key: 0 };

	test('is the same in all three forms', () => {
		const shown = shownOf([put('A', 1, 5, { A: 1 }), put('B', 2, 6, { B: 1 })]);
		const report = strategyReport(shown);
		const json = JSON.parse([...compareJson(shown, report, options)].join(''));
		expect(json).toMatchObject({
			schemaVersion: 1,
			ledgerTotal: 2,
			ledger: [
				{
					line: 1,
					fates: [
						{ strategy: 'lww', fate: 'lost', winner: { file: 'a.reptrace', line: 2 } },
						{},
						{},
						{},
						{},
						{},
						{},
					],
				},
				{ line: 2 },
			],
			key: { key: 'k' },
			avoidance: { singleLeader: { leader: 'A', forwarded: 1 } },
		});
		expect([...compareText(shown, report, options)].join('')).toContain(
			'lost although concurrent (by time: line 2 (B)',
		);
		expect([...compareMarkdown(shown, report, options)].join('')).toContain(
			'| lost although concurrent | by time',
		);
	});

	test('nothing in a trace reaches a terminal as a control character', () => {
		const evil = '\u001b]0;title\u0007\u202e\n';
		const lines = ['A', 'B'].map((at, ts) => ({
			op: 'write',
			at: at + evil,
			key: evil,
			client: evil,
			value: { [evil]: [evil, at] },
			ts,
			dot: [at + evil, 1],
			context: {},
		}));
		const shown = shownOf(lines);
		const text = [...compareText(shown, strategyReport(shown), options)].join('');
		expect(text.replaceAll('\n', '')).not.toMatch(UNSEEN);
	});
});

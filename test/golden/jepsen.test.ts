import { describe, expect, test } from 'vitest';
import { excerpt, otherFindings, reportOn, texts } from '../support/imported.ts';

const one = (pattern: RegExp) => reportOn(excerpt('jepsen', pattern));

test('a register: overlapping writes may have been concurrent, a compare-and-set resolves them', async () => {
	const report = await one(/^register/);
	const { conflicts, trace } = report;
	expect(trace).toMatchObject({ format: 'jepsen', versions: 3, keys: 1 });
	expect(conflicts).toMatchObject([
		{ key: 'register', certainty: 'possible', resolved: true, versions: [{ value: 1 }, { value: 2 }] },
	]);
	expect(otherFindings(report)).toEqual([['malformed-line', 14]]);
});

test('lists: what reads show of the order counts, records may have tags and go over several lines', async () => {
	const { summary, trace } = await one(/^list/);
	expect(trace).toMatchObject({ versions: 4, keys: 2 });
	expect(summary.conflictPairs).toBe(0);
});

test('JSON with tuples of independent keys, and the text that Jepsen prints', async () => {
	expect((await one(/^tuples/)).conflicts).toMatchObject([{ key: 'x', pairs: 1 }]);
	expect((await one(/^history/)).conflicts).toMatchObject([{ key: 'register', pairs: 1 }]);
});

describe('the same history', () => {
	const ops = [
		['0', 'invoke', 'write', '[x 1]'],
		['1', 'invoke', 'write', '[x 2]'],
		[':nemesis', 'info', 'start-partition', 'nil'],
		['0', 'ok', 'write', '[x 1]'],
		['1', 'ok', 'write', '[x 2]'],
	] as const;
	const printed = ops.map(([process, type, f, value]) => [process, `:${type}`, `:${f}`, value].join('\t'));
	const records = ops.map(([process, type, f, value], index) => ({
		index,
		type,
		f,
		process: Number.isNaN(Number(process)) ? 'nemesis' : Number(process),
		value: value === 'nil' ? null : ['x', Number(value.at(-2))],
	}));
	const edn = ops.map(
		([process, type, f, value]) =>
			`{:type :${type}, :process ${process}, :f :${f}, :value ${value === 'nil' ? value : `#jepsen.independent/tuple ${value}`}}`,
	);
	const time = '2026-11-23 08:00:00,123';

	test.each([
		['jepsen.log', printed.map((line) => `${time}{GMT}\tINFO\t[jepsen worker 0] jepsen.util: ${line}`)],
		['console.log', printed.map((line) => `INFO [${time}] jepsen worker 0 - jepsen.util ${line}`)],
		['indented.json', [JSON.stringify(records, null, 2)]],
		['tagged.edn', edn],
	])('as %s', async (name, lines) => {
		const other = name.endsWith('.log') ? `INFO [${time}] main - jepsen.core Everything looks good!\n` : '';
		const report = await reportOn(texts({ [name]: `${other}${lines.join('\n')}\n` }));
		expect(report.trace.format).toBe('jepsen');
		expect(report.conflicts).toMatchObject([{ key: 'x', pairs: 1, certainty: 'possible' }]);
		expect(otherFindings(report)).toEqual([]);
	});
});

test('a string or map that is never closed is left out alone', async () => {
	const operation = (process: number, type: string, value: string) =>
		`{:type :${type}, :f :write, :value ${value}, :process ${process}}`;
	const lines = [
		operation(0, 'invoke', '1'),
		operation(1, 'invoke', '"torn'),
		operation(2, 'invoke', '3'),
		'{:type :info, :f :x,',
		operation(0, 'ok', '1'),
		operation(2, 'ok', '3'),
	];
	const report = await reportOn(texts({ 'history.edn': lines.join('\n') }));
	expect(report.conflicts).toMatchObject([{ pairs: 1 }]);
	expect(otherFindings(report)).toEqual([
		['malformed-line', 2],
		['malformed-line', 4],
	]);
});

describe('order', () => {
	const history = (...ops: [process: number, type: string, f: string, value: unknown, time: number][]) =>
		reportOn(
			texts({
				'h.jsonl': ops
					.map(([process, type, f, value, time], index) =>
						JSON.stringify({ process, type, f, value, time, index }),
					)
					.join('\n'),
			}),
		);

	test('a write that a finished read shows had taken effect before what begins later', async () => {
		const { summary } = await history(
			[0, 'invoke', 'write', 1, 0],
			...([
				[2, 'invoke', 'read', null, 1],
				[2, 'ok', 'read', 1, 2],
			] as [number, string, string, unknown, number][]),
			[1, 'invoke', 'write', 2, 3],
			[1, 'ok', 'write', 2, 4],
			[0, 'ok', 'write', 1, 9],
		);
		expect(summary.conflictPairs).toBe(0);
	});

	test('the later of two writes of a transaction may be seen first: both had taken effect', async () => {
		const both = [
			['w', 'x', 1],
			['w', 'x', 2],
		];
		const { summary } = await history(
			[0, 'invoke', 'txn', both, 0],
			[1, 'invoke', 'txn', [['r', 'x', null]], 1],
			[1, 'ok', 'txn', [['r', 'x', 2]], 2],
			[0, 'ok', 'txn', both, 3],
			[2, 'invoke', 'txn', [['w', 'x', 3]], 4],
			[2, 'ok', 'txn', [['w', 'x', 3]], 5],
		);
		expect(summary.conflictPairs).toBe(0);
	});

	test('a write of unknown outcome counts once a read shows it', async () => {
		const ops = [
			[0, 'invoke', 'write', 1, 0],
			[0, 'info', 'write', 1, 5],
			[1, 'invoke', 'write', 2, 6],
			[1, 'ok', 'write', 2, 7],
		] as [number, string, string, unknown, number][];
		expect((await history(...ops)).trace.versions).toBe(1);
		const seen = await history(...ops, [2, 'invoke', 'read', null, 8], [2, 'ok', 'read', 1, 9]);
		expect(seen.conflicts).toMatchObject([{ pairs: 1, certainty: 'possible' }]);
	});

	test('reads of lists that contradict each other are told', async () => {
		const report = await history(
			[0, 'invoke', 'append', 1, 0],
			[1, 'invoke', 'append', 2, 0],
			[0, 'ok', 'append', 1, 2],
			[1, 'ok', 'append', 2, 2],
			[2, 'invoke', 'read', null, 3],
			[2, 'ok', 'read', [1, 2], 4],
			[3, 'invoke', 'read', null, 3],
			[3, 'ok', 'read', [2], 4],
		);
		expect(otherFindings(report)).toEqual([['imported-note', 8]]);
	});
});

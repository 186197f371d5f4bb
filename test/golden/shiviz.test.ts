import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { excerpt, hasRecordings, recorded, reportOn, texts } from '../support/imported.ts';

/** Exact numbers, told by whoever recorded them. */
const CONCURRENT: Record<string, [events: number, hosts: number, pairs: number]> = {
	'chord.log': [1235, 8, 15_896],
	'simpledb.log': [509, 5, 16_937],
	'facebook.log': [47, 4, 68],
	'multiple-comparison.log': [40, 10, 5],
	'tsviz_shared_var_4_threads.log': [5000, 4, 351_840],
};

describe.skipIf(!hasRecordings)('the recorded logs', () => {
	test.each(Object.entries(CONCURRENT))(
		'%s: concurrent events are counted',
		async (name, [events, hosts, pairs]) => {
			const { trace, summary } = await reportOn(recorded('shiviz', new RegExp(`^${name}$`)));
			expect(trace.format).toBe('shiviz');
			expect([trace.events, trace.replicas.length, summary.concurrentEventPairs]).toEqual([
				events,
				hosts,
				pairs,
			]);
			expect(trace.skippedLines).toEqual([{}]);
		},
	);

	test('parsers.json: the expressions of the ShiViz project in the first two lines give the same', async () => {
		const [parsers] = recorded('shiviz', /^parsers.json$/);
		const expressions = JSON.parse(readFileSync(parsers as string, 'utf8')) as Record<
			string,
			[string, string]
		>;
		for (const [name, [, , pairs]] of Object.entries(CONCURRENT)) {
			const [pattern, delimiter] = expressions[name] as [string, string];
			const [file] = recorded('shiviz', new RegExp(`^${name}$`));
			const text = `${pattern}\n${delimiter}\n${readFileSync(file as string, 'utf8')}`;
			const { summary } = await reportOn(texts({ [name]: text }));
			expect([name, summary.concurrentEventPairs]).toEqual([name, pairs]);
		}
	});

	test.each([
		['shiviz.log', /^shiviz\.log$/],
		['tsviz.log', /^tsviz\.log$/],
		['one file a host', /^p\d-Log\.txt$/],
		['one file a host, with times', /^p\d-ts-Log\.txt$/],
		['all of them together', /\.(log|txt)$/],
	])('the key-value store of vclock, %s: its conflicts', async (_, pattern) => {
		const truth = JSON.parse(readFileSync(recorded('vclock', /^truth.json$/)[0] as string, 'utf8'));
		const report = await reportOn(recorded('vclock', pattern));
		expect(report.trace.events).toBe(truth.counts.events);
		expect(report.trace.versions).toBe(truth.counts.writes);
		expect(report.summary.conflictPairs).toBe(truth.counts.concurrentPairs);
		expect(new Set(report.conflicts.map(({ key }) => key))).toEqual(new Set(truth.conflictingKeys));
		expect(report.summary.findings['duplicate-receive']).toBe(truth.counts.duplicated);
		const pairs = truth.keys.flatMap((key: { concurrentPairs: string[][] }) => key.concurrentPairs.flat());
		const inConflict = report.conflicts.flatMap(({ versions }) => versions.map(({ native }) => native));
		expect(new Set(inConflict)).toEqual(new Set(pairs));
	});
});

describe('excerpts', () => {
	test('executions are told apart', async () => {
		const { trace, summary } = await reportOn(excerpt('shiviz', /^multiple/));
		expect(trace.replicas).toContain('Base execution/mountainView');
		expect(summary.concurrentEventPairs).toBe(5);
	});

	test('files of several hosts are one trace, with conflicts', async () => {
		const { summary, conflicts, trace } = await reportOn(excerpt('shiviz', /^p\d/));
		expect(trace.replicas.sort()).toEqual(['p1', 'p2', 'p3']);
		expect(summary.conflicts).toBe(1);
		expect(conflicts[0]).toMatchObject({ key: 'k04', certainty: 'proven', resolved: true });
	});
});

describe('what a log can be like', () => {
	const log = (lines: string[]) => reportOn(texts({ 'x.log': `${lines.join('\n')}\n` }));

	test('an own expression with key, value and op', async () => {
		const { conflicts } = await log([
			'(?<host>\\w+) (?<clock>\\{.*\\}) (?<op>SET|UNSET) (?<key>\\w+)(=(?<value>.*))?(?<event>.*)',
			'',
			'a {"a":1} SET x=1',
			'b {"b":1} UNSET x',
		]);
		expect(conflicts).toMatchObject([
			{
				key: 'x',
				versions: [
					{ op: 'write', value: 1, native: 'a:1' },
					{ op: 'delete', native: 'b:1' },
				],
			},
		]);
	});

	test('an own expression for the text of events', async () => {
		const files = texts({ 'x.log': 'a {"a":1}\nstored k7 := hello\nb {"b":1}\nstored k7 := there\n' });
		const keyPattern = 'stored (?<key>\\w+) := (?<value>.*)';
		const { conflicts } = await reportOn(files, { settings: { shiviz: { keyPattern } } });
		expect(conflicts).toMatchObject([{ key: 'k7', versions: [{ value: 'hello' }, { value: 'there' }] }]);
	});

	test.each(['((', 'no group', 5])(
		'an expression for the text that cannot be used is told: %s',
		async (keyPattern) => {
			const files = texts({ 'x.log': 'a {"a":1}\nstored k7\na {"a":2}\nstored k8\n' });
			const reading = reportOn(files, { settings: { shiviz: { keyPattern } } });
			await expect(reading).rejects.toThrow('settings.shiviz.keyPattern: ');
		},
	);

	test('an expression that would take for ever does not', async () => {
		const start = performance.now();
		await log([
			'(?<host>(\\w+)*)x(?<clock>(.*)*)y(?<event>(a|a)*)$',
			'',
			`${'a'.repeat(5000)}!`,
			'b {"b":1}',
			'm',
		]);
		expect(performance.now() - start).toBeLessThan(30_000);
	});

	test('an expression that cannot be used is a finding, and the layout is guessed', async () => {
		const { findings, trace } = await log([
			'(?<host>a)(?<clock>(?=x))(?<event>.*',
			'',
			'a {"a":1}',
			'hello',
			'a {"a":2}',
			'there',
		]);
		expect(findings).toMatchObject([{ code: 'malformed-line', line: 1 }]);
		expect(trace.events).toBe(2);
	});

	test('clocks that are damaged are told, never refused', async () => {
		const { summary, trace } = await log([
			...['a {"a":1}', 'one', 'a {"a":4}', 'a gap', 'b {"b":1, "a":9}', 'an unknown event of a'],
			...[
				'b {"b":2, "a":1}',
				'what b knew is gone',
				'c {"c":1, "d":1}',
				'ring',
				'd {"c":1, "d":1}',
				'ring',
				'c {"c":2',
			],
		]);
		expect(trace.events).toBe(6);
		expect(summary.findings).toEqual({
			'malformed-line': 1,
			'clock-cycle': 2,
			'clock-regression': 1,
			'clock-unknown-event': 1,
			'clock-gap': 1,
		});
	});
});

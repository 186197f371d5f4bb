import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonReport } from '../../../src/report/jsonReport.ts';
import type { Shown } from '../../../src/report/shown.ts';
import { hostileText } from '../../support/hostile.ts';
import { EXAMPLE, shownOf, shownOfFiles, write } from '../../support/shown.ts';
import { STATUS_CONFLICT } from '../../support/statusConflict.ts';

function textOf(shown: Shown, limit = 1000): string {
	return [...jsonReport(shown, limit)].join('');
}

/** biome-ignore lint/suspicious/noExplicitAny: the shape is what is tested */
const reportOn = (shown: Shown, limit?: number): any => JSON.parse(textOf(shown, limit));

test('the example has the shape of the contract', () => {
	const example = reportOn(shownOf(EXAMPLE.slice(1)));
	expect(example).toMatchObject({ schemaVersion: 1, ...STATUS_CONFLICT });
	expect(example.findings).toHaveLength(1);
	expect(example.findings[0]).toMatchObject({
		code: 'conflict-open',
		severity: 'error',
		file: 'a.reptrace',
		line: 2,
	});
	expect(example.findings[0].related[0]).toEqual({
		file: 'a.reptrace',
		line: 1,
		message: '"pending" by User A at R1',
	});
});

test('an empty trace is a report too', () => {
	expect(reportOn(shownOf([]))).toMatchObject({ trace: { events: 0 }, conflicts: [], findings: [] });
});

test('absent values are null, and numbers are those of the file', () => {
	const text = textOf(
		shownOf([
			'{"op":"write","at":"A","key":"k","value":9007199254740993,"vv":{"A":1},"ts":1767603600000.25}',
			'{"op":"delete","at":"B","key":"k","vv":{"B":1}}',
		]),
	);
	expect(text).toContain('"value":9007199254740993,"ts":1767603600000.25,"client":null');
	expect(JSON.parse(text).conflicts[0].versions[1]).toMatchObject({
		op: 'delete',
		value: null,
		ts: null,
		client: null,
	});
	expect(JSON.parse(text).conflicts[0]).toMatchObject({ detected: null });
});

test('limits cap conflicts and findings; the summary counts all, and a conflict lists its versions', () => {
	const lines = Array.from({ length: 10 }, (_, i) => [
		write('A', `k${i}`, 1, { A: 1 }),
		write('B', `k${i}`, 2, { B: 1 }),
		write('C', `k${i}`, 2, { C: 1 }),
		write('A', `k${i}`, 3, { A: 2, B: 1, C: 1 }),
	]).flat();
	const some = reportOn(shownOf(lines), 2);
	expect(some.summary).toMatchObject({ conflicts: 10, conflictPairs: 30, conflictsResolved: 10 });
	expect(some.conflicts).toHaveLength(2);
	expect(some.findings).toHaveLength(2);
	expect(some.conflicts[0]).toMatchObject({ versionCount: 3, pairs: 3, resolverCount: 1 });
	expect(some.conflicts[0].versions).toHaveLength(3);
	expect(some.conflicts[0].resolvedBy.map((version: { line: number }) => version.line)).toEqual([4]);
	const all = reportOn(shownOf(lines), 0);
	expect(all.conflicts).toHaveLength(10);
	expect(all.conflicts[9].versions).toHaveLength(3);
});

test('of a conflict of very many versions a thousand are listed, or all on wish', () => {
	const lines = Array.from({ length: 1200 }, (_, i) => write(`R${i}`, 'k', i, { [`R${i}`]: 1 }));
	const [some] = reportOn(shownOf(lines), 1).conflicts;
	expect([some.versions.length, some.versionCount]).toEqual([1000, 1200]);
	expect(reportOn(shownOf(lines), 0).conflicts[0].versions).toHaveLength(1200);
});

test('places name the file as it was given', () => {
	const report = reportOn(
		shownOfFiles([
			['x/../a', [write('A', 'k', 1, { A: 1 })]],
			['-', ['{', write('B', 'k', 1, { B: 1 })]],
		]),
	);
	expect(report.trace.files).toEqual(['x/../a', '-']);
	expect(
		report.conflicts[0].versions.map(({ file, line }: { file: string; line: number }) => [file, line]),
	).toEqual([
		['x/../a', 1],
		['-', 2],
	]);
	expect(report.trace.skippedLines).toEqual([{}, { 'malformed-line': 1 }]);
});

test('whatever stands in a trace, the report is JSON that says so', () => {
	fc.assert(
		fc.property(hostileText, hostileText, hostileText, fc.jsonValue(), (key, id, client, value) => {
			const [a, b] = [`1${id}`, `2${id}`];
			const line = (at: string) => {
				const vector = `{${JSON.stringify(at)}:1}`;
				return JSON.stringify({ op: 'write', at, key, value, client }).replace(
					/\}$/,
					() => `,"vv":${vector}}`,
				);
			};
			const report = reportOn(shownOf([line(a), line(b)]));
			expect(report.trace.replicas).toEqual([a, b]);
			expect(report.conflicts[0].key).toBe(key);
			expect(report.conflicts[0].versions[0]).toMatchObject({ replica: a, client });
			expect(JSON.stringify(report.conflicts[0].versions[0].value)).toBe(JSON.stringify(value));
			expect(Object.entries(report.conflicts[0].versions[1].vector)).toEqual([[b, 1]]);
		}),
		{ numRuns: 500 },
	);
});

test('replicas and keys may have the names of what every object has', () => {
	const report = reportOn(
		shownOf([
			'{"op":"write","at":"__proto__","key":"constructor","value":{"__proto__":1},"vv":{"__proto__":1}}',
			'{"op":"write","at":"toString","key":"constructor","value":2,"vv":{"toString":1}}',
		]),
	);
	expect(report.trace.replicas).toEqual(['__proto__', 'toString']);
	expect(Object.entries(report.conflicts[0].versions[0].vector)).toEqual([['__proto__', 1]]);
	expect(Object.entries(report.conflicts[0].versions[0].value)).toEqual([['__proto__', 1]]);
});

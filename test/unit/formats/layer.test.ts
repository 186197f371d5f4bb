import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { JsonRecords } from '../../../src/formats/json/records.ts';
import { guessNodes } from '../../../src/formats/nodeNames.ts';
import { commonFormat, detect, headOf } from '../../../src/formats/table.ts';
import { readSet } from '../../../src/formats/traceSet.ts';
import { TraceBuilder } from '../../../src/trace/trace.ts';
import { excerpt, reportOn, texts } from '../../support/imported.ts';

const head = (text: string, name = 'x') => headOf(name, new TextEncoder().encode(text), true);

describe('detection', () => {
	test('is by content, and what merely lies beside a log is of no format', () => {
		const formatOf = (text: string) => detect(head(text))[0]?.format.id;
		expect(formatOf('{"op":"write","at":"R1","key":"k","value":1}')).toBe('native');
		expect(formatOf('{"step":1,"op":"create","db":"a","rev":"1-a"}')).toBeUndefined();
		expect(formatOf('{"system":"pouchdb","conflicts":[{"siblingRevs":["2-a"]}]}')).toBeUndefined();
		expect(formatOf('{"results":[\n{"seq":1,"id":"a","changes":[{"rev":"1-a"}]}\n],"last_seq":1}')).toBe(
			'couchdb',
		);
		expect(formatOf('hello\np1 {"p1":1}\nthere\np1 {"p1":2}')).toBe('shiviz');
		expect(formatOf('just a text')).toBeUndefined();
	});

	test('knows a log whose first line is torn or empty', () => {
		const formatOf = (text: string) => detect(head(text))[0]?.format.id;
		const lines = {
			couchdb: '{"seq":1,"id":"a","changes":[{"rev":"1-a"}]}',
			automerge: '{"actor":"aa","seq":1,"startOp":1,"deps":[],"ops":[]}',
			loro: '{"schema_version":1,"start_version":{},"peers":["1"],"changes":[]}',
			yjs: '{"replica":"a","update":{"structs":[],"ds":{"clients":{}}}}',
			otlp: '{"resourceSpans":[]}',
		};
		for (const [id, line] of Object.entries(lines)) {
			expect(formatOf(`${line.slice(9)}\n${line}\n`)).toBe(id);
			expect(formatOf(`\n${line}\n`)).toBe(id);
		}
	});

	test.each([
		[
			'pg_recvlogical',
			"BEGIN 7\ntable public.kv: INSERT: k[text]:'a'\nCOMMIT 7 (at 2026-11-23 08:33:01+00)\n",
			1,
		],
		[
			'pg_logical_slot_get_changes',
			'lsn,xid,data\n0/1,7,BEGIN 7\n0/1,7,"table public.kv: INSERT: k[text]:\'a\'"\n0/1,7,COMMIT 7\n',
			1,
		],
		[
			'ShiViz',
			'(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})\n\nput key=k value="v"\np1 {"p1":1}\nx\np1 {"p1":2}\n',
			1,
		],
	])(
		'%s: a byte order mark, empty lines before it and one log behind the other',
		async (_, log, versions) => {
			for (const text of [log, `\ufeff${log}`, `\n\n${log}`]) {
				const { trace, summary } = await reportOn(texts({ x: text }));
				expect([trace.versions, summary.findings]).toEqual([versions, {}]);
			}
			if (log.startsWith('(')) return;
			const { trace, summary } = await reportOn(
				texts({ x: log + log.replaceAll('7', '8').replace('33:01', '33:02') }),
			);
			expect([trace.versions, summary.findings]).toEqual([2 * versions, {}]);
		},
	);

	test('files together are of the format that most of them are; others are left out with a finding', async () => {
		const couch = '{"id":"a","changes":[{"rev":"1-a"}]}';
		expect(commonFormat([head('{}'), head(couch), head('text')])).toBe('couchdb');
		expect(commonFormat([head('{}')])).toBe('native');
		const { trace, findings } = await reportOn(
			texts({ 'a.json': couch, 'truth.json': '{"x":1}\n{"y":2}\n' }),
		);
		expect(trace).toMatchObject({ format: 'couchdb', versions: 1 });
		expect(findings).toMatchObject([{ code: 'file-left-out', file: 'truth.json', line: 1 }]);
	});
});

test('nodes are guessed from what tells file names apart', () => {
	expect(guessNodes(['/a/n1.error.log', '/a/n2.error.log'])).toEqual(['n1', 'n2']);
	expect(guessNodes(['changes-final-alice.json', 'changes-final-bob.json'])).toEqual(['alice', 'bob']);
	expect(guessNodes(['events-n2.jsonl'])).toEqual(['n2']);
	expect(guessNodes(['pg-1.log', 'pg-1.changes.csv', 'pg-2.log'])).toEqual(['pg-1', 'pg-1', 'pg-2']);
	expect(guessNodes(['changes-1.json'])).toEqual([null]);
	expect(guessNodes(['changes-P2-healed-alpha.json'])).toEqual(['alpha']);
	expect(guessNodes(['db-file.jsonl', 'open-revs.jsonl', 'postgresql.log'])).toEqual([null, null, null]);
});

describe('manifests', () => {
	const folder = mkdtempSync(join(tmpdir(), 'replication-trace-set-'));
	afterAll(() => rmSync(folder, { recursive: true }));

	test('stand for the files that they list, with nodes and maps', async () => {
		writeFileSync(join(folder, 'one.json'), '{"id":"a","changes":[{"rev":"1-a"}],"seq":1}\n');
		writeFileSync(join(folder, 'two.json'), '{"id":"a","changes":[{"rev":"1-a"},{"rev":"1-b"}],"seq":2}\n');
		const set = join(folder, 'x.reptrace-set.json');
		writeFileSync(
			set,
			JSON.stringify({
				format: 'couchdb',
				files: [{ path: 'one.json', node: 'oslo' }, 'two.json'],
				maps: {},
			}),
		);
		const { trace, conflicts } = await reportOn([set]);
		expect(trace).toMatchObject({ format: 'couchdb', versions: 2 });
		expect(conflicts[0]?.versions.map(({ replica, native }) => [replica, native])).toEqual([
			['oslo', '1-a'],
			['two', '1-b'],
		]);
	});

	test('that are wrong say what is wrong', async () => {
		expect(() => readSet('[]')).toThrow('no JSON object');
		expect(() => readSet('{"files":[]}')).toThrow('lists no files');
		expect(() => readSet('{"files":[{"node":"a"}]}')).toThrow('"path"');
		expect(() => readSet('{"files":["a"],"maps":{"x":{"y":1}}}')).toThrow('"maps"');
		const set = join(folder, 'wrong.reptrace-set.json');
		writeFileSync(set, '{"files":["not-there.json"]}');
		await expect(reportOn([set])).rejects.toThrow('not-there.json: no such file');
	});
});

describe('JSON records', () => {
	function read(text: string, chunk = 7) {
		const builder = new TraceBuilder('couchdb');
		const records: unknown[] = [];
		const reader = new JsonRecords(builder, 'x', (record) => {
			const { line, start, end } = record.place;
			records.push([record.value, line, start, end]);
		});
		const bytes = new TextEncoder().encode(text);
		for (let at = 0; at < bytes.length; at += chunk) reader.push(bytes.slice(at, at + chunk));
		reader.end();
		return { records, builder };
	}

	test('one on a line, with places', () => {
		const { records, builder } = read('\ufeff{"a":1} \r\n\n  [2]\n{"b":\n3');
		expect(records).toEqual([
			[{ a: 1 }, 1, 3, 10],
			[[2], 3, 2, 5],
			[3, 5, 0, 1],
		]);
		expect(builder.findings.count).toBe(1);
		expect(builder.findings.line(0)).toBe(4);
	});

	test('a document over several lines, its parts with their own places; after a broken one, the next', () => {
		const { records, builder } = read('{\n "rows": [\n  {"a": 1}\n ]\n}\n{"x": tru}\n{\n}\n');
		expect(records.map((record) => (record as unknown[])[1])).toEqual([1, 7]);
		expect(builder.findings.count).toBe(1);
		const parts: number[][] = [];
		const reader = new JsonRecords(new TraceBuilder('couchdb'), 'y', (record) => {
			for (const row of record.field('rows')?.elements() ?? []) {
				const { line, start, end } = row.place;
				parts.push([line, start, end]);
			}
		});
		reader.push(new TextEncoder().encode('{\n "rows": [\n  {"a": 1},\n {"b":2}, 7\n ]\n}'));
		reader.end();
		expect(parts).toEqual([
			[3, 2, 10],
			[4, 1, 8],
			[4, 10, 11],
		]);
	});
});

describe('documents that are broken', () => {
	const row = (number: number, rev = '1-a') =>
		`{"seq":${number},"id":"d${number}","changes":[{"rev":"${rev}"}]}`;
	const read = (text: string) => reportOn(texts({ 'changes.json': text }), { from: 'couchdb' });

	test.each([
		[
			'a row that is no JSON',
			`{"results":[\n${row(1)},\n{"seq":2,"id":d2},\n${row(3)},\n${row(4)}\n],\n"last_seq":4}\n`,
			3,
			3,
		],
		['a row that is torn', `[\n ${row(1)},\n {"seq":2,"id":"d2","changes":[{"re\n ${row(3)}\n]`, 2, 4],
		['the first row', `{"results":[\n{"seq":1,\n${row(2)},\n${row(3)}\n]}`, 2, 3],
		['cut off within a row, on lines', `{"results":[\n${row(1)},\n${row(2)},\n{"seq":3,"id":"d`, 2, 5],
		[
			'cut off within a row, on one line',
			`{"results":[${row(1)},${row(2)},{"seq":3,"changes":[{"rev":"1-a"}`,
			2,
			2,
		],
	])('%s: the others are read', async (_, text, versions, line) => {
		const { trace, findings } = await read(text);
		expect(trace.versions).toBe(versions);
		expect(findings.map(({ code }) => code)).toEqual(['malformed-line']);
		expect(findings[0]?.line).toBeLessThanOrEqual(line);
	});

	test('a record that is cut off is not read as a shorter one', async () => {
		const change =
			'{"actor":"aa","seq":1,"startOp":1,"hash":"x","deps":[],"ops":[{"action":"set","obj":"_root","key":"k","value":1,"pred":[]}';
		const { trace, findings } = await reportOn(texts({ 'a.jsonl': `${change},{"act\n${change}]}\n` }));
		expect(trace).toMatchObject({ format: 'automerge', versions: 1 });
		expect(findings.map(({ code }) => code)).toEqual(['malformed-line']);
	});

	test('many broken rows cost no more than some readings', async () => {
		const rows = Array.from({ length: 20_000 }, (_, i) => (i % 2 === 0 ? row(i) : '{"seq":'));
		const start = performance.now();
		const { trace } = await read(`{"results":[\n${rows.join(',\n')}\n]}`);
		expect(trace.versions).toBeGreaterThan(100);
		expect(performance.now() - start).toBeLessThan(20_000);
	});
});

describe('damaged logs', () => {
	test('a history in which one of the values is no tuple', async () => {
		const entry = (type: string, f: string, value: string) =>
			`{:type :${type}, :f :${f}, :value ${value}, :process 0}`;
		const pair = (f: string, value: string) => [entry('invoke', f, value), entry('ok', f, value)];
		const history = [...pair('write', '[1 2]'), ...pair('append', '7'), ...pair('write', 'nil')].join('\n');
		const { trace, findings } = await reportOn(texts({ 'history.edn': history }), { from: 'jepsen' });
		expect(trace).toMatchObject({ format: 'jepsen', versions: 1 });
		expect(findings).toEqual([]);
	});

	const folders = 'shiviz couchdb automerge loro yjs syncthing postgresql galera jepsen otlp'.split(' ');

	test.each(folders)(
		'%s: no input makes the reading fail',
		async (folder) => {
			const { readFileSync } = await import('node:fs');
			const files = excerpt(folder, /^(?!LICENSE)/).map(
				(path) => [path.replace(/^.*[\\/]/, ''), readFileSync(path)] as const,
			);
			const edits = fc.array(
				fc.record({
					file: fc.nat(),
					at: fc.nat(),
					remove: fc.nat(60),
					add: fc.constantFrom('', '\n', '{', '"', '\u0000', 'seqno: x', '1-', ':', '\\', '[['),
				}),
				{ minLength: 1, maxLength: 12 },
			);
			await fc.assert(
				fc.asyncProperty(edits, async (list) => {
					const damaged = files.map(([name, bytes]) => [name, bytes.toString('latin1')] as [string, string]);
					for (const { file, at, remove, add } of list) {
						const one = damaged[file % damaged.length] as [string, string];
						const from = at % (one[1].length + 1);
						one[1] = one[1].slice(0, from) + add + one[1].slice(from + remove);
					}
					const inputs = Object.fromEntries(
						damaged.map(([name, text]) => [name, Buffer.from(text, 'latin1')]),
					);
					const { trace, summary } = await reportOn(texts(inputs), { from: folder });
					expect(summary.conflicts).toBeGreaterThanOrEqual(0);
					expect(trace.format).toBe(folder);
				}),
				{ numRuns: Number(process.env.FC_RUNS ?? 25) },
			);
		},
		600_000,
	);
});

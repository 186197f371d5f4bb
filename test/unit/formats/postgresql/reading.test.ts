import { describe, expect, it } from 'vitest';
import { readDecoded } from '../../../../src/formats/postgresql/decoding.ts';
import { kindOf } from '../../../../src/formats/postgresql/kind.ts';
import { Progress } from '../../../../src/formats/postgresql/progress.ts';
import { prefixTime, readStamp } from '../../../../src/formats/postgresql/time.ts';
import { commonColumns, tupleColumns, tupleValues } from '../../../../src/formats/postgresql/tuple.ts';
import { reportOfTexts } from '../../../support/recorded.ts';

describe('time stamps', () => {
	const at = Date.UTC(2026, 10, 23, 8, 33, 2) * 1000;

	it('with the zones of a log and of a row', () => {
		expect(readStamp('2026-11-23 08:33:02.087672+00')).toEqual({ at: at + 87_672, unit: 1 });
		expect(readStamp('2026-11-23 09:33:02 CET')).toEqual({ at, unit: 1_000_000 });
		expect(readStamp('2026-11-23 03:33:02.1 EST')).toEqual({ at: at + 100_000, unit: 1000 });
		expect(readStamp('2026-11-23 14:03:02.000 +0530')?.at).toBe(at);
		expect(readStamp('2026-11-23 14:03:02.000 IST')).toBeNull();
		expect(readStamp('2026-11-23 14:03:02.000 IST', { IST: 330 })?.at).toBe(at);
		expect(readStamp('no time')).toBeNull();
	});

	it('before the severity, also as seconds since the epoch', () => {
		expect(prefixTime('[app] 1795422782.123 [77] ', {})).toEqual({ at: 1_795_422_782_123_000, unit: 1000 });
		expect(prefixTime('[77] ', {})).toBeNull();
	});
});

describe('rows of pglogical', () => {
	it('are taken apart by the columns that all of them have', () => {
		const rows = ['k[text]:a v[text]:b', 'k[text]:a n[int4]:1 v[text]:x y[text]:z'];
		const columns = commonColumns(rows.map(tupleColumns));
		expect(columns.map(({ name }) => name)).toEqual(['k', 'v']);
		expect(tupleValues(rows[1] as string, columns)).toEqual(['a n[int4]:1', 'x y[text]:z']);
		expect(tupleValues('something else', columns)).toEqual([undefined, undefined]);
	});
});

describe('rows of which one is damaged', () => {
	it('keep their columns', () => {
		const rows = Array.from({ length: 40 }, (_, i) => `k[text]:${i} v[text]:x`);
		rows[7] = '{k[te t]:7 v[text]:x';
		expect(commonColumns(rows.map(tupleColumns)).map(({ name }) => name)).toEqual(['k', 'v']);
	});
});

describe('lines of test_decoding', () => {
	it('with quotes, nulls, types with brackets and quoted names', () => {
		const line = `table public."My ""T""": UPDATE: old-key: k[text]:'a' new-tuple: k[text]:'b''c d[int]:' "X Y"[text[]]:null big[text]:unchanged-toast-datum n[numeric]:-1.5`;
		expect(readDecoded(line)).toEqual({
			kind: 'change',
			change: {
				relation: 'public.My "T"',
				operation: 'update',
				oldKey: new Map([['k', 'a']]),
				row: new Map<string, string | null | undefined>([
					['k', "b'c d[int]:"],
					['X Y', null],
					['big', undefined],
					['n', '-1.5'],
				]),
			},
		});
	});

	it('begin, commit, and what is cut off', () => {
		expect(readDecoded('BEGIN 733')).toEqual({ kind: 'begin', xid: 733 });
		expect(readDecoded('COMMIT 733 (at 2026-11-23 08:33:02.069881+00)')).toMatchObject({ xid: 733 });
		expect(readDecoded('table a.b: DELETE: (no-tuple-data)')).toEqual({ kind: 'other' });
		expect(() => readDecoded("table a.b: INSERT: k[text]:'a")).toThrow('a closing quote');
	});
});

describe('how far a server had applied another one', () => {
	it('is told by what was reported before and after', () => {
		const progress = new Progress();
		const log = (at: number) => ({ at, unit: 1000 });
		progress.add(log(100_000), 50_000, true, true);
		progress.add(log(300_000), 250_000, true, true);
		expect(progress.hadArrived(50_000, 200_000)).toBe(true);
		expect(progress.hadArrived(40_000, 200_000)).toBe(true);
		expect(progress.hadArrived(250_000, 200_000)).toBe(false);
		expect(progress.hadArrived(260_000, 200_000)).toBe(false);
		expect(progress.hadArrived(150_000, 200_000)).toBeNull();
		// Within the unit of the report's time nothing is told.
		expect(progress.hadArrived(50_000, 100_500)).toBeNull();
	});
});

describe('what a file is', () => {
	it('is told by its content', () => {
		expect(kindOf('lsn,xid,data\n0/1,7,BEGIN 7\n')).toBe('stream');
		expect(kindOf('BEGIN 7\ntable a.b: INSERT: k[text]:1\n')).toBe('recvlogical');
		expect(kindOf('2026-11-23 08:33:01.278 UTC [1] LOG:  starting PostgreSQL 15\n')).toBe('log');
		expect(kindOf('x@y 12 LOG:  CONFLICT: remote UPDATE on relation a.b\n')).toBe('log');
		expect(kindOf('{"timestamp":"x","error_severity":"LOG","message":"m"}\n')).toBe('jsonlog');
		expect(
			kindOf('2026-11-23 08:33:10.415 UTC,,,1,,6b.2c,1,,2026-11-23 08:33:10 UTC,,0,LOG,00000,"x",,\n'),
		).toBe('csvlog');
		expect(kindOf('id,conflict_type,conflict_resolution,local_tuple\n')).toBe('history');
	});

	it('with prefixes that end, or begin, with a bracket or colon', () => {
		const message = 'LOG:  starting PostgreSQL 15\n';
		expect(kindOf(`< 2026-11-23 08:33:01.278 GMT >${message}`)).toBe('log');
		expect(kindOf(`2026-11-23 08:33:01 UTC:10.0.0.1(5432):app@app:[77]:${message}`)).toBe('log');
		expect(kindOf(`[2026-11-23 08:33:01.278 CET] [77] ${message}`)).toBe('log');
	});

	it('whose first line is torn', () => {
		expect(kindOf("rest of a value'\nCOMMIT 7 (at 2026-11-23 08:33:02+00)\nBEGIN 8\n")).toBe('recvlogical');
		expect(kindOf('"text\n0/1,7,BEGIN 7\n')).toBe('stream');
		expect(kindOf('"LOG","message":"m"}\n{"timestamp":"x","error_severity":"LOG","message":"m"}\n')).toBe(
			'jsonlog',
		);
		expect(
			kindOf(
				'tail",,\n2026-11-23 08:33:10.415 UTC,,,1,,6b.2c,1,,2026-11-23 08:33:10 UTC,,0,LOG,00000,"x",,\n',
			),
		).toBe('csvlog');
	});

	it('and nothing else is one of these', () => {
		expect(kindOf('{"op":"write","at":"a"}\n')).toBeNull();
		expect(kindOf('2026 INFO: something\nERROR: one blank\n')).toBeNull();
		expect(kindOf('k,val\na,b\n')).toBeNull();
		expect(kindOf('')).toBeNull();
	});
});

describe('files', () => {
	const HEAD = '2026-11-23 08:33:01.278 UTC [1] LOG:  starting PostgreSQL 15\n';

	it('a statement that imitates a report is none, nor is what stands on continued lines', async () => {
		const log = `${HEAD}2026-11-23 08:33:02.000 UTC [1] LOG:  statement: INSERT INTO t VALUES ('
\t2026-11-23 08:33:02.000 UTC [1] LOG:  CONFLICT: remote UPDATE on relation public.kv (local index kv_pkey). Resolution: skip.')\n`;
		const json = await reportOfTexts({ 'n1.log': log });
		expect(json.system?.conflictReports).toBe(0);
		expect(json.summary.findings).toEqual({});
	});

	it('a report that is cut off is a finding at its line', async () => {
		const log = `${HEAD}2026-11-23 08:33:02.000 UTC [1] LOG:  CONFLICT: remote UPDATE on relation public.kv (local index kv_pkey). Resolution: apply_remote.\n`;
		const json = await reportOfTexts({ 'n1.log': log });
		expect(json.findings).toMatchObject([{ code: 'malformed-line', file: 'n1.log', line: 2 }]);
		expect(json.trace.skippedLines).toEqual([{ 'malformed-line': 1 }]);
	});

	it('a stream with a quote that is never closed keeps its other lines', async () => {
		const json = await reportOfTexts({
			'n1.csv':
				"lsn,xid,data\n0/1,7,\"table a.b: INS\n0/2,8,BEGIN 8\n0/2,8,table a.b: INSERT: k[text]:'x'\n0/3,8,COMMIT 8 (at 2026-11-23 08:33:02.069881+00)\n",
		});
		expect(json.trace.versions).toBe(1);
		expect(json.findings).toMatchObject([{ code: 'malformed-line', line: 2 }]);
	});

	it('rows of CSV that a damaged quote joins are read one by one', async () => {
		const rows = [1, 2, 3, 4].flatMap((xid) => [
			`0/${xid},${xid},BEGIN ${xid}`,
			`0/${xid},${xid},"table a.b: INSERT: k[text]:'a, ${xid}${xid % 2 === 0 ? '\nb' : ''}'"`,
			`0/${xid},${xid},COMMIT ${xid} (at 2026-11-23 08:33:0${xid}+00)`,
		]);
		const text = rows.join('\n').replace("'a, 1'\"", "'a, 1'");
		const json = await reportOfTexts({ 'n1.csv': `lsn,xid,data\n${text}\n` });
		expect(json.trace.versions).toBe(3);
		expect(json.findings).toMatchObject([{ code: 'malformed-line', line: 3 }]);
	});

	it('a change whose quote is never closed is left out alone; values over several lines are read', async () => {
		const change = (xid: number, value: string) =>
			`BEGIN ${xid}\ntable a.b: INSERT: k[integer]:${xid} v[text]:'${value}\nCOMMIT ${xid} (at 2026-11-23 08:33:0${xid}+00)\n`;
		const lines = [
			change(1, "x'"),
			change(2, 'x'),
			change(3, "y'"),
			change(4, "a\nCOMMIT 9\nb'"),
			change(5, "z'"),
		];
		const json = await reportOfTexts({ 'n1.txt': lines.join('') });
		expect(json.trace.versions).toBe(4);
		expect(json.findings).toMatchObject([{ code: 'malformed-line', line: 5 }]);
	});

	it('a row of a conflict table is a report', async () => {
		const row = {
			object_schema: 'public',
			object_name: 'kv',
			local_node_sysid: '1',
			remote_node_sysid: '2',
			remote_txid: 9,
			remote_commit_time: '2026-11-23 08:33:02+00',
			local_conflict_time: '2026-11-23 08:33:03+00',
			conflict_type: 'update_update',
			conflict_resolution: 'last_update_wins_keep_remote',
			local_tuple: { k: 'a', v: 1 },
			remote_tuple: { k: 'a', v: 2 },
			local_tuple_xmin: 7,
			local_tuple_origin_sysid: '1',
			local_commit_time: '2026-11-23 08:33:01+00',
		};
		const json = await reportOfTexts({ 'n1.json': JSON.stringify([row]) }, { from: 'postgresql' });
		expect(json.conflicts).toMatchObject([{ key: 'public.kv:a', certainty: 'reported', pairs: 1 }]);
	});
});

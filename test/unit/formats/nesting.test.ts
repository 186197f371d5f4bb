import { describe, expect, it } from 'vitest';
import { MAX_NESTING, parseJson } from '../../../src/formats/json/parse.ts';
import { reportOfTexts } from '../../support/recorded.ts';

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('values nested too deeply', () => {
	it('are no values', () => {
		expect(parseJson(nested(MAX_NESTING))).toBeDefined();
		expect(parseJson(nested(MAX_NESTING + 2))).toBeUndefined();
		expect(parseJson('[1')).toBeUndefined();
		expect(parseJson('1 2')).toBeUndefined();
	});

	it('are findings, and the other records are read', async () => {
		const deep = nested(200_000);
		const change = (seq: number, value: string) =>
			`{"actor":"aa","seq":${seq},"startOp":${seq},"time":0,"deps":[],"hash":"${seq}","ops":[{"action":"set","obj":"_root","key":"k","value":${value},"pred":[]}]}`;
		const lines = await reportOfTexts({
			'a.jsonl': `${change(1, '1')}\n${change(2, deep)}\n${change(3, '3')}\n`,
		});
		expect(lines.trace.versions).toBe(2);
		expect(lines.findings).toMatchObject([{ code: 'malformed-line', line: 2 }]);
		const document = await reportOfTexts(
			{ 'a.json': `[\n${change(1, '1')},\n${change(2, deep)}\n]\n${change(3, '3')}\n` },
			{ from: 'automerge' },
		);
		expect(document.trace.versions).toBe(1);
		expect(document.findings).toMatchObject([{ code: 'malformed-line', line: 1 }]);
	});

	it('also within a column', async () => {
		const json = await reportOfTexts(
			{ 'a.csv': `at,key,value\na,k,${nested(200_000)}\nb,k,1\n` },
			{
				from: 'mapped',
				settings: { mapping: { fields: { at: 'at', key: 'key', value: { from: 'value', json: true } } } },
			},
		);
		expect(json.trace.versions).toBe(1);
		expect(json.findings).toMatchObject([{ code: 'malformed-line', line: 2 }]);
	});
});

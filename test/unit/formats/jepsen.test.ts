import { describe, expect, it } from 'vitest';
import { MAX_NESTING } from '../../../src/formats/json/parse.ts';
import { reportOfTexts } from '../../support/recorded.ts';

const report = (text: string) => reportOfTexts({ 'history.edn': text }, { from: 'jepsen' });
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const write = (value: string) =>
	`{:type :invoke, :process 0, :f :write, :value ${value}}\n{:type :ok, :process 0, :f :write, :value ${value}}\n`;

describe('a history in EDN', () => {
	it('may be a vector of maps that go over several lines, with brackets in strings and comments', async () => {
		const { trace, findings } = await report(
			[
				'[{:type :invoke, :process 0,',
				'  :f :write, ; not closed: [',
				'  :value ["]" "a \\" {" [{:b 1}]',
				'  ]}',
				' {:type :ok, :process 0, :f :write,',
				'  :value ["]" "a \\" {" [{:b 1}]]}]',
			].join('\n'),
		);
		expect(findings).toEqual([]);
		expect(trace).toMatchObject({ versions: 1, events: 1 });
	});

	it('has values of any depth but the deepest, which are findings', async () => {
		expect((await report(write(nested(MAX_NESTING - 1)))).trace.versions).toBe(1);
		const { trace, findings } = await report(`${write('1')}${write(nested(20_000))}`);
		expect(trace.versions).toBe(1);
		expect(findings.map(({ code, line }) => [code, line])).toEqual([
			['malformed-line', 3],
			['malformed-line', 4],
		]);
	});

	it('may be a record within records within records', async () => {
		const tagged = (depth: number) =>
			'{:tag "x" :val '.repeat(depth) + write('1').split('\n')[0] + '}'.repeat(depth);
		expect((await report(tagged(MAX_NESTING - 1))).trace.events).toBe(1);
		expect((await report(`${write('1')}${tagged(20_000)}\n`)).findings).toMatchObject([{ line: 3 }]);
	});

	it('is read on behind a map that is never closed; each line is looked at once', async () => {
		const { trace, findings } = await report(`${write('1')}{:a [\n${'1 2 3\n'.repeat(150_000)}${write('2')}`);
		expect(trace.versions).toBe(2);
		expect(findings).toMatchObject([{ code: 'malformed-line', line: 3 }]);
	});
});

describe('a history as it is printed', () => {
	it('has values that are nil, and lines whose value is cut off', async () => {
		const { trace, findings, conflicts } = await report(
			[
				'0\t:invoke\t:write\t[x 1]',
				'0\t:ok\t:write\t[x 1]',
				'1\t:invoke\t:read\tnil',
				'1\t:ok\t:read\t\\[',
				':nemesis\t:info\t:start\t#object[',
				'2\t:invoke\t:write\t[x 2',
			].join('\n'),
		);
		expect(trace).toMatchObject({ versions: 1, keys: 1 });
		expect(conflicts).toEqual([]);
		expect(findings.map(({ code, line }) => [code, line])).toEqual([
			['malformed-line', 4],
			['malformed-line', 6],
		]);
	});
});

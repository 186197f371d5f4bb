import { copyFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Cli } from './runCli.ts';

let cli: Cli;

const MAPPING = 'history.reptrace-mapping.json';
const mapped = ['history.csv', '--map', MAPPING];

beforeAll(async () => {
	cli = await Cli.build();
	for (const name of ['history.csv', MAPPING])
		copyFileSync(new URL(`../../traces/mapped/${name}`, import.meta.url), cli.path(name));
	writeFileSync(
		cli.path('inverted.csv'),
		'node,doc,body,when,seen\nA,k,1,2024-05-01T10:00:05Z,A:1\nA,k,2,2024-05-01T10:00:03Z,A:2\n',
	);
	const fields = { at: 'node', key: 'doc', value: 'body', ts: 'when', vv: 'seen' };
	writeFileSync(cli.path('inverted.json'), JSON.stringify({ fields }));
	writeFileSync(cli.path('unusable.json'), '{"fields":{"colour":"c"}}');
});
afterAll(() => cli.remove());

test.each([
	['report', /^\d+ conflicts?, /],
	['compare', /Last write wins/],
	['clocks', /^Clocks\n/],
	['diagram', /^sequenceDiagram\n/],
	['convert', /^\{"op":"header"/],
])('%s reads rows by a mapping', async (command, told) => {
	const { code, stdout } = await cli.run([command, ...mapped]);
	expect(code).toBe(0);
	expect(stdout).toMatch(told);
});

test('verify reads the rows that certificates were made of', async () => {
	const inverted = ['inverted.csv', '--map', 'inverted.json'];
	await cli.run(['clocks', ...inverted, '--certificates', 'proofs.jsonl']);
	const { code, stdout } = await cli.run(['verify', 'proofs.jsonl', ...inverted]);
	expect(code).toBe(0);
	expect(stdout).toContain('accepted: causal-inversion: key "k", byMs 2000\n');
});

test.each([
	[['--from', 'native'], '--map cannot be used with --from native'],
	[['--map', 'unusable.json'], 'the mapping unusable.json cannot be used'],
	[['--map', 'nowhere.json'], 'the mapping nowhere.json cannot be used'],
])('%j cannot be used', async (options, message) => {
	const { code, stdout, stderr } = await cli.run(['clocks', ...mapped, ...options]);
	expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
	expect(stderr).toContain(message);
});

import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cli } from './runCli.ts';

let cli: Cli;

beforeAll(async () => {
	cli = await Cli.build();
	await cli.run(['generate', '--preset', 'three-datacenters', '--events', '400', '--out', 'dc.reptrace']);
	writeFileSync(cli.path('untimed.reptrace'), '{"op":"write","at":"R1","key":"k","value":1,"vv":{"R1":1}}\n');
	writeFileSync(cli.path('nonsense.json'), 'nonsense');
	writeFileSync(cli.path('none.json'), '\n');
	writeFileSync(cli.path('other.json'), '{"name":"x"}');
});
afterAll(() => cli.remove());

/** Runs it and expects success without a word on standard error. */
async function told(...args: string[]): Promise<string> {
	const { code, stdout, stderr } = await cli.run(args);
	expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
	return stdout;
}

describe('clocks', () => {
	test('begins with whose clock is wrong, by how much, since when', async () => {
		const text = await told('clocks', 'dc.reptrace');
		expect(text).toMatch(
			/^Clocks\n\n {2}The clock of Tokyo \(dc3\) is fast: ahead of that of Dublin \(dc1\) by at least 1\d\d ms/,
		);
		expect(text).toContain('it holds for the whole trace');
		expect(text).toMatch(
			/last-write-wins would drop what happened second and keep what happened first, all for older writes of Tokyo/,
		);
	});

	test('tells the same in Markdown and in JSON, whose contract the report shares', async () => {
		expect(await told('clocks', 'dc.reptrace', '--format', 'markdown')).toMatch(
			/^## Clocks\n\nThe clock of Tokyo/,
		);
		const { clocks, convergence } = JSON.parse(await told('clocks', 'dc.reptrace', '--format', 'json'));
		const report = JSON.parse(await told('report', 'dc.reptrace', '--format', 'json'));
		expect(report.clocks).toEqual(clocks);
		expect(report.convergence).toEqual(convergence);
		expect(clocks.inversions).toBeGreaterThan(0);
		expect(clocks.impossible).toEqual([]);
		expect(clocks.skew).toHaveLength(6);
		for (const { from, to, min, max, proven } of clocks.skew) {
			const offset = 200 * (Number(to === 'dc3') - Number(from === 'dc3'));
			expect(min).toBeLessThanOrEqual(offset);
			expect(max).toBeGreaterThanOrEqual(offset);
			expect(proven).toBe(offset !== 0);
		}
	});

	test('says so where there is nothing to tell', async () => {
		expect(await told('clocks', 'untimed.reptrace')).toBe(
			'The trace has no times, and nothing else to tell of clocks and sessions.\n',
		);
		const { clocks } = JSON.parse(await told('clocks', 'untimed.reptrace', '--format', 'json'));
		expect(clocks).toMatchObject({ inversions: 0, skew: [], impossible: [], headline: null });
	});
});

describe('verify', () => {
	test('accepts what clocks and report write, each told', async () => {
		await told('clocks', 'dc.reptrace', '--certificates', 'proofs.jsonl');
		await told('report', 'dc.reptrace', '--certificates', 'same.jsonl');
		expect(readFileSync(cli.path('same.jsonl'), 'utf8')).toBe(readFileSync(cli.path('proofs.jsonl'), 'utf8'));
		const lines = (await told('verify', 'proofs.jsonl', 'dc.reptrace')).trim().split('\n');
		expect(lines.length).toBeGreaterThan(4);
		expect(lines.every((line, i) => line.startsWith(`#${i + 1} accepted: `))).toBe(true);
	});

	test.each(['clocks', 'report'])('%s writes certificates alone to standard output', async (command) => {
		const proofs = readFileSync(cli.path('proofs.jsonl'), 'utf8');
		expect(await told(command, 'dc.reptrace', '--certificates', '-')).toBe(proofs);
		expect(await told(command, 'dc.reptrace', '--certificates', '-', '--out', 'told.txt')).toBe(proofs);
		expect(readFileSync(cli.path('told.txt'), 'utf8')).toContain('Clocks\n');
	});

	test.each([
		[['--certificates', 'dc.reptrace'], '--certificates dc.reptrace would overwrite the trace itself'],
		[['--certificates', 'one.txt', '--out', './one.txt'], '--certificates and --out both name ./one.txt'],
		[
			['--hlc-drift', '-1'],
			"option '--hlc-drift <ms>' argument '-1' is invalid. It must be a number of at least 0.",
		],
	])('options that cannot be meant are refused: %j', async (options, message) => {
		const { code, stderr } = await cli.run(['clocks', 'dc.reptrace', ...options]);
		expect({ code, stderr }).toEqual({ code: 2, stderr: `replication-trace: ${message}\n` });
	});

	test('refuses with 1, and with the reason, what the trace does not prove', async () => {
		const [first] = readFileSync(cli.path('proofs.jsonl'), 'utf8').split('\n') as [string];
		const certificate = JSON.parse(first);
		certificate.claim.atLeastMs++;
		writeFileSync(cli.path('forged.json'), JSON.stringify(certificate, null, '\t'));
		const { code, stdout, stderr } = await cli.run(['verify', 'forged.json', 'dc.reptrace']);
		expect({ code, stdout, stderr }).toEqual({
			code: 1,
			stdout: '#1 refused: the times do not add up to that\n',
			stderr: '',
		});
		expect((await cli.run(['verify', 'proofs.jsonl', 'untimed.reptrace'])).code).toBe(1);
	});

	test.each([
		['nonsense.json', 'nonsense.json is not JSON'],
		['none.json', 'none.json has no certificate'],
		['other.json', 'other.json has no certificate'],
		['dc.reptrace', 'dc.reptrace has no certificate'],
		['nowhere.json', 'cannot read nowhere.json'],
	])('cannot use %s, and says so in one line', async (file, message) => {
		const { code, stdout, stderr } = await cli.run(['verify', file, 'dc.reptrace']);
		expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
		expect(stderr).toMatch(/^replication-trace: .*\n$/);
		expect(stderr).toContain(message);
	});
});

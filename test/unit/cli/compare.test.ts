import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cli } from './runCli.ts';

let cli: Cli;

const line = (at: string, value: unknown, ts: number, vv: object) =>
	JSON.stringify({ op: 'write', at, key: 'stock', value, ts, vv });

beforeAll(async () => {
	cli = await Cli.build();
	const lines = [
		line('R1', 10, 1000, { R1: 1 }),
		line('R1', 8, 1300, { R1: 2 }),
		line('R2', 15, 1200, { R1: 1, R2: 1 }),
	];
	writeFileSync(cli.path('stock.reptrace'), `${lines.join('\n')}\n`);
	writeFileSync(cli.path('homes.json'), '{"sto*":"R2"}');
	writeFileSync(cli.path('list.json'), '["R2"]');
	writeFileSync(cli.path('wrong.json'), '{"sto*":2}');
});
afterAll(() => cli.remove());

const json = async (...args: string[]) => {
	const { code, stdout, stderr } = await cli.run(['compare', 'stock.reptrace', '--format', 'json', ...args]);
	expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
	return JSON.parse(stdout);
};

describe('compare', () => {
	test('tells what every strategy would have cost, and what a key ends as', async () => {
		const { strategies, key, avoidance } = await json('--key', 'stock');
		const of = (name: string) => strategies.find((own: { name: string }) => own.name === name);
		expect(of('lww')).toMatchObject({
			lostWrites: 1,
			lostAlthoughNewer: 0,
			keysWithLosses: 1,
			siblingsLeft: 0,
		});
		expect(of('siblings')).toMatchObject({ lostWrites: 0, siblingsLeft: 2 });
		expect(of('merge')).toMatchObject({ lostWrites: 0, siblingsLeft: 0 });
		const ends = key.ends.map(({ strategy, values }: { strategy: string; values: string[] }) => [
			strategy,
			values,
		]);
		expect(Object.fromEntries(ends)).toMatchObject({ lww: ['8'], merge: ['13'], counter: ['13'] });
		expect(avoidance).toMatchObject({
			singleLeader: { leader: 'R1', forwarded: 1 },
			home: { forwarded: 1, keysWithSeveralWriters: 1 },
		});
	});

	test('corrects the clocks that it is told of', async () => {
		const { strategies, clocks, ledger } = await json('--clock', 'R1=+200', '--clock', 'R2=-0.5');
		expect(clocks).toEqual([
			{ replica: 'R1', ahead: 200 },
			{ replica: 'R2', ahead: -0.5 },
		]);
		expect(strategies.map(({ name }: { name: string }) => name)).toContain('lww-corrected');
		const fate = (row: number, strategy: string) =>
			ledger[row].fates.find((own: { strategy: string }) => own.strategy === strategy).fate;
		expect([fate(0, 'lww'), fate(0, 'lww-corrected')]).toEqual(['lost', 'survives']);
	});

	test('takes a rule for the homes of keys, as report does', async () => {
		const { stdout } = await cli.run(['compare', 'stock.reptrace', '--homes', 'homes.json']);
		expect(stdout).toContain("The rule given: 2 writes (67 %) happened away from their keys' home.");
		const report = await cli.run(['report', 'stock.reptrace', '--homes', 'homes.json', '--format', 'json']);
		const { findings } = JSON.parse(report.stdout);
		const away = findings.filter(({ code }: { code: string }) => code === 'written-away-from-home');
		expect(away.map((finding: { line: number }) => finding.line)).toEqual([1, 2]);
	});

	test.each([
		[['--key', 'nothing'], 'there is no key "nothing" with writes in the trace'],
		[['--clock', 'R1'], 'It must be a replica and milliseconds'],
		[['--clock', 'R9=1'], '--clock names "R9", which is no replica of the trace'],
		[['--homes', 'nowhere.json'], 'cannot read nowhere.json: no such file'],
		[['--homes', 'list.json'], 'list.json is no JSON object of patterns and replica ids'],
		[['--homes', 'wrong.json'], 'wrong.json is no JSON object of patterns and replica ids'],
		[['--homes', 'stock.reptrace'], 'stock.reptrace is no JSON object of patterns and replica ids'],
	])('refuses %j in one line', async (args, message) => {
		const { code, stdout, stderr } = await cli.run(['compare', 'stock.reptrace', ...args]);
		expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
		expect(stderr).toContain(message);
		expect(stderr).toMatch(/^replication-trace: [^\n]+\n$/);
	});

	test.each(['text', 'markdown'])('writes %s to a file', async (format) => {
		const args = ['compare', 'stock.reptrace', '--format', format, '--out', `out.${format}`];
		expect(await cli.run(args)).toMatchObject({ code: 0, stdout: '', stderr: '' });
	});
});

test('the report has the figures of strategies and avoidance', async () => {
	const { stdout } = await cli.run(['report', 'stock.reptrace', '--format', 'json']);
	const { strategies, avoidance } = JSON.parse(stdout);
	expect(strategies[0]).toMatchObject({
		name: 'lww',
		lostWrites: 1,
		lostAlthoughNewer: 0,
		keysWithLosses: 1,
		siblingsLeft: 0,
	});
	expect(avoidance).toMatchObject({
		singleLeader: { leader: 'R1', forwarded: 1 },
		home: { forwarded: 1, keysWithSeveralWriters: 1 },
	});
});

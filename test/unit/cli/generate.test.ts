import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Cli } from './runCli.ts';

let cli: Cli;

beforeAll(async () => {
	cli = await Cli.build();
});
afterAll(() => cli.remove());

test('gives the same bytes for the same options, and others for another seed', async () => {
	const [first, again, other] = await Promise.all([
		cli.run(['generate', '--events', '500']),
		cli.run(['generate', '--events', '500', '--out', 'generated.reptrace']),
		cli.run(['generate', '--events', '500', '--seed', '7']),
	]);
	expect(again).toMatchObject({ code: 0, stdout: '', stderr: '' });
	expect(readFileSync(cli.path('generated.reptrace'), 'utf8')).toBe(first.stdout);
	expect(first.stdout.trimEnd().split('\n')).toHaveLength(501);
	expect(other.stdout).not.toBe(first.stdout);
});

test('options take precedence over the preset', async () => {
	const options =
		'--replicas 4 --keys 2 --skew -200 --causality none --partitions 1 --partition-length 500 --delay 30 --rate 100 --loss 0.2';
	const { stdout } = await cli.run(['generate', '--events', '300', ...options.split(' ')]);
	const [header, ...events] = stdout
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line));
	expect(Object.keys(header.replicas)).toEqual(['R1', 'R2', 'R3', 'R4']);
	expect(events).toHaveLength(300);
	expect(events.some((event) => event.vv)).toBe(false);
	const bare = await cli.run(['generate', '--events', '10', '--no-header']);
	expect(bare.stdout).not.toContain('"header"');
});

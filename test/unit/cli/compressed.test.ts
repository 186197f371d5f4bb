import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LINES, rawFrame } from '../session/node/compressed/samples.ts';
import { Cli } from './runCli.ts';

let cli: Cli;

beforeAll(async () => {
	cli = await Cli.build();
	writeFileSync(cli.path('plain.reptrace'), LINES);
	writeFileSync(cli.path('a.reptrace.gz'), gzipSync(LINES));
	writeFileSync(cli.path('a.reptrace.zst'), await rawFrame(new TextEncoder().encode(LINES)));
});
afterAll(() => cli.remove());

const parsed = (stdout: string) => {
	const { trace, conflicts, summary } = JSON.parse(stdout);
	return {
		trace: { ...trace, files: [] },
		summary,
		values: conflicts[0].versions.map(({ value }: { value: string }) => value),
	};
};

test('a report of a compressed trace is the one of the trace', async () => {
	const { stdout } = await cli.run(['report', 'plain.reptrace', '--format', 'json']);
	for (const name of ['a.reptrace.gz', 'a.reptrace.zst']) {
		const compressed = await cli.run(['report', name, '--format', 'json']);
		expect(compressed).toMatchObject({ code: 0, stderr: '' });
		expect(parsed(compressed.stdout)).toEqual(parsed(stdout));
		expect(JSON.parse(compressed.stdout).trace.files).toEqual([name]);
	}
	const piped = await cli.run(['report', '-', '--format', 'json'], gzipSync(LINES));
	expect(parsed(piped.stdout)).toEqual(parsed(stdout));
});

test('several files, compressed or not, and listed in a manifest, are one trace', async () => {
	writeFileSync(
		cli.path('all.reptrace-set.json'),
		JSON.stringify({ files: [{ path: 'plain.reptrace' }, { path: 'a.reptrace.zst' }] }),
	);
	const { stdout } = await cli.run(['report', 'all.reptrace-set.json', 'a.reptrace.gz', '--format', 'json']);
	expect(JSON.parse(stdout).trace).toMatchObject({
		files: ['plain.reptrace', 'a.reptrace.zst', 'a.reptrace.gz'],
		events: 36,
	});
});

test('what is damaged is told as far as it goes, with exit code 2', async () => {
	const whole = gzipSync(LINES);
	writeFileSync(cli.path('cut.reptrace.gz'), whole.subarray(0, -8));
	const cut = await cli.run(['report', 'cut.reptrace.gz', '--format', 'json', '--fail-on', 'open']);
	expect(cut.code).toBe(2);
	const reason = `the gzip data ends too early, after byte ${whole.length - 8} of ${whole.length - 8}.`;
	expect(cut.stderr).toBe(`replication-trace: Only a part of cut.reptrace.gz could be read: ${reason}\n`);
	const report = JSON.parse(cut.stdout);
	expect(report.trace.events).toBe(12);
	expect(report.findings).toContainEqual(
		expect.objectContaining({
			code: 'damaged-file',
			severity: 'error',
			line: 12,
			message: `What follows could not be read: ${reason}`,
		}),
	);
	expect((await cli.run(['report', 'cut.reptrace.gz'])).stdout).toContain('Only a part of cut.reptrace.gz');
});

test('nothing stays behind', async () => {
	const long = JSON.stringify({ op: 'write', at: 'R1', key: 'k', value: 'x'.repeat(1 << 20) });
	writeFileSync(cli.path('large.gz'), gzipSync(`${long}\n`.repeat(20), { level: 1 }));
	appendFileSync(cli.path('large.gz'), 'x');
	const { code } = await cli.shell('mkdir tmp && TMPDIR="$PWD/tmp" CLI report large.gz > out');
	expect(code).toBe(2);
	expect(readdirSync(cli.path('tmp'))).toEqual([]);
	const full = await cli.shell('TMPDIR=/nowhere CLI report large.gz');
	expect(full).toMatchObject({
		code: 2,
		stdout: '',
		stderr: 'replication-trace: cannot read large.gz: its content cannot be kept in /nowhere: no such file\n',
	});
});

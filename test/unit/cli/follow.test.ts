import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { write } from '../../support/shown.ts';
import { Cli } from './runCli.ts';

let cli: Cli;
beforeAll(async () => {
	cli = await Cli.build();
});
afterAll(() => cli.remove());

const running: ChildProcess[] = [];
afterEach(() => {
	for (const child of running.splice(0)) child.kill('SIGKILL');
});

const text = (...lines: object[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
const A = write('R1', 'k', 1, { R1: 1 });
const B = write('R2', 'k', 2, { R2: 1 });
const MERGED = write('R1', 'k', 3, { R1: 2, R2: 1 });

/** The command running, and what it has printed. */
function followed(...args: string[]) {
	const child = spawn(process.execPath, [cli.script, 'report', ...args, '--follow'], { cwd: cli.folder });
	running.push(child);
	const printed = { stdout: '', stderr: '' };
	child.stdout.setEncoding('utf8').on('data', (piece) => {
		printed.stdout += piece;
	});
	child.stderr.setEncoding('utf8').on('data', (piece) => {
		printed.stderr += piece;
	});
	const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
	return {
		printed,
		lines: (count: number) =>
			expect.poll(() => printed.stdout.split('\n').length - 1, { timeout: 30_000 }).toBe(count),
		interrupt: () => {
			child.kill('SIGINT');
			return ended;
		},
	};
}

describe('report --follow', { timeout: 60_000 }, () => {
	test('prints each conflict as one line as it comes, and as it is resolved, until it is interrupted', async () => {
		writeFileSync(cli.path('a'), text(A, B));
		const { printed, lines, interrupt } = followed('a');
		await lines(1);
		appendFileSync(cli.path('a'), text(write('R1', 'other', 1, { R1: 1 })));
		appendFileSync(cli.path('a'), text(write('R2', 'other', 2, { R2: 1 })).slice(0, -9));
		await new Promise((resolve) => setTimeout(resolve, 600));
		await lines(1);
		appendFileSync(cli.path('a'), text(write('R2', 'other', 2, { R2: 1 })).slice(-9));
		await lines(2);
		appendFileSync(cli.path('a'), text(MERGED));
		await lines(3);
		expect(await interrupt()).toBe(0);
		expect(printed).toEqual({
			stdout: [
				'new open "k": a:1 R1, a:2 R2',
				'new open "other": a:3 R1, a:4 R2',
				'resolved "k": a:1 R1, a:2 R2, resolved by a:5 R1',
				'',
			].join('\n'),
			stderr: '',
		});
	});

	test('starts over where the file is another one', async () => {
		writeFileSync(cli.path('r'), text(A, B, MERGED));
		const { printed, lines, interrupt } = followed('r');
		await lines(1);
		truncateSync(cli.path('r'), text(A).length);
		await expect.poll(() => printed.stderr, { timeout: 30_000 }).toMatch(/starting over/);
		appendFileSync(cli.path('r'), text(B));
		await lines(2);
		renameSync(cli.path('r'), cli.path('r.1'));
		writeFileSync(cli.path('r'), text(B, A));
		await lines(3);
		expect(await interrupt()).toBe(0);
		expect(printed.stdout.split('\n').slice(1, 3)).toEqual([
			'new open "k": r:1 R1, r:2 R2',
			'new open "k": r:1 R2, r:2 R1',
		]);
	});

	test('takes several files, and prints JSON lines', async () => {
		writeFileSync(cli.path('n1'), text(A));
		writeFileSync(cli.path('n2'), '');
		const { printed, lines, interrupt } = followed('n1', 'n2', '--format', 'json');
		await new Promise((resolve) => setTimeout(resolve, 500));
		appendFileSync(cli.path('n2'), text(B));
		await lines(1);
		appendFileSync(cli.path('n1'), text(MERGED));
		await lines(2);
		await interrupt();
		const [first, second] = printed.stdout
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line));
		expect(first).toMatchObject({
			event: 'new',
			key: 'k',
			certainty: 'proven',
			resolved: false,
			versions: [
				{ file: 'n1', line: 1, replica: 'R1', value: 1 },
				{ file: 'n2', line: 1, replica: 'R2', value: 2 },
			],
			resolvedBy: [],
		});
		expect(second).toMatchObject({
			event: 'resolved',
			resolved: true,
			resolvedBy: [{ file: 'n1', line: 2 }],
		});
	});

	test.each([
		[['a', '--fail-on', 'open'], '--fail-on cannot be used with --follow'],
		[['a', '--out', 'x'], '--out cannot be used with --follow'],
		[['a', '--limit', '3'], '--limit cannot be used with --follow'],
		[['a', '--format', 'markdown'], '--follow prints lines: --format is text or json'],
		[['-'], '--follow is for files, not for standard input (-)'],
		[['nope'], 'cannot read nope: no such file'],
		[['z.gz'], 'cannot read z.gz: it is compressed (gzip) and cannot be followed'],
	])('%j is refused', async (args, message) => {
		writeFileSync(cli.path('a'), text(A));
		writeFileSync(cli.path('z.gz'), gzipSync(text(A)));
		expect(await cli.run(['report', ...args, '--follow'])).toEqual({
			code: 2,
			stdout: '',
			stderr: `replication-trace: ${message}\n`,
		});
	});
});

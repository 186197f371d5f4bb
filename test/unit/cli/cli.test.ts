import {
	chmodSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXAMPLE, sync, write } from '../../support/shown.ts';
import { Cli } from './runCli.ts';

let cli: Cli;

const text = (lines: readonly object[]) => `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
const merge = { op: 'merge', at: 'R1', key: 'status', value: 'done', vv: { R1: 2, R2: 1 } };

beforeAll(async () => {
	cli = await Cli.build();
	writeFileSync(cli.path('open.reptrace'), text(EXAMPLE));
	writeFileSync(cli.path('resolved.reptrace'), text([...EXAMPLE, merge]));
	writeFileSync(cli.path('quiet.reptrace'), text([write('R1', 'k', 1, { R1: 1 })]));
	writeFileSync(cli.path('long.reptrace'), text(Array.from({ length: 1000 }, () => sync('A', 'B'))));
	mkdirSync(cli.path('folder'));
});
afterAll(() => cli.remove());

/** What the user can mend: exit code 2, one line on standard error, nothing on standard output. */
async function expectUnusable(args: string[], message: string | RegExp, input = '') {
	const { code, stdout, stderr } = await cli.run(args, input);
	expect(stderr).toMatch(message);
	expect(stderr).toMatch(/^replication-trace: \P{Cc}+\n$/u);
	expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
}

describe('report', () => {
	test('tells the answer first, and succeeds', async () => {
		const { code, stdout, stderr } = await cli.run(['report', 'open.reptrace']);
		expect(stdout.split('\n')[0]).toBe('1 conflict, open, on 1 key (1 concurrent pair of writes)');
		expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
	});

	test('says plainly where it can read nothing of a file, instead of that there are no conflicts', async () => {
		writeFileSync(
			cli.path('picture.png'),
			Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 37) % 256)),
		);
		const { stdout } = await cli.run(['report', 'picture.png']);
		expect(stdout.split('\n')[0]).toBe('Nothing could be read: this is no trace');
		const markdown = await cli.run(['report', 'picture.png', '--format', 'markdown']);
		expect(markdown.stdout).toMatch(/^# Nothing could be read: this is no trace\n/);
	});

	test('comes in three formats', async () => {
		const json = await cli.run(['report', 'open.reptrace', '--format', 'json']);
		expect(JSON.parse(json.stdout)).toMatchObject({ schemaVersion: 1, trace: { files: ['open.reptrace'] } });
		const markdown = await cli.run(['report', 'open.reptrace', '--format=markdown']);
		expect(markdown.stdout).toMatch(/^# 1 conflict/);
	});

	test.each([
		['open', 'open.reptrace', 1],
		['open', 'resolved.reptrace', 0],
		['any', 'resolved.reptrace', 1],
		['any', 'quiet.reptrace', 0],
	])('--fail-on %s with %s exits with %i', async (failOn, file, code) => {
		const outcome = await cli.run(['report', file, '--fail-on', failOn]);
		expect(outcome).toMatchObject({ code, stderr: '' });
		expect(outcome.stdout).not.toBe('');
	});

	test('reads standard input, and several files as one trace', async () => {
		const piped = await cli.run(['report', '-', '--format', 'json'], text(EXAMPLE));
		expect(JSON.parse(piped.stdout).trace).toMatchObject({ files: ['-'], events: 4 });
		const both = await cli.run(['report', 'quiet.reptrace', '-', '--format', 'json'], text(EXAMPLE));
		expect(JSON.parse(both.stdout).trace).toMatchObject({ files: ['quiet.reptrace', '-'], events: 5 });
		expect(JSON.parse(both.stdout).conflicts[0].versions[0]).toMatchObject({
			file: '-',
			line: 2,
			value: 'pending',
		});
	});

	test('reads a pipe that is given as a file', async () => {
		const { code, stdout } = await cli.shell('CLI report <(cat open.reptrace) --format json');
		expect(code).toBe(0);
		expect(JSON.parse(stdout).conflicts[0].versions[0].value).toBe('pending');
	});

	test('takes causality as asked for', async () => {
		const derived = await cli.run(['report', 'open.reptrace', '--format', 'json', '--causality', 'derived']);
		expect(JSON.parse(derived.stdout).trace.causality).toBe('derived');
	});

	test.each([
		['an empty file', '', { events: 0 }],
		['binary', Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 37) % 256)), { events: 0 }],
		['a byte order mark and CRLF', `\ufeff${text(EXAMPLE).replaceAll('\n', '\r\n')}`, { events: 4 }],
		['no final line end', text(EXAMPLE).trimEnd(), { events: 4 }],
		['a line of a megabyte', text([write('R1', 'k', 'v'.repeat(1 << 20), { R1: 1 })]), { events: 1 }],
		[
			'deep nesting',
			`{"op":"write","at":"A","key":"k","value":${'['.repeat(1e5)}${']'.repeat(1e5)}}`,
			{ events: 1 },
		],
	])('%s is read', async (_, content, trace) => {
		writeFileSync(cli.path('odd.reptrace'), content);
		const { code, stdout, stderr } = await cli.run(['report', 'odd.reptrace', '--format', 'json']);
		expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
		expect(JSON.parse(stdout).trace).toMatchObject(trace);
	});
});

describe('what cannot be used', () => {
	test.each([
		[['report', 'nope.reptrace'], 'cannot read nope.reptrace: no such file'],
		[['report', 'open.reptrace', 'nope'], 'cannot read nope: no such file'],
		[['report', 'folder'], 'cannot read folder: it is a directory'],
		[['report', 'e\u001b[31mvil\n'], 'cannot read e␛[31mvil : no such file'],
		[['report'], "missing required argument 'file'"],
		[['report', '-', '-'], 'standard input'],
		[['report', 'open.reptrace', '--format', 'xml'], 'Allowed choices are text, markdown, json'],
		[['report', 'open.reptrace', '--limit', '-1'], 'whole number'],
		[['report', 'open.reptrace', '--limit', '1e3'], 'whole number'],
		[['report', 'open.reptrace', '--fail-on', 'some'], 'open, any'],
		[['report', 'open.reptrace', '--causality', 'magic'], 'auto, recorded, derived'],
		[['report', 'open.reptrace', '--formt', 'json'], "unknown option '--formt'"],
		[['report', 'open.reptrace', '--out', 'open.reptrace'], 'would overwrite the trace'],
		[['report', 'open.reptrace', '--out', 'folder'], 'cannot write folder: it is a directory'],
		[['report', 'open.reptrace', '--out', 'nowhere/x'], 'cannot write nowhere/x: no such file'],
		[['frobnicate'], "unknown command 'frobnicate'"],
		[[], 'a command is needed'],
		[['diagram', 'open.reptrace', '--key', 'nope'], 'no key "nope"'],
		[['diagram', 'open.reptrace', '--conflict', '2'], 'no conflict 2: the trace has 1 conflict'],
		[['diagram', 'open.reptrace', '--conflict', '0'], 'at least 1'],
		[['diagram', 'open.reptrace', '--conflict', '1', '--key', 'status'], 'cannot be used with'],
		[['diagram', 'open.reptrace', '--from', '3', '--to', '2'], '--from 3 is after --to 2'],
		[['diagram', 'open.reptrace', '--from', '9'], 'past the end'],
		[['diagram', 'open.reptrace', 'quiet.reptrace', '--from', '1'], 'several files'],
		[['diagram', 'open.reptrace', '--page', '2'], 'no page 2'],
		[['generate', '--preset', 'nope'], 'Allowed choices are'],
		[['generate', '--loss', '2'], /\w/],
		[['generate', 'surplus'], /argument/],
	])('%j is told in one line', async (args, message) => {
		await expectUnusable(args, message);
	});

	test('help and version are no errors', async () => {
		for (const args of [['--help'], ['report', '--help'], ['help', 'diagram'], ['--version']]) {
			expect(await cli.run(args)).toMatchObject({ code: 0, stderr: '' });
		}
	});
});

describe('output', () => {
	test('to a file is whole, and nothing else is left', async () => {
		const before = readdirSync(cli.folder);
		const { code, stdout } = await cli.run([
			'report',
			'open.reptrace',
			'--format',
			'json',
			'--out',
			'out.json',
			'--fail-on',
			'any',
		]);
		expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
		expect(JSON.parse(readFileSync(cli.path('out.json'), 'utf8')).conflicts).toHaveLength(1);
		expect(readdirSync(cli.folder).sort()).toEqual([...before, 'out.json'].sort());
	});

	test('replaces a file with its mode kept, through a link, and leaves devices what they are', async () => {
		writeFileSync(cli.path('target.txt'), 'old');
		chmodSync(cli.path('target.txt'), 0o640);
		symlinkSync('target.txt', cli.path('linked.txt'));
		expect(await cli.run(['report', 'open.reptrace', '--out', 'linked.txt'])).toMatchObject({
			code: 0,
			stderr: '',
		});
		expect(readFileSync(cli.path('target.txt'), 'utf8')).toMatch(/^1 conflict/);
		expect(statSync(cli.path('target.txt')).mode & 0o777).toBe(0o640);
		expect(await cli.run(['report', 'open.reptrace', '--out', '/dev/null'])).toMatchObject({
			code: 0,
			stderr: '',
		});
		expect(statSync('/dev/null').isFile()).toBe(false);
	});

	test('to a reader that has seen enough is no error', async () => {
		const { code, stdout, stderr } = await cli.shell('CLI generate --events 50000 | head -c 20');
		expect(stderr).toBe('');
		expect(stdout).toHaveLength(20);
		expect(code).toBe(0);
		const failing = await cli.shell(
			'CLI report long.reptrace open.reptrace --fail-on any --limit 0 | head -c 1',
		);
		expect(failing).toMatchObject({ code: 1, stderr: '' });
	});

	test('has no colours where it is no terminal', async () => {
		expect((await cli.run(['report', 'open.reptrace'])).stdout).not.toContain('\u001b');
	});
});

describe('diagram', () => {
	test('of the example, whole, by conflict, by key, by lines', async () => {
		const whole = await cli.run(['diagram', 'open.reptrace']);
		expect(whole).toMatchObject({ code: 0, stderr: '' });
		expect(whole.stdout).toMatch(/^sequenceDiagram\n {4}autonumber\n {4}participant U1 as User A\n/);
		for (const options of [
			['--conflict', '1'],
			['--key', 'status'],
			['--from', '1', '--to', '99'],
		]) {
			expect((await cli.run(['diagram', 'open.reptrace', ...options])).stdout).toBe(whole.stdout);
		}
		const part = await cli.run(['diagram', 'open.reptrace', '--from', '3', '--to', '4']);
		expect(part.stdout).not.toContain('pending');
		expect(part.stdout).toContain('completed');
	});

	test('of more than a page says so', async () => {
		const first = await cli.run(['diagram', 'long.reptrace']);
		expect(first.stdout.match(/Sync/g)).toHaveLength(400);
		expect(first.stderr).toBe('The whole trace: page 1 of 3 (--page 2 shows another one)\n');
		expect((await cli.run(['diagram', 'long.reptrace', '--page', '3'])).stdout.match(/Sync/g)).toHaveLength(
			200,
		);
	});
});

test('a diagram that mermaid takes only with other settings says so', async () => {
	const lines = Array.from({ length: 400 }, (_, i) =>
		write('R'.repeat(40), ';'.repeat(40), ';'.repeat(60), { x: i }),
	);
	writeFileSync(cli.path('large.reptrace'), text(lines));
	const { stdout, stderr } = await cli.run(['diagram', 'large.reptrace']);
	expect(stdout.length).toBeGreaterThan(50_000);
	expect(stderr).toContain('maxTextSize');
});

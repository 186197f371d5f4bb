import { execFileSync } from 'node:child_process';
import {
	appendFileSync,
	mkdtempSync,
	renameSync,
	rmSync,
	symlinkSync,
	truncateSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { follow } from '../../../../src/session/node/follow.ts';
import { FollowedFiles } from '../../../../src/session/node/followedFiles.ts';
import { readFiles } from '../../../../src/session/node/readFiles.ts';
import { UnreadableInput } from '../../../../src/session/node/unreadable.ts';
import type { Trace } from '../../../../src/trace/trace.ts';

let folder: string;
const open: FollowedFiles[] = [];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'replication-trace-follow-'));
});
afterEach(() => {
	for (const files of open.splice(0)) files.close();
	rmSync(folder, { recursive: true, force: true });
});

const line = (i: number, key = 'k') =>
	`{"op":"write","at":"R${i % 3}","key":"${key}","value":"value ${i}","vv":{"R${i % 3}":${i}}}\n`;
const path = (name = 'a.reptrace') => join(folder, name);
const write = (text: string, name?: string) => writeFileSync(path(name), text);
const append = (text: string, name?: string) => appendFileSync(path(name), text);

async function followed(...names: string[]): Promise<FollowedFiles> {
	const inputs = (names.length === 0 ? ['a.reptrace'] : names).map((name) => ({ name, path: path(name) }));
	const files = await FollowedFiles.open(inputs);
	open.push(files);
	return files;
}

function valueText({ source }: FollowedFiles, trace: Trace, event: number, file = 0): string {
	const start = (trace.offset[event] as number) + (trace.valueStart[event] as number);
	return Buffer.from(source.read(file, start, trace.valueLength[event] as number)).toString();
}

describe('a file that grows', () => {
	it('is read on, and its trace continues; what was taken of it before stays', async () => {
		write(line(1) + line(2));
		const files = await followed();
		const { trace: before, source } = files;
		expect(await files.readOn()).toBe('same');
		append(line(3) + line(4, 'other'));
		expect(await files.readOn()).toBe('grown');
		expect(files.source).toBe(source);
		const { trace } = files;
		expect([before.count, trace.count]).toEqual([2, 4]);
		expect([before.keys.find('other'), trace.keys.find('other')]).toEqual([-1, 1]);
		expect(Array.from(trace.line.subarray(0, 4))).toEqual([1, 2, 3, 4]);
		expect([0, 3].map((event) => valueText(files, trace, event))).toEqual(['"value 1"', '"value 4"']);
		expect(trace.files).toMatchObject([{ lines: 4, endEvent: 4 }]);
	});

	it('has its last line only once that is whole', async () => {
		write(line(1));
		const files = await followed();
		const [first, second] = [line(2).slice(0, 20), line(2).slice(20)];
		append(first);
		await files.readOn();
		expect([files.trace.count, files.trace.findings.count]).toEqual([1, 0]);
		append(second.slice(0, -1));
		await files.readOn();
		expect(files.trace.count).toBe(1);
		append('\n');
		await files.readOn();
		expect([files.trace.count, files.trace.findings.count]).toEqual([2, 0]);
	});

	it('fast is read to the same as at once', { timeout: 60_000 }, async () => {
		write('');
		const files = await followed();
		let written = 0;
		const writer = setInterval(() => {
			for (let i = 0; i < 200; i++) {
				const text = line(++written);
				const cut = written % text.length;
				append(text.slice(0, cut));
				append(text.slice(cut));
			}
		}, 1);
		while (written < 10_000) {
			await files.readOn();
			await new Promise((resolve) => setImmediate(resolve));
		}
		clearInterval(writer);
		await files.readOn();
		const { trace } = files;
		const { trace: whole, source } = await readFiles([{ name: 'a', path: path() }]);
		expect([trace.count, trace.findings.count]).toEqual([written, 0]);
		for (const column of ['op', 'line', 'offset', 'length', 'key', 'replica', 'valueStart'] as const)
			expect(trace[column].subarray(0, written)).toEqual(whole[column].subarray(0, written));
		source.close();
	});

	it('that is only touched is the same', async () => {
		write(line(1));
		const files = await followed();
		utimesSync(path(), 1000, 1000);
		expect(await files.readOn()).toBe('same');
		append(line(2));
		expect(await files.readOn()).toBe('grown');
		expect(files.trace.count).toBe(2);
	});
});

describe('a file that is another one', () => {
	it.each([
		['was truncated', () => truncateSync(path(), line(1).length), 1],
		['was written anew, shorter', () => write(line(9)), 1],
		['was written anew, just as long', () => write(line(7) + line(8) + line(9)), 3],
		['was written anew, longer', () => write(line(5) + line(6) + line(7) + line(8)), 4],
		[
			'was rotated',
			() => {
				renameSync(path(), path('a.1'));
				write(line(4) + line(5) + line(6) + line(7));
			},
			4,
		],
	])('since it %s is read from its start', async (_, change, events) => {
		write(line(1) + line(2) + line(3));
		utimesSync(path(), 1000, 1000);
		const files = await followed();
		change();
		expect(await files.readOn()).toBe('replaced');
		expect(files.trace.count).toBe(events);
		append(line(1, 'new'));
		expect(await files.readOn()).toBe('grown');
		expect(files.trace.count).toBe(events + 1);
		expect(files.trace.keys.find('new')).toBe(1);
	});

	it.each([
		['short', 10, ''],
		['long', 20_000, ''],
		['short, that grows besides', 10, line(1, 'new')],
	])('since its midst was written over is read from its start: one that is %s', async (_, lines, more) => {
		const text = Array.from({ length: lines }, (_, i) => line(i)).join('');
		write(text);
		utimesSync(path(), 1000, 1000);
		const files = await followed();
		write(text.replace(line(lines / 2), line(lines / 2, 'K')) + more);
		expect(await files.readOn()).toBe('replaced');
		expect([files.trace.count, files.trace.keys.find('K')]).toEqual([lines + (more === '' ? 0 : 1), 1]);
	});

	it('has told all that was added to the one before', async () => {
		write(line(1));
		const files = await followed();
		append(line(2));
		renameSync(path(), path('a.1'));
		append(line(3), 'a.1');
		write(line(9), 'a.reptrace');
		expect(await files.readOn()).toBe('grown');
		expect(files.trace.count).toBe(3);
		expect(valueText(files, files.trace, 2)).toBe('"value 3"');
		append(line(4), 'a.1');
		expect(await files.readOn()).toBe('replaced');
		expect(valueText(files, files.trace, 0)).toBe('"value 9"');
	});

	it('may be gone for a while', async () => {
		write(line(1));
		const files = await followed();
		renameSync(path(), path('a.1'));
		expect(await files.readOn()).toBe('same');
		expect(valueText(files, files.trace, 0)).toBe('"value 1"');
		write(line(2) + line(3));
		expect(await files.readOn()).toBe('replaced');
		expect(files.trace.count).toBe(2);
	});
});

describe('several files', () => {
	it('grow, each of them, and stay in their order', async () => {
		write(line(1), 'a');
		write(line(2), 'b');
		const files = await followed('a', 'b');
		const { source } = files;
		append(line(5), 'b');
		expect(await files.readOn()).toBe('grown');
		append(line(4) + line(6).slice(0, 30), 'a');
		expect(await files.readOn()).toBe('grown');
		const { trace } = files;
		expect(files.source).toBe(source);
		expect(trace.files).toMatchObject([
			{ name: 'a', firstEvent: 0, endEvent: 2 },
			{ name: 'b', firstEvent: 2, endEvent: 4 },
		]);
		expect([0, 1].map((event) => valueText(files, trace, event))).toEqual(['"value 1"', '"value 4"']);
		expect([2, 3].map((event) => valueText(files, trace, event, 1))).toEqual(['"value 2"', '"value 5"']);
		truncateSync(path('a'), 0);
		expect(await files.readOn()).toBe('replaced');
		expect(files.trace.count).toBe(2);
	});

	it('converted from another system are read anew as they grow', async () => {
		const converted = (i: number) => line(i).replace('}\n', `,"native":"rev ${i}"}\n`);
		write(line(1), 'a');
		write(line(2), 'b');
		const files = await followed('a', 'b');
		append(converted(4), 'a');
		for (const [count, name] of [
			[3, 'b'],
			[4, 'a'],
		] as const) {
			expect(await files.readOn()).toBe('grown');
			const { trace } = files;
			expect(trace.count).toBe(count);
			expect(trace.imported?.nativeOf(1)).toBe('rev 4');
			append(line(5), name);
		}
	});

	it('of another system are read anew as they grow', async () => {
		const op = (index: number) =>
			`{:type ${index % 2 ? ':ok' : ':invoke'}, :f :write, :process 0, :value ${index >> 1}, :index ${index}}\n`;
		write(op(0) + op(1), 'history.edn');
		const files = await followed('history.edn');
		const { count } = files.trace;
		append(op(2) + op(3), 'history.edn');
		expect(await files.readOn()).toBe('grown');
		expect(files.trace.format).toBe('jepsen');
		expect(files.trace.count).toBeGreaterThan(count);
	});
});

describe('the format of a file that was empty', () => {
	const op = (index: number) =>
		`{:type ${index % 2 ? ':ok' : ':invoke'}, :f :write, :process 0, :value ${index >> 1}, :index ${index}}\n`;

	it('is told once there is something in it', async () => {
		write('\n');
		const files = await followed();
		expect(files.trace.format).toBe('native');
		append(op(0).slice(0, 5));
		await files.readOn();
		append(op(0).slice(5) + op(1));
		expect(await files.readOn()).toBe('grown');
		expect(files.trace.format).toBe('jepsen');
		expect(files.trace.count).toBeGreaterThan(0);
	});

	it('stays what it was while the file that took its place is empty', async () => {
		write(op(0) + op(1), 'history.edn');
		const files = await followed('history.edn');
		renameSync(path('history.edn'), path('a.1'));
		write('', 'history.edn');
		expect(await files.readOn()).toBe('replaced');
		expect([files.trace.format, files.trace.count]).toEqual(['jepsen', 0]);
		append(op(0) + op(1), 'history.edn');
		await files.readOn();
		expect(files.trace.format).toBe('jepsen');
		write(line(1) + line(2) + line(3) + line(4) + line(5), 'history.edn');
		expect(await files.readOn()).toBe('replaced');
		expect([files.trace.format, files.trace.count]).toEqual(['native', 5]);
	});
});

it('what is compressed, or no file, cannot be followed', async () => {
	writeFileSync(path('a.gz'), gzipSync(line(1)));
	await expect(followed('a.gz')).rejects.toThrow(
		'cannot read a.gz: it is compressed (gzip) and cannot be followed',
	);
	await expect(FollowedFiles.open([{ name: 'x', bytes: new TextEncoder().encode(line(1)) }])).rejects.toThrow(
		'cannot read x: it is no file and cannot be followed',
	);
});

it('trouble with the file system is told, and is over once it is', async () => {
	write(line(1));
	const files = await followed();
	renameSync(path(), path('a.1'));
	symlinkSync(path(), path());
	await expect(files.readOn()).rejects.toThrow(UnreadableInput);
	rmSync(path());
	renameSync(path('a.1'), path());
	append(line(2));
	expect(await files.readOn()).toBe('grown');
	expect(files.trace.count).toBe(2);
});

it.skipIf(process.platform === 'win32')('a pipe that nobody writes to is refused', async () => {
	execFileSync('mkfifo', [path()]);
	await expect(followed()).rejects.toThrow('cannot read a.reptrace: it is no file and cannot be followed');
});

it('following analyses when something was added, rests between, and tells trouble once', async () => {
	write(line(1));
	const files = await followed();
	const ending = new AbortController();
	const seen: [string, number][] = [];
	const began: number[] = [];
	const done = follow(
		files,
		async (what) => {
			began.push(performance.now());
			seen.push([what, files.trace.count]);
			if (seen.length === 1) append(line(2));
			if (seen.length === 2) write(line(3));
			if (seen.length === 3) ending.abort();
			await new Promise((resolve) => setTimeout(resolve, 150));
		},
		{ signal: ending.signal },
	);
	await done;
	expect(seen).toEqual([
		['first', 1],
		['grown', 2],
		['replaced', 1],
	]);
	for (const [i, at] of began.entries())
		if (i > 0) expect(at - (began[i - 1] as number)).toBeGreaterThan(440);
});

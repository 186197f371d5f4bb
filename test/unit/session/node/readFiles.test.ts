import {
	appendFileSync,
	mkdtempSync,
	renameSync,
	rmSync,
	truncateSync,
	unlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { analyse } from '../../../../src/analysis/analyse.ts';
import { valueText } from '../../../../src/report/shown.ts';
import { type OpenTrace, type ReadOptions, readFiles } from '../../../../src/session/node/readFiles.ts';
import { reasonOf } from '../../../../src/session/node/unreadable.ts';

let folder: string;
let path: string;

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'replication-trace-read-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const line = (value: number) =>
	`{"op":"write","at":"R1","key":"k","value":"value ${value}","vv":{"R1":${value}}}\n`;
/** Several chunks long. */
const LINES = 60_000;
const content = Array.from({ length: LINES }, (_, i) => line(100_000 + i)).join('');

function fresh(name: string, text = content): string {
	path = join(folder, name);
	writeFileSync(path, text);
	utimesSync(path, 1000, 1000);
	return path;
}

const read = (options?: ReadOptions) => readFiles([{ name: 'x', path }], options);

/** Does something to the file once its first chunk has been read. */
function meanwhile(action: () => void): ReadOptions {
	let done = false;
	return {
		onProgress() {
			if (!done) action();
			done = true;
		},
	};
}

function value({ trace, source }: OpenTrace, event: number): string | undefined {
	return valueText({ analysis: analyse(trace), source }, event)?.text;
}

test('a file is read in chunks, with progress, and its values can be read back', async () => {
	fresh('whole');
	const progress: number[] = [];
	const open = await read({ onProgress: (bytes, total) => progress.push(bytes / (total as number)) });
	expect(open.trace.count).toBe(LINES);
	expect(progress.length).toBeGreaterThan(3);
	expect(progress.at(-1)).toBe(1);
	for (const event of [0, 1, LINES / 2, LINES - 1])
		expect(value(open, event)).toBe(`"value ${100_000 + event}"`);
	expect(open.source.read(0, content.length - 2, 100)).toHaveLength(2);
	expect(new TextDecoder().decode(open.source.read(0, 0, content.length))).toBe(content);
	open.source.close();
});

test('text that is not on disk is read as well', async () => {
	const open = await readFiles([{ name: 'untitled', bytes: new TextEncoder().encode(line(1)) }]);
	expect(value(open, 0)).toBe('"value 1"');
	open.check();
});

test('a file that becomes shorter while it is read is an error', async () => {
	fresh('truncated');
	await expect(read(meanwhile(() => truncateSync(path, 5)))).rejects.toThrow(
		'cannot read x: it became shorter while it was read',
	);
});

test('a file that is written anew while it is read is an error', async () => {
	fresh('rewritten');
	await expect(read(meanwhile(() => writeFileSync(path, content.toUpperCase())))).rejects.toThrow(
		'cannot read x: it changed while it was read',
	);
});

test('a file that vanishes, or is replaced, while it is read is read to its end', async () => {
	fresh('gone');
	const gone = await read(meanwhile(() => unlinkSync(path)));
	expect(value(gone, LINES - 1)).toBe(`"value ${100_000 + LINES - 1}"`);
	fresh('replaced');
	writeFileSync(`${path}.new`, 'other');
	const replaced = await read(meanwhile(() => renameSync(`${path}.new`, path)));
	expect(value(replaced, LINES - 1)).toBe(`"value ${100_000 + LINES - 1}"`);
	replaced.check();
});

test('a file that grows is read as far as it went when it was opened', async () => {
	fresh('growing');
	const open = await read(meanwhile(() => appendFileSync(path, line(1))));
	expect(open.trace.count).toBe(LINES);
	appendFileSync(path, line(2));
	open.check();
	expect(value(open, LINES - 1)).toBe(`"value ${100_000 + LINES - 1}"`);
});

test('a value is never made of what a file was overwritten with later', async () => {
	for (const later of [
		content.replaceAll('value', 'VALUE'),
		content.replaceAll('value', 'VALUE').slice(0, -9),
		`x${content}`,
	]) {
		fresh('overwritten');
		const open = await read();
		writeFileSync(path, later);
		expect(value(open, 3)).toBeUndefined();
		expect(() => open.check()).toThrow('it changed while it was read');
		writeFileSync(path, content);
		expect(value(open, 3)).toBeUndefined();
	}
});

test('a wrong name is told before anything is read', async () => {
	fresh('first');
	let progress = 0;
	const inputs = [
		{ name: 'x', path },
		{ name: 'nope', path: join(folder, 'nope') },
	];
	await expect(readFiles(inputs, { onProgress: () => progress++ })).rejects.toThrow(
		'cannot read nope: no such file',
	);
	expect(progress).toBe(0);
});

test('reading ends when it is told to', async () => {
	fresh('aborted');
	const controller = new AbortController();
	const reason = new Error('enough');
	await expect(read({ signal: controller.signal, onProgress: () => controller.abort(reason) })).rejects.toBe(
		reason,
	);
	await expect(
		read({
			onProgress() {
				throw reason;
			},
		}),
	).rejects.toBe(reason);
});

test('why a file cannot be read is told in words', () => {
	expect(reasonOf({ code: 'EACCES', message: 'EACCES: permission denied, open' })).toBe('permission denied');
	expect(reasonOf({ code: 'EWEIRD', message: 'x' })).toBe('EWEIRD');
	expect(reasonOf(new Error('plain'))).toBe('plain');
});

test.each([false, true])(
	'what was read stays readable after a failure where it is kept (gzip: %s)',
	async (isCompressed) => {
		fresh('kept');
		if (isCompressed) writeFileSync(path, gzipSync(content));
		const readUntilFailure = async (isKept: boolean) => {
			let source: OpenTrace['source'] | undefined;
			const failure = new Error('given up');
			const onProgress: ReadOptions['onProgress'] = (_bytes, _total, soFar) => {
				source = soFar.source;
				if (soFar.content < 1000) return;
				if (isKept) soFar.keepSource();
				throw failure;
			};
			const reading = readFiles(
				[
					{ name: 'x', path },
					{ name: 'y', path },
				],
				{ onProgress },
			);
			await expect(reading).rejects.toBe(failure);
			return source as OpenTrace['source'];
		};
		const source = await readUntilFailure(true);
		expect(Buffer.from(source.read(0, 0, line(100_000).length)).toString()).toBe(line(100_000));
		source.close();
		const closed = await readUntilFailure(false);
		expect(closed.read(0, 0, 10)).toHaveLength(0);
	},
);

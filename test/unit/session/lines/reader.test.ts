import {
	appendFileSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmdirSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { LineReader } from '../../../../src/session/lines/reader.ts';
import type { LineQueries, LineQueryName } from '../../../../src/session/linesProtocol.ts';
import { fileOf } from './files.ts';

describe('LineReader', () => {
	let reader: LineReader;
	afterEach(() => reader.close());

	async function open(content: string | Uint8Array): Promise<string> {
		const path = fileOf(content);
		reader = new LineReader({ path }, () => {});
		await reader.run();
		return path;
	}

	function ask<N extends LineQueryName>(name: N, params: LineQueries[N]['params']): LineQueries[N]['result'] {
		const answer = reader.answer(name, params);
		if ('err' in answer) throw new Error(answer.err);
		return answer.ok as LineQueries[N]['result'];
	}

	const texts = (from: number, count: number) =>
		ask('lines', { from, count, anchor: null }).lines.map(({ text }) => text);

	it('tells lines by their numbers, however far from each other they are', async () => {
		const lines = Array.from({ length: 5000 }, (_, i) =>
			i % 1000 === 7 ? 'x'.repeat(100_000) : `line ${i + 1}`,
		);
		await open(`${lines.join('\n')}\n`);
		expect(reader.state).toMatchObject({ lines: 5000, exact: true });
		for (const from of [1, 2, 8, 9, 1008, 1009, 1024, 1025, 2500, 4008, 5000]) {
			const window = ask('lines', { from, count: 3, anchor: null });
			expect(window).toMatchObject({ from, exact: true });
			const shown = window.lines.map(({ text, more }) => [text, text.length + more]);
			expect(shown).toEqual(
				lines.slice(from - 1, from + 2).map((line) => [line.slice(0, 4000), line.length]),
			);
			expect(ask('locate', { offset: window.offset })).toBe(from);
		}
		expect(texts(5001, 3)).toEqual([]);
	});

	it('knows byte order marks, CRLF, characters of several bytes, bytes that are none, and a last line without an end', async () => {
		await open(
			Buffer.concat([
				Buffer.from('\ufeffa\r\nä€😀b\r\n'),
				Buffer.from([0x41, 0xff, 0x42, 0x0a]),
				// A lone surrogate, as JSON escapes produce it.
				Buffer.from([0xed, 0xa0, 0x80, 0x0a]),
				Buffer.from('\n\nlast'),
			]),
		);
		expect(texts(1, 9)).toEqual(['a', 'ä€😀b', 'A\ufffdB', '\ud800', '', '', 'last']);
		expect(reader.state.lines).toBe(7);
	});

	it('has no lines of an empty file', async () => {
		await open('');
		expect(reader.state).toMatchObject({ lines: 0, exact: true });
		expect(texts(1, 5)).toEqual([]);
	});

	it('gives the text between two places, in columns', async () => {
		const text = '\ufeffone ä€😀 two\r\nthree\nfour\n';
		const path = await open(text);
		const between = (from: [number, number], to: [number, number], limit = 100) =>
			ask('text', {
				from: { line: from[0], column: from[1] },
				to: { line: to[0], column: to[1] },
				limit,
			});
		expect(between([1, 4], [1, 8])).toEqual({ text: 'ä€😀' });
		expect(between([1, 9], [2, 2])).toEqual({ text: 'two\r\nth' });
		expect(between([1, 0], [1, 12])).toEqual({ text: 'one ä€😀 two' });
		expect(between([1, 9], [4, 0])).toEqual({ text: 'two\r\nthree\nfour\n' });
		expect(between([2, 0], [3, 3], 4)).toEqual({ bytes: 9 });
		const copy = fileOf('what was there before');
		const order = { from: { line: 1, column: 0 }, to: { line: 4, column: 0 }, path: copy };
		const saved = await reader.save(order, () => {}, new AbortController().signal);
		expect(saved).toEqual({ ok: { bytes: Buffer.byteLength(text.slice(1)) } });
		expect(readFileSync(copy, 'utf8')).toBe(readFileSync(path, 'utf8').slice(1));
	});

	it('saves much piece by piece, answers meanwhile, and leaves nothing behind when that is cancelled', async () => {
		await open('0123456789abcde\n'.repeat(1 << 18));
		const folder = mkdtempSync(join(tmpdir(), 'reptrace-save-'));
		const path = join(folder, 'copy');
		const order = { from: { line: 1, column: 0 }, to: { line: (1 << 18) + 1, column: 0 }, path };
		const abort = new AbortController();
		const saving = reader.save(order, () => {}, abort.signal);
		expect(texts(1000, 1)).toEqual(['0123456789abcde']);
		abort.abort();
		expect(await saving).toHaveProperty('err');
		expect(readdirSync(folder)).toEqual([]);
		expect(await reader.save(order, () => {}, new AbortController().signal)).toEqual({
			ok: { bytes: 1 << 22 },
		});
		expect(readdirSync(folder)).toEqual(['copy']);
		expect(readFileSync(path, 'utf8')).toBe('0123456789abcde\n'.repeat(1 << 18));
		rmSync(folder, { recursive: true });
	});

	it('takes what is behind the last line for the end of the file, and a column behind a line for its end', async () => {
		await open('one\r\n\ufefftwo\nthree');
		const LAST = 2 ** 31 - 1;
		const between = (from: [number, number], to: [number, number]) => {
			const [start, end] = [from, to].map(([line, column]) => ({ line, column })) as [never, never];
			return ask('text', { from: start, to: end, limit: 100 });
		};
		expect(between([3, 0], [4, 0])).toEqual({ text: 'three' });
		expect(between([3, 2], [9, 5])).toEqual({ text: 'ree' });
		expect(between([1, 1], [1, LAST])).toEqual({ text: 'ne' });
		expect(between([1, LAST], [2, LAST])).toEqual({ text: '\r\n\ufefftwo' });
		// A byte order mark is one at the start of the file only.
		expect(texts(2, 1)).toEqual(['\ufefftwo']);
		reader.close();
		const long = 'x'.repeat(10_000);
		await open(`${long}\n${long}`);
		expect(
			ask('text', { from: { line: 1, column: 5000 }, to: { line: 1, column: LAST }, limit: 1e6 }),
		).toEqual({
			text: 'x'.repeat(5000),
		});
	});

	it('shows more of a long line on request', async () => {
		await open(`short\n${'ä'.repeat(10_000)}\nshort`);
		const [, line] = ask('lines', { from: 1, count: 3, anchor: null }).lines;
		expect(line).toEqual({ text: 'ä'.repeat(2000), more: 16_000 });
		expect(ask('line', { line: 2, from: 0, limit: 1 << 20 })).toEqual({
			text: 'ä'.repeat(10_000),
			more: 0,
		});
	});

	it('shows a very long line to its end, piece by piece', async () => {
		const part = '0123456789 ä€😀';
		const columns = part.length;
		const bytes = Buffer.byteLength(part);
		const times = Math.ceil((5 << 20) / bytes);
		await open(`\ufeffshort\n${part.repeat(times)}\r\nshort`);
		const text = part.repeat(times);
		const pieces: string[] = [];
		for (let from = 0; ; ) {
			const { text: piece, more, before } = ask('line', { line: 2, from, limit: 1 << 20 });
			expect(before?.columns ?? 0).toBeLessThanOrEqual(from);
			pieces.push(piece.slice(from - (before?.columns ?? 0)));
			expect((before?.bytes ?? 0) + Buffer.byteLength(piece) + more).toBe(bytes * times);
			if (more === 0) break;
			from += (pieces.at(-1) as string).length;
		}
		expect(pieces.length).toBe(6);
		expect(pieces.join('') === text).toBe(true);
		for (const column of [1 << 20, 3_000_001, columns * times - 3]) {
			const { text: piece, before } = ask('line', { line: 2, from: column, limit: 100 });
			const start = before?.columns as number;
			expect(text.slice(start, start + piece.length)).toBe(piece);
			expect(start).toBeLessThanOrEqual(column);
			expect(start + piece.length).toBeGreaterThan(column);
			const to = { line: 2, column: column + 30 };
			expect(ask('text', { from: { line: 2, column }, to, limit: 1000 })).toEqual({
				text: Buffer.from(text.slice(column, column + 30)).toString(),
			});
		}
		expect(ask('line', { line: 1, from: 2, limit: 3 })).toEqual({
			text: 'ort',
			more: 0,
			before: { columns: 2, bytes: 2 },
		});
	});

	it('shows places that are not indexed yet, numbered on from what is known', () => {
		const lines = Array.from({ length: 20_000 }, (_, i) => `this is line ${i + 1} of the file`);
		reader = new LineReader({ path: fileOf(lines.join('\n')) }, () => {});
		const guess = ask('lines', { from: 3000, count: 5, anchor: null });
		expect(guess.exact).toBe(false);
		const first = lines.indexOf(guess.lines[0]?.text as string);
		expect(first).toBeGreaterThan(0);
		const anchor = { line: guess.from, offset: guess.offset };
		for (const distance of [-20, -1, 0, 2, 300]) {
			const near = ask('lines', { from: guess.from + distance, count: 2, anchor });
			expect(near.from).toBe(guess.from + distance);
			expect(near.lines.map(({ text }) => text)).toEqual(lines.slice(first + distance, first + distance + 2));
		}
	});

	it.each(['', '\n'])(
		'ends with the last line while lines are still counted, whatever the guess (%j)',
		(end) => {
			// The first lines are ten times as long as those that follow, or the other way round.
			for (const [first, then] of [
				[300, 20],
				[20, 300],
			] as const) {
				const lines = Array.from(
					{ length: 60_000 },
					(_, i) => `${i + 1} ${'x'.repeat(i < 30_000 ? first : then)}`,
				);
				reader?.close();
				reader = new LineReader({ path: fileOf(`${lines.join('\n')}${end}`) }, () => {});
				void reader.run();
				const { lines: guess, exact } = reader.state;
				expect(exact).toBe(false);
				const from = guess - 50;
				const last = ask('lines', { from, count: 128, anchor: null });
				expect(last).toMatchObject({ from, exact: false });
				expect(last.lines.map(({ text }) => text)).toEqual(lines.slice(-51));
				const anchor = { line: last.from, offset: last.offset };
				const before = ask('lines', { from: from - 128, count: 128, anchor });
				expect(before.lines.map(({ text }) => text)).toEqual(lines.slice(-51 - 128, -51));
				// Numbered on from a guess that has fewer lines behind it than it should.
				const near = { line: guess - 1000, offset: last.offset };
				const beyond = ask('lines', { from: guess - 500, count: 128, anchor: near });
				expect(beyond.lines.map(({ text }) => text)).toEqual(lines.slice(-501, -501 + 128));
			}
		},
	);

	it('has one guess until it knows how many lines there are', async () => {
		const told = new Set<number>();
		const lines = Array.from({ length: 150_000 }, (_, i) => 'x'.repeat(i < 75_000 ? 60 : 150));
		reader = new LineReader(
			{ path: fileOf(lines.join('\n')) },
			({ lines, exact }) => exact || told.add(lines),
		);
		const running = reader.run();
		for (let i = 0; i < 200 && !reader.state.exact; i++) {
			if (reader.state.indexed > 5 << 20) told.add(reader.state.lines);
			await new Promise((resolve) => setImmediate(resolve));
		}
		await running;
		expect(told.size).toBe(1);
		expect(reader.state).toMatchObject({ lines: 150_000, exact: true });
	});

	it('goes on where a file grows', async () => {
		const path = await open('one\ntw');
		appendFileSync(path, 'o\nthree\n');
		reader.refresh();
		await reader.run();
		expect(texts(1, 9)).toEqual(['one', 'two', 'three']);
		expect(reader.state).toMatchObject({ generation: 1, lines: 3, problem: null });
	});

	it('starts over where it is another file, and says so where it is gone', async () => {
		const path = await open('one\ntwo\n');
		writeFileSync(path, 'x\n');
		reader.refresh();
		await reader.run();
		expect(texts(1, 9)).toEqual(['x']);
		expect(reader.state).toMatchObject({ generation: 2, lines: 1 });
		rmSync(path);
		reader.refresh();
		expect(reader.state.problem).toContain('no such file');
		expect(texts(1, 9)).toEqual(['x']);
	});

	it('goes on where a file that was gone is there again', async () => {
		const path = await open('one\ntwo\n');
		rmSync(path);
		reader.refresh();
		expect(reader.state.problem).toContain('no such file');
		writeFileSync(path, 'three\n');
		reader.refresh();
		await reader.run();
		expect(texts(1, 9)).toEqual(['three']);
		expect(reader.state).toMatchObject({ generation: 2, problem: null });
		// A folder in its place is told, and what was there stays.
		rmSync(path);
		mkdirSync(path);
		reader.refresh();
		expect(reader.state).toMatchObject({ generation: 2, problem: expect.stringContaining('directory') });
		expect(texts(1, 9)).toEqual(['three']);
		rmdirSync(path);
		writeFileSync(path, 'four\n');
		reader.refresh();
		await reader.run();
		expect(texts(1, 9)).toEqual(['four']);
	});

	it('shows what is in a compressed file, as far as it can be unpacked', async () => {
		const lines = Array.from({ length: 30_000 }, (_, i) => `line ${i + 1}`).join('\n');
		const packed = gzipSync(lines);
		const path = await open(packed);
		expect(reader.state).toMatchObject({ lines: 30_000, exact: true, size: packed.length, problem: null });
		expect(texts(29_999, 5)).toEqual(['line 29999', 'line 30000']);
		writeFileSync(path, packed.subarray(0, packed.length >> 1));
		reader.refresh();
		await reader.run();
		await expect.poll(() => reader.state.problem).toContain('could not be unpacked');
		expect(reader.state.lines).toBeLessThan(30_000);
		expect(texts(2, 1)).toEqual(['line 2']);
	});

	it('cannot read a folder', () => {
		expect(() => new LineReader({ path: process.cwd() }, () => {})).toThrow('directory');
	});

	it('reads memory that threads share', async () => {
		const bytes = new SharedArrayBuffer(8);
		new Uint8Array(bytes).set(Buffer.from('one\ntwo\n'));
		reader = new LineReader({ bytes }, () => {});
		await reader.run();
		expect(texts(1, 9)).toEqual(['one', 'two']);
	});
});

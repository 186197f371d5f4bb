import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fileOf } from './files.ts';
import { ReaderUnderTest } from './readerUnderTest.ts';

const file = new ReaderUnderTest();

it('gives the text between two places, in columns', async () => {
	const text = '\ufeffone ä€😀 two\r\nthree\nfour\n';
	const path = await file.open(text);
	const between = (from: [number, number], to: [number, number], limit = 100) =>
		file.ask('text', {
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
	const saved = await file.reader.save(order, () => {}, new AbortController().signal);
	expect(saved).toEqual({ ok: { bytes: Buffer.byteLength(text.slice(1)) } });
	expect(readFileSync(copy, 'utf8')).toBe(readFileSync(path, 'utf8').slice(1));
});

it('saves much piece by piece, answers meanwhile, and leaves nothing behind when that is cancelled', async () => {
	await file.open('0123456789abcde\n'.repeat(1 << 18));
	const folder = mkdtempSync(join(tmpdir(), 'reptrace-save-'));
	const path = join(folder, 'copy');
	const order = { from: { line: 1, column: 0 }, to: { line: (1 << 18) + 1, column: 0 }, path };
	const abort = new AbortController();
	const saving = file.reader.save(order, () => {}, abort.signal);
	expect(file.texts(1000, 1)).toEqual(['0123456789abcde']);
	abort.abort();
	expect(await saving).toHaveProperty('err');
	expect(readdirSync(folder)).toEqual([]);
	expect(await file.reader.save(order, () => {}, new AbortController().signal)).toEqual({
		ok: { bytes: 1 << 22 },
	});
	expect(readdirSync(folder)).toEqual(['copy']);
	expect(readFileSync(path, 'utf8')).toBe('0123456789abcde\n'.repeat(1 << 18));
	rmSync(folder, { recursive: true });
});

it('takes what is behind the last line for the end of the file, and a column behind a line for its end', async () => {
	await file.open('one\r\n\ufefftwo\nthree');
	const LAST = 2 ** 31 - 1;
	const between = (from: [number, number], to: [number, number]) => {
		const [start, end] = [from, to].map(([line, column]) => ({ line, column })) as [never, never];
		return file.ask('text', { from: start, to: end, limit: 100 });
	};
	expect(between([3, 0], [4, 0])).toEqual({ text: 'three' });
	expect(between([3, 2], [9, 5])).toEqual({ text: 'ree' });
	expect(between([1, 1], [1, LAST])).toEqual({ text: 'ne' });
	expect(between([1, LAST], [2, LAST])).toEqual({ text: '\r\n\ufefftwo' });
	// A byte order mark is one at the start of the file only.
	expect(file.texts(2, 1)).toEqual(['\ufefftwo']);
	const long = 'x'.repeat(10_000);
	await file.open(`${long}\n${long}`);
	expect(
		file.ask('text', { from: { line: 1, column: 5000 }, to: { line: 1, column: LAST }, limit: 1e6 }),
	).toEqual({
		text: 'x'.repeat(5000),
	});
});

it('shows more of a long line on request', async () => {
	await file.open(`short\n${'ä'.repeat(10_000)}\nshort`);
	const [, line] = file.ask('lines', { from: 1, count: 3, anchor: null }).lines;
	expect(line).toEqual({ text: 'ä'.repeat(2000), more: 16_000 });
	expect(file.ask('line', { line: 2, from: 0, limit: 1 << 20 })).toEqual({
		text: 'ä'.repeat(10_000),
		more: 0,
	});
});

it('shows a very long line to its end, piece by piece', async () => {
	const part = '0123456789 ä€😀';
	const columns = part.length;
	const bytes = Buffer.byteLength(part);
	const times = Math.ceil((5 << 20) / bytes);
	await file.open(`\ufeffshort\n${part.repeat(times)}\r\nshort`);
	const text = part.repeat(times);
	const pieces: string[] = [];
	for (let from = 0; ; ) {
		const { text: piece, more, before } = file.ask('line', { line: 2, from, limit: 1 << 20 });
		expect(before?.columns ?? 0).toBeLessThanOrEqual(from);
		pieces.push(piece.slice(from - (before?.columns ?? 0)));
		expect((before?.bytes ?? 0) + Buffer.byteLength(piece) + more).toBe(bytes * times);
		if (more === 0) break;
		from += (pieces.at(-1) as string).length;
	}
	expect(pieces.length).toBe(6);
	expect(pieces.join('') === text).toBe(true);
	for (const column of [1 << 20, 3_000_001, columns * times - 3]) {
		const { text: piece, before } = file.ask('line', { line: 2, from: column, limit: 100 });
		const start = before?.columns as number;
		expect(text.slice(start, start + piece.length)).toBe(piece);
		expect(start).toBeLessThanOrEqual(column);
		expect(start + piece.length).toBeGreaterThan(column);
		const to = { line: 2, column: column + 30 };
		expect(file.ask('text', { from: { line: 2, column }, to, limit: 1000 })).toEqual({
			text: Buffer.from(text.slice(column, column + 30)).toString(),
		});
	}
	expect(file.ask('line', { line: 1, from: 2, limit: 3 })).toEqual({
		text: 'ort',
		more: 0,
		before: { columns: 2, bytes: 2 },
	});
});

import { appendFileSync, mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { LineReader } from '../../../../src/session/lines/reader.ts';
import { ReaderUnderTest } from './readerUnderTest.ts';

const file = new ReaderUnderTest();

it('goes on where a file grows', async () => {
	const path = await file.open('one\ntw');
	appendFileSync(path, 'o\nthree\n');
	file.reader.refresh();
	await file.reader.run();
	expect(file.texts(1, 9)).toEqual(['one', 'two', 'three']);
	expect(file.reader.state).toMatchObject({ generation: 1, lines: 3, problem: null });
});

it('starts over where it is another file, and says so where it is gone', async () => {
	const path = await file.open('one\ntwo\n');
	writeFileSync(path, 'x\n');
	file.reader.refresh();
	await file.reader.run();
	expect(file.texts(1, 9)).toEqual(['x']);
	expect(file.reader.state).toMatchObject({ generation: 2, lines: 1 });
	rmSync(path);
	file.reader.refresh();
	expect(file.reader.state.problem).toContain('no such file');
	expect(file.texts(1, 9)).toEqual(['x']);
});

it('goes on where a file that was gone is there again', async () => {
	const path = await file.open('one\ntwo\n');
	rmSync(path);
	file.reader.refresh();
	expect(file.reader.state.problem).toContain('no such file');
	writeFileSync(path, 'three\n');
	file.reader.refresh();
	await file.reader.run();
	expect(file.texts(1, 9)).toEqual(['three']);
	expect(file.reader.state).toMatchObject({ generation: 2, problem: null });
	// A folder in its place is told, and what was there stays.
	rmSync(path);
	mkdirSync(path);
	file.reader.refresh();
	expect(file.reader.state).toMatchObject({ generation: 2, problem: expect.stringContaining('directory') });
	expect(file.texts(1, 9)).toEqual(['three']);
	rmdirSync(path);
	writeFileSync(path, 'four\n');
	file.reader.refresh();
	await file.reader.run();
	expect(file.texts(1, 9)).toEqual(['four']);
});

it('shows what is in a compressed file, as far as it can be unpacked', async () => {
	const lines = Array.from({ length: 30_000 }, (_, i) => `line ${i + 1}`).join('\n');
	const packed = gzipSync(lines);
	const path = await file.open(packed);
	expect(file.reader.state).toMatchObject({ lines: 30_000, exact: true, size: packed.length, problem: null });
	expect(file.texts(29_999, 5)).toEqual(['line 29999', 'line 30000']);
	writeFileSync(path, packed.subarray(0, packed.length >> 1));
	file.reader.refresh();
	await file.reader.run();
	await expect.poll(() => file.reader.state.problem).toContain('could not be unpacked');
	expect(file.reader.state.lines).toBeLessThan(30_000);
	expect(file.texts(2, 1)).toEqual(['line 2']);
});

it('cannot read a folder', () => {
	expect(() => new LineReader({ path: process.cwd() }, () => {})).toThrow('directory');
});

it('reads memory that threads share', async () => {
	const bytes = new SharedArrayBuffer(8);
	new Uint8Array(bytes).set(Buffer.from('one\ntwo\n'));
	file.start({ bytes }, () => {});
	await file.reader.run();
	expect(file.texts(1, 9)).toEqual(['one', 'two']);
});

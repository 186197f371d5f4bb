import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { find } from '../../../../src/session/lines/finder.ts';
import { findPattern } from '../../../../src/session/lines/findPattern.ts';
import { MAX_PLACES } from '../../../../src/session/lines/foundMatches.ts';
import type { FindQuery } from '../../../../src/session/linesProtocol.ts';
import { fileOf } from './files.ts';

type Match = [line: number, column: number, length: number];

async function search(content: string | Uint8Array, query: Partial<FindQuery> & { text: string }) {
	const pattern = findPattern({ regex: false, matchCase: false, wholeWord: false, ...query });
	if ('err' in pattern) throw new Error(pattern.err);
	const matches: Match[] = [];
	let total = -1;
	let done = false;
	await find({ path: fileOf(content) }, pattern.ok, (found) => {
		for (const [i, line] of found.lines.entries())
			matches.push([line, found.columns[i] as number, found.lengths[i] as number]);
		({ total, done } = found);
	});
	expect(done).toBe(true);
	return { matches, total };
}

/** As one would do it with the whole text at hand. */
function naive(text: string, expression: RegExp): Match[] {
	return text
		.split('\n')
		.flatMap((line, i) =>
			[...line.replace(/\r$/, '').matchAll(expression)].map(
				(match): Match => [i + 1, match.index, match[0].length],
			),
		);
}

describe('find', () => {
	const text = 'One two\r\n\r\nthree ONE\nä€😀 one two\n{"a": 1}\nlast one';

	it('finds text, whatever its case', async () => {
		expect((await search(text, { text: 'one' })).matches).toEqual(naive(text, /one/gi));
		expect((await search(text, { text: 'one', matchCase: true })).matches).toEqual(naive(text, /one/g));
		expect((await search(text, { text: '{"a"' })).matches).toEqual([[5, 0, 4]]);
	});

	it('finds whole words', async () => {
		expect((await search('on one ones äone', { text: 'one', wholeWord: true })).matches).toEqual([[1, 3, 3]]);
	});

	it('finds regular expressions line by line', async () => {
		for (const source of ['o[^x]*', '^', '$', 'e$', '\\s+', '(?=n)', 'two.', '[^a]+$', '\\p{L}+']) {
			const expected = naive(text, new RegExp(source, source.includes('\\p') ? 'giu' : 'gi'));
			expect([source, (await search(text, { text: source, regex: true })).matches]).toEqual([
				source,
				expected,
			]);
		}
	});

	it('says what is wrong with an expression', () => {
		const pattern = findPattern({ text: '(', regex: true, matchCase: false, wholeWord: false });
		expect(pattern).toEqual({ err: expect.stringContaining('Unterminated group') });
	});

	it('finds in columns that are shown: behind a byte order mark, invalid bytes and lone surrogates', async () => {
		expect((await search('\ufeffone\none', { text: 'one' })).matches).toEqual([
			[1, 0, 3],
			[2, 0, 3],
		]);
		const bytes = Buffer.concat([Buffer.from([0xff, 0xed, 0xa0, 0x80]), Buffer.from('one')]);
		expect((await search(bytes, { text: 'one' })).matches).toEqual([[1, 2, 3]]);
	});

	it('finds across the borders of what is read at a time', async () => {
		const lines = Array.from(
			{ length: 60_000 },
			(_, i) => `line ${i} of äöü many needle ${'x'.repeat(i % 50)}`,
		);
		lines[30_000] = `${'y'.repeat(3 << 20)} needle`;
		const long = lines.join('\n');
		for (const query of [{ text: 'needle' }, { text: 'ne{2}dle', regex: true }]) {
			const { matches, total } = await search(long, query);
			expect(total).toBe(60_000);
			expect(matches).toEqual(naive(long, /needle/g));
		}
	});

	it('finds in lines that are longer than what is searched at a time', async () => {
		const long = `${'ä'.repeat(9 << 20)}needle${'z'.repeat(1 << 20)}\nneedle`;
		expect((await search(long, { text: 'needle' })).matches).toEqual([
			[1, 9 << 20, 6],
			[2, 0, 6],
		]);
	});

	it('finds what lies across the borders of the pieces of such lines, and takes those for no ends of lines', async () => {
		const border = 1 << 24;
		const bytes = Buffer.alloc(border + (4 << 20), 'x');
		// The last one is across the end of what is read of the file when the first piece is full.
		const places = [border - (1 << 20) - 3, border - 3, border + (1 << 20) - 3];
		for (const at of places) bytes.write(' needle ', at);
		const expected = places.map((at): Match => [1, at + 1, 6]);
		for (const query of [
			{ text: 'needle', wholeWord: true },
			{ text: '(?<= )needle(?= )', regex: true },
		])
			expect((await search(bytes, query)).matches).toEqual(expected);
		expect((await search(bytes, { text: '^x|x$', regex: true })).matches).toEqual([
			[1, 0, 1],
			[1, bytes.length - 1, 1],
		]);
	});

	it('finds in compressed files', async () => {
		const { matches } = await search(gzipSync('a needle\nin hay\nneedle'), { text: 'needle' });
		expect(matches).toEqual([
			[1, 2, 6],
			[3, 0, 6],
		]);
	});

	it('counts what is too much to be listed', async () => {
		const { matches, total } = await search('a'.repeat(MAX_PLACES + 5), { text: 'a' });
		expect([matches.length, total]).toEqual([MAX_PLACES, MAX_PLACES + 5]);
	});
});

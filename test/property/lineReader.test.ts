import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineReader } from '../../src/session/lines/reader.ts';
import type { LineQueries, LineQueryName } from '../../src/session/linesProtocol.ts';
import { decodeWtf8 } from '../../src/trace/wtf8.ts';

const RUNS = Number(process.env.FC_RUNS ?? 300) / 6;
/** What is shown of a line at once, in bytes. */
const SHOWN = 4000;

const bytes = (...values: number[]) => Buffer.from(values);

/** Pieces of a file: characters of one to four bytes, bytes that are none, line ends of all kinds, and much of something. */
const arbPiece: fc.Arbitrary<Buffer> = fc.oneof(
	{
		weight: 8,
		arbitrary: fc
			.constantFrom('a', '{"at":"R1"}', 'ä', '€', '😀', '\t', '\r', '\0')
			.map((t) => Buffer.from(t)),
	},
	{ weight: 6, arbitrary: fc.constantFrom('\n', '\r\n', '\n\n').map((text) => Buffer.from(text)) },
	{
		weight: 3,
		arbitrary: fc.constantFrom(
			bytes(0x80),
			bytes(0xe2, 0x82),
			bytes(0xff),
			bytes(0xed, 0xa0, 0x80),
			bytes(0xf0, 0x9f, 0x98, 0x80, 0x80),
			bytes(0xef, 0xbb, 0xbf),
		),
	},
	{
		weight: 2,
		arbitrary: fc
			.tuple(fc.constantFrom('x', 'ä', '€', '😀', '\n', 'line\r\n'), fc.integer({ min: 1000, max: 70_000 }))
			.map(([text, times]) => Buffer.from(text.repeat(times))),
	},
	{ weight: 1, arbitrary: fc.nat(5000).map((times) => Buffer.alloc(times, 0x82)) },
);

const arbFile = fc
	.tuple(fc.boolean(), fc.array(arbPiece, { maxLength: 30 }))
	.map(([isMarked, pieces]) => Buffer.concat([...(isMarked ? [bytes(0xef, 0xbb, 0xbf)] : []), ...pieces]));

interface NaiveLine {
	offset: number;
	/** Without its line end and the byte order mark. */
	bytes: Uint8Array;
	text: string;
	start: number;
}

function naiveLines(file: Buffer): NaiveLine[] {
	const lines: NaiveLine[] = [];
	for (let offset = 0; offset < file.length; ) {
		const end = file.indexOf(10, offset);
		const next = end < 0 ? file.length : end + 1;
		const hasEnd = end >= 0;
		const isMarked = offset === 0 && file.subarray(0, 3).equals(bytes(0xef, 0xbb, 0xbf));
		let line = file.subarray(offset + (isMarked ? 3 : 0), hasEnd ? end : next);
		if (hasEnd && line.at(-1) === 13) line = line.subarray(0, -1);
		lines.push({ offset, bytes: line, text: decodeWtf8(line), start: offset + (isMarked ? 3 : 0) });
		offset = next;
	}
	return lines;
}

async function opened(file: Buffer): Promise<LineReader> {
	const shared = new SharedArrayBuffer(file.length);
	new Uint8Array(shared).set(file);
	const reader = new LineReader({ bytes: shared }, () => {});
	await reader.run();
	return reader;
}

function ask<N extends LineQueryName>(
	reader: LineReader,
	name: N,
	params: LineQueries[N]['params'],
): LineQueries[N]['result'] {
	const answer = reader.answer(name, params);
	if ('err' in answer) throw new Error(answer.err);
	return answer.ok as LineQueries[N]['result'];
}

/** A column between two characters, and how many bytes of the line are before it. */
function placeIn(line: NaiveLine, share: number): { column: number; byte: number } {
	let column = Math.floor((share / 100) * line.text.length);
	if (
		/[\udc00-\udfff]/.test(line.text.charAt(column)) &&
		/[\ud800-\udbff]/.test(line.text.charAt(column - 1))
	)
		column--;
	// The last byte before which there are so many characters: of one that is cut off there is one, too.
	let [low, high] = [0, line.bytes.length];
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if (decodeWtf8(line.bytes.subarray(0, middle)).length > column) high = middle - 1;
		else low = middle;
	}
	return { column, byte: low };
}

test('lines are those of the file, whatever its bytes', { timeout: 3_600_000 }, async () => {
	await fc.assert(
		fc.asyncProperty(arbFile, fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), async (file, picks) => {
			const lines = naiveLines(file);
			const reader = await opened(file);
			expect(reader.state).toMatchObject({ lines: lines.length, exact: true, size: file.length });
			for (const pick of picks) {
				const from = 1 + (pick % (lines.length + 1));
				const window = ask(reader, 'lines', { from, count: 5, anchor: null });
				const wanted = lines.slice(from - 1, from + 4);
				expect([window.from, window.lines.length]).toEqual([from, wanted.length]);
				for (const [i, { text, more }] of window.lines.entries()) {
					const line = wanted[i] as NaiveLine;
					if (more === 0) expect(text).toBe(line.text);
					// A character that is cut off is not shown.
					else expect(text).toBe(decodeWtf8(line.bytes.subarray(0, line.bytes.length - more)));
					expect(more).toBeLessThanOrEqual(Math.max(0, line.bytes.length - SHOWN + 6));
				}
				const line = lines[from - 1];
				if (line === undefined) continue;
				expect(window.offset).toBe(line.offset);
				expect(ask(reader, 'locate', { offset: line.offset })).toBe(from);
				expect(ask(reader, 'locate', { offset: line.start + (pick % (line.bytes.length + 1)) })).toBe(from);
			}
			reader.close();
		}),
		{ numRuns: RUNS },
	);
});

test('what is copied is what stands between two places', { timeout: 3_600_000 }, async () => {
	const arbPlace = fc.record({ pick: fc.nat(), share: fc.nat(100) });
	await fc.assert(
		fc.asyncProperty(arbFile, arbPlace, arbPlace, async (file, a, b) => {
			// Cut off, an encoded surrogate is more characters than it is whole.
			if (file.includes(bytes(0xed, 0xa0))) return;
			const lines = naiveLines(file);
			if (lines.length === 0) return;
			const reader = await opened(file);
			const [first, second] = [a, b]
				.map(({ pick, share }) => ({ line: 1 + (pick % lines.length), share }))
				.map(({ line, share }) => {
					const about = lines[line - 1] as NaiveLine;
					const { column, byte } = placeIn(about, share);
					return { line, column, at: about.start + byte };
				})
				.sort((x, y) => x.at - y.at) as [
				{ line: number; column: number; at: number },
				{ line: number; column: number; at: number },
			];
			const copied = ask(reader, 'text', { from: first, to: second, limit: file.length });
			expect(copied).toEqual({ text: decodeWtf8(file.subarray(first.at, second.at)) });
			const piece = ask(reader, 'line', { line: first.line, from: first.column, limit: 1000 });
			const { text } = lines[first.line - 1] as NaiveLine;
			const { columns } = piece.before ?? { columns: 0 };
			expect(text.slice(columns, columns + piece.text.length)).toBe(piece.text);
			expect(columns).toBeLessThanOrEqual(first.column);
			reader.close();
		}),
		{ numRuns: RUNS },
	);
});

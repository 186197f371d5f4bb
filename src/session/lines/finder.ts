import { decodeWtf8 } from '../../trace/wtf8.ts';
import type { Found } from '../linesProtocol.ts';
import type { FindPattern } from './findPattern.ts';
import { openFile, type ReadableFile } from './sources.ts';

const CHUNK = 1 << 20;
/** Longer lines are searched in pieces of this many bytes. */
const LONGEST = 1 << 24;
/** Places of more matches are not told, their number is. */
export const MAX_PLACES = 200_000;
/** Milliseconds between two messages. */
const INTERVAL = 100;

/**
 * Searches a file from its beginning to its end, line by line, and tells what it finds as it goes. Runs until it is done: to give
 * it up, its thread is ended, since no pattern can be interrupted that takes for ever.
 *
 * @throws the error of the file system
 */
export function find(readable: ReadableFile, pattern: FindPattern, tell: (found: Found) => void): void {
	const file = openFile(readable);
	const matches = new Matches();
	let told = performance.now();
	let line = 1;
	/** Columns of the current line that earlier pieces of it hold. */
	let column = 0;
	for (let at = 0; at < file.size; ) {
		const bytes = wholeLines(file.read(at, CHUNK), at + CHUNK >= file.size);
		const piece = bytes ?? longLine(file.read(at, LONGEST));
		const text = textOf(piece, at);
		if (pattern.literal) searchAll(text, pattern.expression, line, column, matches);
		else searchLines(text, pattern.expression, line, column, matches);
		const ends = lineEnds(piece);
		line += ends;
		column = piece.at(-1) === 10 ? 0 : (ends > 0 ? 0 : column) + text.length - (text.lastIndexOf('\n') + 1);
		at += piece.length;
		if (piece.length === 0) break;
		const now = performance.now();
		if (now - told < INTERVAL) continue;
		told = now;
		tell(matches.take(at, file.size, false));
	}
	tell(matches.take(file.size, file.size, true));
	file.close();
}

/** The chunk without what follows its last line end; null where it has none and is not the last one. */
function wholeLines(chunk: Uint8Array, isLast: boolean): Uint8Array | null {
	if (isLast) return chunk;
	const end = chunk.lastIndexOf(10);
	return end < 0 ? null : chunk.subarray(0, end + 1);
}

/** A long line with its end, or as much of it as is searched at a time; not cut within a character. */
function longLine(chunk: Uint8Array): Uint8Array {
	const end = chunk.indexOf(10);
	if (end >= 0) return chunk.subarray(0, end + 1);
	let to = chunk.length;
	for (let back = 0; back < 3 && to > 1 && ((chunk[to] ?? (chunk[to - 1] as number)) & 0xc0) === 0x80; back++)
		to--;
	return chunk.subarray(0, to);
}

function textOf(piece: Uint8Array, offset: number): string {
	const marked = offset === 0 && piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf;
	const text = Buffer.from(
		piece.buffer,
		piece.byteOffset + (marked ? 3 : 0),
		piece.length - (marked ? 3 : 0),
	).toString();
	// Columns must be those that are shown: an encoded surrogate is one character there.
	return text.includes('\ufffd') ? decodeWtf8(marked ? piece.subarray(3) : piece) : text;
}

function lineEnds(piece: Uint8Array): number {
	let ends = 0;
	for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) ends++;
	return ends;
}

/** Many lines as one text: for what cannot match across line ends. */
function searchAll(text: string, expression: RegExp, line: number, column: number, matches: Matches): void {
	expression.lastIndex = 0;
	let at = line;
	let start = -column;
	for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
		for (let end = text.indexOf('\n', Math.max(0, start)); end >= 0 && end < match.index; ) {
			at++;
			start = end + 1;
			end = text.indexOf('\n', start);
		}
		matches.add(at, match.index - start, match[0].length);
		if (match[0].length === 0) expression.lastIndex++;
	}
}

function searchLines(text: string, expression: RegExp, line: number, column: number, matches: Matches): void {
	let number = line;
	let base = column;
	for (let start = 0; start < text.length; number++) {
		const end = text.indexOf('\n', start);
		const next = end < 0 ? text.length : end;
		const shown = text.slice(start, text.charCodeAt(next - 1) === 13 && next > start ? next - 1 : next);
		expression.lastIndex = 0;
		for (let match = expression.exec(shown); match !== null; match = expression.exec(shown)) {
			matches.add(number, base + match.index, match[0].length);
			if (match[0].length === 0)
				expression.lastIndex += (shown.codePointAt(match.index) as number) > 0xffff ? 2 : 1;
		}
		base = 0;
		start = next + 1;
	}
}

/** Matches that were not told yet, and how many there are in all. */
class Matches {
	total = 0;
	private lines = new Uint32Array(1024);
	private columns = new Uint32Array(1024);
	private lengths = new Uint32Array(1024);
	private count = 0;

	add(line: number, column: number, length: number): void {
		if (this.total++ >= MAX_PLACES) return;
		if (this.count === this.lines.length) {
			[this.lines, this.columns, this.lengths] = [this.lines, this.columns, this.lengths].map(doubled) as [
				Uint32Array<ArrayBuffer>,
				Uint32Array<ArrayBuffer>,
				Uint32Array<ArrayBuffer>,
			];
		}
		this.lines[this.count] = line;
		this.columns[this.count] = column;
		this.lengths[this.count++] = length;
	}

	take(searched: number, size: number, done: boolean): Found {
		const { count } = this;
		this.count = 0;
		return {
			lines: this.lines.slice(0, count),
			columns: this.columns.slice(0, count),
			lengths: this.lengths.slice(0, count),
			total: this.total,
			searched: Math.min(searched, size),
			size,
			done,
		};
	}
}

function doubled(values: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
	const larger = new Uint32Array(values.length * 2);
	larger.set(values);
	return larger;
}

import { decodeWtf8 } from '../../trace/wtf8.ts';
import type { Found } from '../linesProtocol.ts';
import type { ReadableFile } from './file.ts';
import type { FindPattern } from './findPattern.ts';
import { Matches } from './foundMatches.ts';
import { characterEnd } from './lineText.ts';
import { readThrough } from './sources.ts';

/** Longer lines are searched in pieces of this many bytes. */
const LONGEST = 1 << 24;
/** Milliseconds between two messages. */
const INTERVAL = 100;

/**
 * Searches a file from its beginning to its end, line by line, and tells what it finds as it goes. To give it up, its thread is
 * ended, since no pattern can be interrupted that takes for ever.
 *
 * @throws the error of the file system
 */
export async function find(
	readable: ReadableFile,
	pattern: FindPattern,
	tell: (found: Found) => void,
): Promise<void> {
	const search = new LineSearch(pattern);
	let told = performance.now();
	let extent = { done: 0, size: 0 };
	await readThrough(readable, (chunk, done, size) => {
		extent = { done, size };
		search.push(chunk);
		const now = performance.now();
		if (now - told < INTERVAL) return;
		told = now;
		tell(search.matches.take(done, size, false));
	});
	search.end();
	tell(search.matches.take(extent.size, extent.size, true));
}

/** Finds a pattern in the lines of bytes that come in chunks. Holds no more than a line. */
class LineSearch {
	readonly matches = new Matches();
	private line = 1;
	/** Columns of the current line that earlier pieces of it hold. */
	private column = 0;
	private rest: Uint8Array = new Uint8Array(0);
	private isFirst = true;

	constructor(private readonly pattern: FindPattern) {}

	/** The chunk may be overwritten afterwards. */
	push(chunk: Uint8Array): void {
		const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
		const end = bytes.lastIndexOf(10) + 1;
		const to = end === 0 && bytes.length >= LONGEST ? characterEnd(bytes, bytes.length - 1) : end;
		if (to > 0) this.search(bytes.subarray(0, to));
		this.rest = Uint8Array.from(bytes.subarray(to));
	}

	end(): void {
		if (this.rest.length > 0) this.search(this.rest);
	}

	private search(piece: Uint8Array): void {
		const { matches, pattern, line, column } = this;
		const text = textOf(piece, this.isFirst);
		if (pattern.literal) searchAll(text, pattern.expression, line, column, matches);
		else searchLines(text, pattern.expression, line, column, matches);
		const ends = lineEnds(piece);
		this.line += ends;
		this.column = (ends > 0 ? 0 : column) + text.length - (text.lastIndexOf('\n') + 1);
		this.isFirst = false;
	}
}

function textOf(piece: Uint8Array, isFirst: boolean): string {
	const marked = isFirst && piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf;
	const bytes = marked ? piece.subarray(3) : piece;
	const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
	// Columns must be those that are shown: an encoded surrogate is one character there.
	return text.includes('\ufffd') ? decodeWtf8(bytes) : text;
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

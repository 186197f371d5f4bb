import { decodeWtf8 } from '../../trace/wtf8.ts';
import { characterEnd } from './characters.ts';
import type { FindPattern } from './findPattern.ts';
import { Matches } from './foundMatches.ts';

/** How lines that are too long to be searched at once are searched in pieces, in bytes. */
export interface PieceSizes {
	/** Longer lines are searched in pieces of so much. */
	longest: number;
	/** So much of a piece is searched with the next one: no match of this length is missed, nor what it looks ahead to. */
	overlap: number;
	/** So much before that is kept for what looks behind. */
	context: number;
}

const SIZES: PieceSizes = { longest: 1 << 24, overlap: 1 << 20, context: 1 << 10 };

/**
 * Finds a pattern in the lines of bytes that come in chunks. Holds no more than a line, and of a longer one no more than a piece: in
 * lines of more than 16 MB a match that is longer than 1 MB may be told in parts.
 */
export class LineSearch {
	readonly matches = new Matches();
	private line = 1;
	/** Columns of the current line that are before what is held of it. */
	private column = 0;
	/** What is held of it that was searched already, in code units. */
	private searched = 0;
	/** The bytes of a line that has not ended yet. */
	private rest: Uint8Array[] = [];
	private held = 0;
	private isFirst = true;

	constructor(
		private readonly pattern: FindPattern,
		private readonly sizes = SIZES,
	) {}

	/** The chunk may be overwritten afterwards. */
	push(chunk: Uint8Array): void {
		const end = chunk.lastIndexOf(10) + 1;
		if (end > 0) {
			this.hold(chunk.subarray(0, end));
			this.search(this.take());
		}
		if (end < chunk.length) this.hold(Uint8Array.from(chunk.subarray(end)));
		if (this.held >= this.sizes.longest) this.searchPiece(this.take());
	}

	/** There is no more. */
	end(): void {
		if (this.held > 0) this.search(this.take());
	}

	private hold(bytes: Uint8Array): void {
		this.rest.push(bytes);
		this.held += bytes.length;
	}

	private take(): Uint8Array {
		const [first = new Uint8Array(0)] = this.rest;
		const bytes = this.rest.length > 1 ? Buffer.concat(this.rest) : first;
		this.rest = [];
		this.held = 0;
		return bytes;
	}

	/** Whole lines, the first of which may have begun with pieces before. */
	private search(bytes: Uint8Array): void {
		const { pattern, line, column, searched, matches } = this;
		const text = textOf(bytes, this.isFirst);
		const start = { line, column, searched };
		if (pattern.literal) searchAll(text, pattern.expression, start, matches);
		else searchLines(text, pattern.expression, start, matches);
		this.line += lineEnds(bytes);
		this.column = 0;
		this.searched = 0;
		this.isFirst = false;
	}

	/** The beginning of a line: matches that start near its end may go on in what follows, and are left to be found with that. */
	private searchPiece(bytes: Uint8Array): void {
		const { overlap, context } = this.sizes;
		const { expression } = this.pattern;
		const text = textOf(bytes, this.isFirst);
		const until = characterEnd(bytes, Math.max(0, bytes.length - overlap));
		const kept = bytes.subarray(characterEnd(bytes, Math.max(0, until - context)));
		const sure = text.length - textOf(bytes.subarray(until), false).length;
		const from = text.length - textOf(kept, false).length;
		let searched = this.searched;
		expression.lastIndex = searched;
		for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
			if (match.index >= sure) break;
			this.matches.add(this.line, this.column + match.index, match[0].length);
			if (match[0].length === 0) expression.lastIndex += lengthAt(text, match.index);
			searched = expression.lastIndex;
		}
		this.searched = Math.max(sure, searched) - from;
		this.column += from;
		this.isFirst = false;
		this.hold(Uint8Array.from(kept));
	}
}

/** Where a search starts: what is before `searched` in the text is there to be looked back at. */
interface Start {
	line: number;
	column: number;
	searched: number;
}

/** Many lines as one text: for what cannot match across line ends. */
function searchAll(text: string, expression: RegExp, from: Start, matches: Matches): void {
	expression.lastIndex = from.searched;
	let at = from.line;
	let start = -from.column;
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

function searchLines(text: string, expression: RegExp, from: Start, matches: Matches): void {
	let number = from.line;
	let { column, searched } = from;
	for (let start = 0; start < text.length; number++) {
		const end = text.indexOf('\n', start);
		const next = end < 0 ? text.length : end;
		const shown = text.slice(start, text.charCodeAt(next - 1) === 13 && next > start ? next - 1 : next);
		expression.lastIndex = searched;
		for (let match = expression.exec(shown); match !== null; match = expression.exec(shown)) {
			matches.add(number, column + match.index, match[0].length);
			if (match[0].length === 0) expression.lastIndex += lengthAt(shown, match.index);
		}
		column = 0;
		searched = 0;
		start = next + 1;
	}
}

/** How many code units the character at a place has. */
function lengthAt(text: string, index: number): number {
	return (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
}

function textOf(piece: Uint8Array, isFirst: boolean): string {
	const marked = isFirst && piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf;
	const bytes = marked ? piece.subarray(3) : piece;
	const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
	// Columns must be those that are shown: an encoded surrogate is one character there.
	return text.includes('\ufffd') ? decodeWtf8(bytes) : text;
}

function lineEnds(bytes: Uint8Array): number {
	let ends = 0;
	for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) ends++;
	return ends;
}

import { decodeWtf8 } from '../../trace/wtf8.ts';
import { Columns } from '../line/columns.ts';
import type { ShownLine } from '../linesProtocol.ts';
import type { LineIndex } from './lineIndex.ts';

/** Bytes that can be read at any place. */
export interface RandomBytes {
	readonly size: number;
	/** The bytes [offset, offset + length), fewer at the end. Valid until the next call. */
	read(offset: number, length: number): Uint8Array;
}

const BLOCK = 1 << 16;
/** What is not indexed yet is looked through no further than this for a line's end. */
const LOOK = 1 << 26;

/** Where the line after the one at `offset` starts; null where that is nowhere, or too far to look. */
export function nextStart(bytes: RandomBytes, index: LineIndex, offset: number): number | null {
	for (let at = offset; at < Math.min(bytes.size, offset + LOOK); at += BLOCK) {
		const end = bytes.read(at, BLOCK).indexOf(10);
		if (end >= 0) return at + end + 1;
		// A longer line has its end in the index.
		const known = index.after(offset);
		if (known !== null) return known.offset;
	}
	return null;
}

/** Where the line `count` lines behind the one at `offset` starts, or the last one that there is, with the lines gone on. */
export function skipLines(
	bytes: RandomBytes,
	index: LineIndex,
	offset: number,
	count: number,
): { offset: number; skipped: number } {
	let at = offset;
	let skipped = 0;
	while (skipped < count) {
		const block = bytes.read(at, BLOCK);
		let from = 0;
		for (let end = block.indexOf(10); end >= 0 && skipped < count; end = block.indexOf(10, from)) {
			from = end + 1;
			skipped++;
		}
		if (from > 0) {
			at += from;
			continue;
		}
		const next = nextStart(bytes, index, at);
		if (next === null) break;
		at = next;
		skipped++;
	}
	return { offset: at, skipped };
}

/** Where the line `count` lines before the one at `offset` starts, or the first one of the file. */
export function backLines(
	bytes: RandomBytes,
	offset: number,
	count: number,
): { offset: number; skipped: number } {
	// The line end right before a line is the one of the line before it.
	let skipped = -1;
	for (let to = offset; to > Math.max(0, offset - LOOK); ) {
		const from = Math.max(0, to - BLOCK);
		const block = bytes.read(from, to - from);
		for (let end = block.lastIndexOf(10); end >= 0; end = end === 0 ? -1 : block.lastIndexOf(10, end - 1)) {
			if (++skipped === count) return { offset: from + end + 1, skipped };
		}
		to = from;
		if (from === 0) return { offset: 0, skipped: skipped + 1 };
	}
	return { offset, skipped: 0 };
}

/** At most `limit` bytes of the line at `offset`, as text without its line end and without a byte order mark. */
export function lineAt(bytes: RandomBytes, index: LineIndex, offset: number, limit: number): ShownLine {
	const head = bytes.read(offset, limit + 1);
	const found = head.indexOf(10);
	if (found >= 0 || head.length <= limit) {
		return { text: textOf(head.subarray(0, found < 0 ? head.length : found), offset === 0), more: 0 };
	}
	const shown = textOf(head.subarray(0, characterEnd(head, limit)), offset === 0);
	const next = nextStart(bytes, index, offset);
	const end = next === null ? bytes.size : next - 1;
	return { text: shown, more: Math.max(0, end - offset - limit) };
}

/** The byte of a column of the line at `offset`, at most its end. */
export function byteOfColumn(bytes: RandomBytes, index: LineIndex, offset: number, column: number): number {
	const next = nextStart(bytes, index, offset);
	const end = next === null ? bytes.size : next - 1;
	// A column is at most three bytes: those of a character in two columns are four.
	if (column >= end - offset) return lineEnd(bytes, offset, end, next !== null);
	const line = bytes.read(offset, Math.min(end - offset, column * 3 + 6, LOOK));
	const columns = new Columns(Uint8Array.from(line));
	let low = 0;
	let high = line.length;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		let start = characterEnd(line, middle);
		// The same character still: the next one.
		if (start <= low) for (start = middle; start < high && isInside(line, start); ) start++;
		if (columns.at(start) <= column) low = start;
		else high = Math.min(start, middle) - 1;
	}
	return offset + low;
}

/** A line has no more columns than bytes: its end is known without reading it. A carriage return is no part of it. */
function lineEnd(bytes: RandomBytes, offset: number, end: number, hasEnd: boolean): number {
	return hasEnd && end > offset && bytes.read(end - 1, 1)[0] === 13 ? end - 1 : end;
}

/** @param isFirst whether the file begins with it: a byte order mark anywhere else is a character */
function textOf(line: Uint8Array, isFirst: boolean): string {
	const to = line.at(-1) === 13 ? line.length - 1 : line.length;
	const marked = isFirst && line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf;
	return decodeWtf8(line.subarray(marked ? 3 : 0, to));
}

/** The last place up to `limit` that is not within a character. */
export function characterEnd(bytes: Uint8Array, limit: number): number {
	let end = limit;
	for (let back = 0; back < 3 && end > 0 && isInside(bytes, end); back++) end--;
	return end;
}

/** Whether a byte goes on with a character. */
function isInside(bytes: Uint8Array, at: number): boolean {
	return ((bytes[at] ?? 0) & 0xc0) === 0x80;
}

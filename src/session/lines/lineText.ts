import { decodeWtf8 } from '../../trace/wtf8.ts';
import type { ShownLine } from '../linesProtocol.ts';
import { characterEnd, nextCharacter, type RandomBytes } from './characters.ts';
import { ColumnWalk } from './columnWalk.ts';
import type { LineIndex } from './lineIndex.ts';

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
	const isMarked = offset === 0 && hasMark(head);
	if (found >= 0 || head.length <= limit) {
		const line = head.subarray(isMarked ? 3 : 0, found < 0 ? head.length : found);
		const hasReturn = found >= 0 && line.at(-1) === 13;
		return { text: decodeWtf8(hasReturn ? line.subarray(0, -1) : line), more: 0 };
	}
	const length = characterEnd(head, limit);
	const text = decodeWtf8(head.subarray(isMarked ? 3 : 0, length));
	return { text, more: Math.max(0, endOf(bytes, index, offset) - offset - length) };
}

/**
 * At most `limit` bytes of the line that is walked along, from a column on that is not its first one. Where it has fewer from there,
 * the piece is its last one, and starts before. Linear in what was not walked yet.
 */
export function pieceAt(
	bytes: RandomBytes,
	index: LineIndex,
	walk: ColumnWalk,
	column: number,
	limit: number,
): ShownLine {
	const end = endOf(bytes, index, walk.start);
	let lowest = Math.max(walk.start, end - limit);
	if (lowest > walk.start) lowest += nextCharacter(bytes.read(lowest, 4), 0);
	const from = Math.min(walk.byteOf(column, end), lowest);
	const columns = walk.columnOf(from, end);
	const read = bytes.read(from, Math.min(end - from, limit + 1));
	const piece = read.length > limit ? read.subarray(0, characterEnd(read, limit)) : read;
	return {
		text: decodeWtf8(piece),
		more: end - from - piece.length,
		...(columns > 0 && { before: { columns, bytes: from - walk.start } }),
	};
}

/** Where the columns of the line at `offset` are. */
export function walkAlong(bytes: RandomBytes, offset: number): ColumnWalk {
	const isMarked = offset === 0 && hasMark(bytes.read(0, 3));
	return new ColumnWalk(bytes, offset + (isMarked ? 3 : 0));
}

/** The byte of a column of the line that is walked along, at most its end. */
export function byteOfColumn(bytes: RandomBytes, index: LineIndex, walk: ColumnWalk, column: number): number {
	const end = endOf(bytes, index, walk.start);
	// A line has no more columns than bytes: its end is known without walking there.
	return column >= end - walk.start ? end : walk.byteOf(column, end);
}

/** Where the line with this byte ends. Its line end is no part of it. */
function endOf(bytes: RandomBytes, index: LineIndex, offset: number): number {
	const next = nextStart(bytes, index, offset);
	if (next === null) return bytes.size;
	return next - 1 > offset && bytes.read(next - 2, 1)[0] === 13 ? next - 2 : next - 1;
}

function hasMark(line: Uint8Array): boolean {
	return line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf;
}

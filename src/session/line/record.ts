import { decodeWtf8 } from '../../trace/wtf8.ts';
import type { Columns } from './columns.ts';
import type { ValueSpan } from './fields.ts';

/** Longer records are not searched for their key. */
const SEARCHED = 1 << 16;

/** What to show of a record: its bytes [start, end) of the line, and the key that it is to be narrowed to. */
interface Wanted {
	start: number;
	end: number;
	key: string | null;
}

/**
 * Where a record of another system's log stands in its line, without the white space around it; or where it names its key: as a
 * JSON string, as a word of its own, or by the last part of the key.
 */
export function recordSpan(bytes: Uint8Array, columns: Columns, { start, end, key }: Wanted): ValueSpan {
	let from = Math.min(start, bytes.length);
	let to = Math.min(end, bytes.length);
	while (from < to && isBlank(bytes[from] as number)) from++;
	while (to > from && isBlank(bytes[to - 1] as number)) to--;
	const left = columns.at(from);
	const found =
		key === null ? null : keyIn(decodeWtf8(bytes.subarray(from, Math.min(to, from + SEARCHED))), key);
	if (found !== null) return { start: left + found.start, end: left + found.end };
	return { start: left, end: columns.at(to) };
}

function keyIn(record: string, key: string): ValueSpan | null {
	const inPath = key.slice(key.lastIndexOf('/') + 1);
	const inTable = key.slice(key.lastIndexOf(':') + 1);
	return (
		find(record, JSON.stringify(key)) ??
		findWord(record, key) ??
		find(record, JSON.stringify(inPath)) ??
		findWord(record, inTable)
	);
}

function find(record: string, text: string): ValueSpan | null {
	const start = record.indexOf(text);
	return start < 0 || text === '""' ? null : { start, end: start + text.length };
}

/** A text of two characters or more that is no part of a longer word. */
function findWord(record: string, text: string): ValueSpan | null {
	if (text.length < 2) return null;
	const joins = (at: number) => /[\p{L}\p{N}_]/u.test(record.charAt(at));
	for (let at = record.indexOf(text); at >= 0; at = record.indexOf(text, at + 1)) {
		if (!joins(at - 1) && !joins(at + text.length)) return { start: at, end: at + text.length };
	}
	return null;
}

function isBlank(byte: number): boolean {
	return byte <= 0x20;
}

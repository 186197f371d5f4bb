import { JsonCursor } from './cursor.ts';

/** A document's list of records, as far as it can be read. */
export interface BrokenList {
	/** Behind its last whole element; behind its opening bracket where it has none. */
	readonly cut: number;
	readonly isEmpty: boolean;
	/** How many bytes stand on a line before an element. */
	readonly indent: number;
	/** What closes it, and what it stands in. */
	readonly closers: string;
}

const [BRACKET, CLOSING, BRACE, COMMA] = [0x5b, 0x5d, 0x7b, 0x2c] as const;

/**
 * The list in a broken document: the document itself, or its field of one of these names. Null where it is none, so that its
 * parts cannot be told from parts of one record. Linear.
 */
export function brokenList(bytes: Uint8Array, start: number, names: readonly string[]): BrokenList | null {
	const cursor = new JsonCursor();
	cursor.open(bytes, start, bytes.length);
	const closers = intoList(cursor, names);
	if (closers === null) return null;
	let cut = cursor.pos;
	let isEmpty = true;
	let indent = 0;
	if (cursor.peek() === CLOSING) return null;
	do {
		cursor.peek();
		const from = cursor.pos;
		if (!cursor.skipValue()) break;
		indent = indentOf(bytes, from) ?? indent;
		cut = cursor.pos;
		isEmpty = false;
	} while (cursor.take(COMMA));
	return { cut, isEmpty, indent, closers };
}

/** Moves into the list and answers what closes it. */
function intoList(cursor: JsonCursor, names: readonly string[]): string | null {
	if (cursor.take(BRACKET)) return ']';
	if (names.length === 0 || !cursor.take(BRACE)) return null;
	do {
		if (!cursor.readName()) return null;
		if (names.includes(cursor.text()) && cursor.peek() === BRACKET) return cursor.take(BRACKET) ? ']}' : null;
		if (!cursor.skipValue()) return null;
	} while (cursor.take(COMMA));
	return null;
}

/**
 * Cuts what is broken out of a list: all from its last whole element to the next line that begins one, at the problem or behind it,
 * becomes white space. Line ends stay, so that all else keeps its place. False where no such line follows.
 */
export function cutOut(bytes: Uint8Array, { cut, isEmpty, indent }: BrokenList, problemAt: number): boolean {
	let next = nextElement(bytes, problemAt - 1, indent);
	let comma = -1;
	while (next >= 0 && !isEmpty) {
		comma = cut;
		while (comma < next && bytes[comma] === 10) comma++;
		if (comma < next) break;
		next = nextElement(bytes, next, indent);
	}
	if (next < 0) return false;
	for (let at = cut; at < next; at++) if (bytes[at] !== 10) bytes[at] = 0x20;
	if (!isEmpty) bytes[comma] = COMMA;
	return true;
}

/** Where, after `from`, a line has an object or list that far from its beginning; -1 for nowhere. */
function nextElement(bytes: Uint8Array, from: number, indent: number): number {
	for (let feed = bytes.indexOf(10, from); feed >= 0; feed = bytes.indexOf(10, feed + 1)) {
		const at = feed + 1 + indent;
		if ((bytes[at] === BRACE || bytes[at] === BRACKET) && indentOf(bytes, at) === indent) return at;
	}
	return -1;
}

/** How far a place is from its line's beginning, where nothing but white space stands before it; else null. */
function indentOf(bytes: Uint8Array, at: number): number | null {
	let before = at;
	while (before > 0 && (bytes[before - 1] === 0x20 || bytes[before - 1] === 9)) before--;
	return before === 0 || bytes[before - 1] === 10 ? at - before : null;
}

import { JsonCursor } from '../../formats/json/cursor.ts';
import { decodeWtf8 } from '../../trace/wtf8.ts';
import { Columns } from './columns.ts';

/** A value within a line: UTF-16 columns, `end` excluded. */
export interface ValueSpan {
	start: number;
	end: number;
}

/** An entry of an object or array: from its name (or its value, in an array) to the end of its value. */
export interface ItemSpan extends ValueSpan {
	/** The entry's name in an object; the text itself of a string in an array; null for other values in an array. */
	text: string | null;
}

/** A field of the line's event. `items` are what its value holds, one level deep. */
export interface FieldSpan extends ValueSpan {
	name: string;
	/** The value where it is a string. */
	text: string | null;
	items: ItemSpan[];
}

/**
 * The fields of a line in the order in which they stand; those before the place where it stops being JSON. Linear in the
 * line, without recursion.
 */
export function fieldsOf(line: Uint8Array): FieldSpan[] {
	const cursor = new JsonCursor();
	const bom = line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf ? 3 : 0;
	cursor.open(line, bom, line.length);
	const columns = new Columns(line);
	const fields: FieldSpan[] = [];
	if (!cursor.take(0x7b)) return fields;
	do {
		if (!cursor.readName()) break;
		const name = cursor.text();
		cursor.peek();
		const from = cursor.pos;
		if (!cursor.skipValue()) break;
		const to = cursor.pos;
		const start = columns.at(from);
		const items = itemsOf(line, from, to, columns);
		fields.push({ name, text: textOf(line, from, to), start, end: columns.at(to), items });
	} while (cursor.take(0x2c));
	return fields;
}

/** The last field of a name: the one that counts, as with JSON.parse. */
export function fieldNamed(fields: readonly FieldSpan[], name: string): FieldSpan | undefined {
	return fields.findLast((field) => field.name === name);
}

/** Whether a column lies on a value: its end counts too, since a cursor can stand behind the last character. */
export function covers(span: ValueSpan, column: number): boolean {
	return span.start <= column && column <= span.end;
}

function textOf(line: Uint8Array, from: number, to: number): string | null {
	if (line[from] !== 0x22) return null;
	return JSON.parse(decodeWtf8(line.subarray(from, to))) as string;
}

function itemsOf(line: Uint8Array, from: number, to: number, columns: Columns): ItemSpan[] {
	const isObject = line[from] === 0x7b;
	if (!isObject && line[from] !== 0x5b) return [];
	const cursor = new JsonCursor();
	cursor.open(line, from + 1, to);
	const items: ItemSpan[] = [];
	if (cursor.peek() === (line[from] as number) + 2) return items;
	do {
		cursor.peek();
		const at = cursor.pos;
		let text: string | null = null;
		if (isObject) {
			if (!cursor.readName()) break;
			text = cursor.text();
		} else text = line[at] === 0x22 ? stringAt(line, at, to) : null;
		if (!cursor.skipValue()) break;
		items.push({ text, start: columns.at(at), end: columns.at(cursor.pos) });
	} while (cursor.take(0x2c));
	return items;
}

function stringAt(line: Uint8Array, at: number, to: number): string | null {
	const cursor = new JsonCursor();
	cursor.open(line, at, to);
	return cursor.readString() ? cursor.text() : null;
}

import type { TraceBuilder, TraceFile } from '../../trace/trace.ts';
import { decodeWtf8 } from '../../trace/wtf8.ts';
import type { FileReader } from '../format.ts';
import { LineSplitter, MAX_LINE_BYTES } from '../text/lines.ts';
import { type Place, TextPlaces } from '../text/place.ts';
import { JsonCursor } from './cursor.ts';
import { MAX_NESTING } from './parse.ts';
import { type BrokenList, brokenList, cutOut } from './salvage.ts';

/** A file that is one JSON document is held whole to be read: a larger one is left out. */
const MAX_DOCUMENT_BYTES = 256 << 20;

/** A list is read again from its start for each of its broken elements: so often, and so many bytes in all. */
const MAX_REPAIRS = 200;
const REPAIR_BYTES = 32 << 20;

const TOO_DEEP = `values nested at most ${MAX_NESTING} deep`;

/** One JSON value of a file, and where it stands. Valid until the handler returns; places and values are to keep. */
export class JsonRecord {
	private parsed: { value: unknown } | null = null;

	/** @param places tells of an offset in `bytes` where it stands in the file */
	constructor(
		private readonly bytes: Uint8Array,
		private readonly start: number,
		private readonly end: number,
		private readonly places: TextPlaces,
	) {}

	/** The value as JSON.parse gives it. */
	get value(): unknown {
		this.parsed ??= { value: JSON.parse(decodeWtf8(this.bytes.subarray(this.start, this.end))) };
		return this.parsed.value;
	}

	get place(): Place {
		return this.places.place(this.start, this.end);
	}

	get isArray(): boolean {
		return this.bytes[this.start] === 0x5b;
	}

	/** Whether this is an object or an array. */
	get isNested(): boolean {
		return this.isArray || this.bytes[this.start] === 0x7b;
	}

	/** The value of a field, where this is an object that has it: the last one of that name, as with JSON.parse. */
	field(name: string): JsonRecord | null {
		const cursor = this.open(0x7b);
		let found: JsonRecord | null = null;
		if (cursor === null || cursor.take(0x7d)) return null;
		do {
			cursor.readName();
			const isWanted = cursor.text() === name;
			const part = this.skip(cursor);
			if (isWanted) found = part;
		} while (cursor.take(0x2c));
		return found;
	}

	/** The elements, where this is an array; else none. */
	*elements(): Iterable<JsonRecord> {
		const cursor = this.open(0x5b);
		if (cursor === null || cursor.take(0x5d)) return;
		do yield this.skip(cursor);
		while (cursor.take(0x2c));
	}

	/** A cursor within the value, where that begins with `first`. */
	private open(first: number): JsonCursor | null {
		const cursor = new JsonCursor();
		cursor.open(this.bytes, this.start, this.end);
		return cursor.take(first) ? cursor : null;
	}

	private skip(cursor: JsonCursor): JsonRecord {
		cursor.peek();
		const from = cursor.pos;
		cursor.skipValue();
		return new JsonRecord(this.bytes, from, cursor.pos, this.places);
	}
}

/**
 * Reads a file of JSON: a value a line, or values that go over several lines (then the file is held whole from the first such
 * one on). What is no JSON is a finding; reading goes on with the next line. Linear.
 */
export class JsonRecords implements FileReader {
	private readonly file: TraceFile;
	/** The file's number in the trace. */
	readonly number: number;
	private readonly lines: LineSplitter;
	/** The lines of a value that is not complete, from this place in the file on; null while lines are values. */
	private document: { chunks: Uint8Array[]; size: number; line: number; offset: number } | null = null;
	/** Whether any line was a value: then one that is none is malformed, and not the start of a document. */
	private byLine = false;
	private tooLarge = false;

	constructor(
		private readonly builder: TraceBuilder,
		name: string,
		private readonly onRecord: (record: JsonRecord) => void,
		/** Fields under which a document has its records: of one that is broken, the others are read. */
		private readonly lists: readonly string[] = [],
	) {
		this.number = builder.files.length;
		this.file = builder.beginFile(name);
		this.lines = new LineSplitter({
			line: (bytes, start, end, line, offset) => this.line(bytes, start, end, line, offset),
			tooLong: (line) => this.skip(line, `a line of at most ${MAX_LINE_BYTES} bytes`),
		});
	}

	push(chunk: Uint8Array): void {
		this.lines.push(chunk);
		this.settle();
	}

	end(): void {
		this.lines.end();
		this.settle();
		if (this.document !== null) this.readDocument();
		this.settle();
	}

	/** Counts a record that says nothing of versions, by its kind. */
	ignore(kind: string): void {
		this.file.ignored[kind] = (this.file.ignored[kind] ?? 0) + 1;
	}

	/** Reports a record that cannot be used. `expected` says what was expected there. */
	reject(place: Place, expected: string): void {
		this.skip(place.line, expected, place.start, place.end);
	}

	private settle(): void {
		this.file.lines = this.lines.lines;
		this.file.bytes = this.lines.bytes;
	}

	private skip(line: number, text: string, a = -1, b = -1): void {
		this.file.skipped['malformed-line'] = (this.file.skipped['malformed-line'] ?? 0) + 1;
		this.builder.findings.add({ code: 'malformed-line', file: this.number, line, a, b, text });
	}

	private line(bytes: Uint8Array, start: number, end: number, line: number, offset: number): void {
		if (this.document !== null) {
			this.keep(bytes, start, end);
			return;
		}
		const cursor = new JsonCursor();
		const from = line === 1 ? start + bomLength(bytes, start, end) : start;
		cursor.open(bytes, from, end);
		if (cursor.peek() < 0) return;
		const first = cursor.pos;
		const complete = cursor.skipValue() && (cursor.peek() < 0 || cursor.fail('the end of the line'));
		if (complete && cursor.deepest > MAX_NESTING) {
			this.byLine = true;
			this.skip(line, TOO_DEEP);
		} else if (complete) {
			this.byLine = true;
			// A copy: what is made of the record may be asked for its parts later on.
			const text = bytes.slice(start, end);
			this.onRecord(
				new JsonRecord(text, first - start, trimmed(text, text.length), new TextPlaces(text, line, offset)),
			);
		} else if (this.byLine) this.skip(line, cursor.problem as string, cursor.problemAt - start, end - start);
		else {
			this.document = { chunks: [], size: 0, line, offset };
			this.keep(bytes, start, end);
		}
	}

	private keep(bytes: Uint8Array, start: number, end: number): void {
		const document = this.document as NonNullable<typeof this.document>;
		if (this.tooLarge) return;
		const size = end - start + 1;
		if (document.size + size > MAX_DOCUMENT_BYTES) {
			this.tooLarge = true;
			document.chunks.length = 0;
			return;
		}
		const copy = new Uint8Array(size);
		copy.set(bytes.subarray(start, end));
		copy[size - 1] = 10;
		document.chunks.push(copy);
		document.size += size;
	}

	private readDocument(): void {
		const { chunks, size, line, offset } = this.document as NonNullable<typeof this.document>;
		if (this.tooLarge) {
			const text = `The file is one JSON document of more than ${MAX_DOCUMENT_BYTES >> 20} MB, which is not read.`;
			this.builder.findings.add({ code: 'limit-exceeded', file: this.number, line, text });
			return;
		}
		const bytes = new Uint8Array(size);
		let at = 0;
		for (const chunk of chunks) {
			bytes.set(chunk, at);
			at += chunk.length;
		}
		this.readValues(bytes, new TextPlaces(bytes, line, offset));
	}

	/**
	 * Reads one value after the other. Of a list that is broken the elements that are whole are read; after another value, reading
	 * goes on at the next line that begins one.
	 */
	private readValues(bytes: Uint8Array, places: TextPlaces): void {
		const cursor = new JsonCursor();
		cursor.open(bytes, bomLength(bytes, 0, bytes.length), bytes.length);
		let repairs = Math.max(1, Math.min(MAX_REPAIRS, REPAIR_BYTES / bytes.length));
		while (cursor.peek() >= 0) {
			const start = cursor.pos;
			if (cursor.skipValue()) {
				if (cursor.deepest > MAX_NESTING) this.skip(places.place(start, start).line, TOO_DEEP);
				else this.onRecord(new JsonRecord(bytes, start, cursor.pos, places));
				cursor.open(bytes, cursor.pos, bytes.length);
				continue;
			}
			const { problemAt } = cursor;
			const place = places.place(problemAt, problemAt);
			this.skip(place.line, cursor.problem as string, place.start, place.length);
			const list = brokenList(bytes, start, this.lists);
			if (list !== null && repairs-- > 0 && cutOut(bytes, list, problemAt)) {
				cursor.open(bytes, start, bytes.length);
				continue;
			}
			if (list !== null && !list.isEmpty) this.readClosed(bytes, start, list, places);
			const next = nextValue(bytes, list === null ? start : problemAt);
			if (next < 0) return;
			cursor.open(bytes, next, bytes.length);
		}
	}

	/** Reads a list as if it ended with its last whole element. */
	private readClosed(
		bytes: Uint8Array,
		start: number,
		{ cut, closers }: BrokenList,
		places: TextPlaces,
	): void {
		const closed = new Uint8Array(cut + closers.length);
		closed.set(bytes.subarray(0, cut));
		closed.set(new TextEncoder().encode(closers), cut);
		const cursor = new JsonCursor();
		cursor.open(closed, start, closed.length);
		if (cursor.skipValue() && cursor.deepest <= MAX_NESTING)
			this.onRecord(new JsonRecord(closed, start, closed.length, places));
	}
}

/** Where, after `from`, a line begins with a brace or bracket; -1 for nowhere. */
function nextValue(bytes: Uint8Array, from: number): number {
	for (let at = bytes.indexOf(10, from); at >= 0; at = bytes.indexOf(10, at + 1)) {
		if (bytes[at + 1] === 0x7b || bytes[at + 1] === 0x5b) return at + 1;
	}
	return -1;
}

function trimmed(bytes: Uint8Array, end: number): number {
	let at = end;
	while (at > 0 && (bytes[at - 1] as number) <= 0x20) at--;
	return at;
}

function bomLength(bytes: Uint8Array, start: number, end: number): number {
	return end - start >= 3 && bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf
		? 3
		: 0;
}

import { decodeWtf8 } from '../../trace/wtf8.ts';
import { LineSplitter, MAX_LINE_BYTES } from '../text/lines.ts';
import type { Place } from '../text/place.ts';

/** One record of a CSV file: its fields, unquoted, and the place of its first line. */
export interface CsvRecord {
	readonly fields: string[];
	readonly place: Place;
	/** By field: the line on which it begins, counted from the record's first line, 0. */
	readonly fieldLine: number[];
	/** By line of the record after its first: where it stands. */
	readonly lines: Place[];
}

export interface CsvHandler {
	/** False: it is no record. Where it goes over several lines, a damaged quote may have joined them: all but the first are read again. */
	record(record: CsvRecord): boolean;
	/** What cannot be read. `expected` says what was expected there. */
	malformed(line: number, expected: string): void;
}

/** Of more lines than this nothing is read again. */
const MAX_REREAD_LINES = 200;

/** Lines that a quoted field may go over: a quote that is never closed must not swallow the file. */
const MAX_RECORD_LINES = 10_000;

/**
 * Splits a file of comma-separated values (RFC 4180; any one-byte separator) into records. Quoted fields may hold line ends. An
 * unclosed quote is reported, and reading goes on with the line after the one that it stands on. Linear.
 */
export class CsvRecords {
	private readonly splitter: LineSplitter;
	private waiting: { text: string; place: Place }[] = [];
	private quoted = false;

	constructor(
		private readonly handler: CsvHandler,
		private readonly separator = ',',
	) {
		this.splitter = new LineSplitter({
			line: (bytes, start, end, line, offset) => {
				const stop = end > start && bytes[end - 1] === 13 ? end - 1 : end;
				const from = line === 1 && bytes[start] === 0xef && bytes[start + 1] === 0xbb ? start + 3 : start;
				const place = { line, offset, length: end - start, start: 0, end: stop - start };
				this.line(decodeWtf8(bytes.subarray(from, stop)), place);
			},
			tooLong: (line) => handler.malformed(line, `a line of at most ${MAX_LINE_BYTES} bytes`),
		});
	}

	get lines(): number {
		return this.splitter.lines;
	}

	get bytes(): number {
		return this.splitter.bytes;
	}

	push(chunk: Uint8Array): void {
		this.splitter.push(chunk);
	}

	end(): void {
		this.splitter.end();
		while (this.quoted) this.giveUp();
	}

	private line(text: string, place: Place): void {
		if (text === '' && !this.quoted) return;
		this.waiting.push({ text, place });
		if (countQuotes(text) % 2 === 1) this.quoted = !this.quoted;
		if (!this.quoted) this.flush();
		else if (this.waiting.length > MAX_RECORD_LINES) this.giveUp();
	}

	private flush(): void {
		const lines = this.waiting;
		this.waiting = [];
		const [first] = lines;
		if (first === undefined) return;
		const { fields, fieldLine } = splitFields(lines.map(({ text }) => text).join('\n'), this.separator);
		const others = lines.slice(1);
		const isRecord = this.handler.record({
			fields,
			fieldLine,
			place: first.place,
			lines: others.map(({ place }) => place),
		});
		if (isRecord || others.length === 0) return;
		this.handler.malformed(first.place.line, 'a record whose quotes are closed');
		if (others.length <= MAX_REREAD_LINES) for (const { text, place } of others) this.line(text, place);
	}

	/** The quote that was opened on the first waiting line is never closed: that line is left out, the others are read again. */
	private giveUp(): void {
		const [first, ...others] = this.waiting;
		this.waiting = [];
		this.quoted = false;
		if (first !== undefined) this.handler.malformed(first.place.line, 'a closing quote');
		for (const { text, place } of others) this.line(text, place);
	}
}

function countQuotes(text: string): number {
	let count = 0;
	for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count++;
	return count;
}

/** The fields of one record, whose quotes are balanced. */
export function splitFields(text: string, separator = ','): { fields: string[]; fieldLine: number[] } {
	const fields: string[] = [];
	const fieldLine: number[] = [];
	let line = 0;
	let at = 0;
	for (;;) {
		let field = '';
		fieldLine.push(line);
		if (text[at] === '"') {
			for (;;) {
				const close = text.indexOf('"', at + 1);
				field += text.slice(at + 1, close < 0 ? text.length : close);
				at = close < 0 ? text.length : close + 1;
				if (text[at] !== '"') break;
				field += '"';
			}
			for (let end = field.indexOf('\n'); end >= 0; end = field.indexOf('\n', end + 1)) line++;
		}
		const next = text.indexOf(separator, at);
		field += text.slice(at, next < 0 ? text.length : next);
		fields.push(field);
		if (next < 0) return { fields, fieldLine };
		at = next + 1;
	}
}

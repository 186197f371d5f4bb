import { parseEDNString } from 'edn-data';
import type { TraceBuilder, TraceFile } from '../../trace/trace.ts';
import { decodeWtf8 } from '../../trace/wtf8.ts';
import type { FileReader, ImportFile } from '../format.ts';
import { JsonRecords } from '../json/records.ts';
import { LineSplitter } from '../text/lines.ts';
import { type Place, wholeLine } from '../text/place.ts';
import { whenKnown } from '../text/whenKnown.ts';
import { entryOf, type HistoryEntry } from './operation.ts';
import { TEXT_LINE } from './textLine.ts';

/** A map that goes over several lines is put together up to this length. */
const MAX_MAP = 1 << 20;

/** Reads a history in EDN, as JSON, or as the text that Jepsen prints. */
export function historyReader(
	builder: TraceBuilder,
	file: ImportFile,
	onEntry: (entry: HistoryEntry) => void,
): FileReader {
	return whenKnown((head) => {
		if (/^[[\s\ufeff]*\{\s*"/.test(head)) return jsonReader(builder, file, onEntry);
		return new LineReader(builder, file, TEXT_LINE.test(head) ? textEntry : ednEntry, onEntry);
	});
}

function jsonReader(
	builder: TraceBuilder,
	file: ImportFile,
	onEntry: (entry: HistoryEntry) => void,
): FileReader {
	let count = 0;
	const json: JsonRecords = new JsonRecords(builder, file.name, (record) => {
		const parts = record.isArray ? record.elements() : [record];
		for (const part of parts) {
			const entry = entryOf(part.value, { file: json.number, place: part.place, count: count++ });
			if (entry === null) json.reject(part.place, EXPECTED);
			else onEntry(entry);
		}
	});
	return json;
}

const EXPECTED = 'an operation with :type, :process and :f';

/** Null: not complete yet. Throws where it is no operation. */
type ReadText = (text: string) => unknown;

/** Reads operations that stand one on a line, or, as EDN may, on several. */
class LineReader implements FileReader {
	private readonly file: TraceFile;
	private readonly number: number;
	private readonly lines: LineSplitter;
	private waiting: { text: string; place: Place } | null = null;
	private count = 0;

	constructor(
		private readonly builder: TraceBuilder,
		about: ImportFile,
		private readonly read: ReadText,
		private readonly onEntry: (entry: HistoryEntry) => void,
	) {
		this.number = builder.files.length;
		this.file = builder.beginFile(about.name);
		this.lines = new LineSplitter({
			line: (bytes, start, end, line, offset) =>
				this.take(decodeWtf8(bytes.subarray(start, end)), wholeLine(line, offset, end - start)),
			tooLong: (line) => this.reject(line),
		});
	}

	push(chunk: Uint8Array): void {
		this.lines.push(chunk);
		this.settle();
	}

	end(): void {
		this.lines.end();
		if (this.waiting !== null) this.reject(this.waiting.place.line);
		this.settle();
	}

	private settle(): void {
		this.file.lines = this.lines.lines;
		this.file.bytes = this.lines.bytes;
	}

	private take(line: string, place: Place): void {
		const bare = line.replace(/^\ufeff/, '').trim();
		if (this.waiting === null && (bare === '' || bare === '[' || bare === ']' || bare.startsWith(';')))
			return;
		if (this.waiting !== null && isOperation(bare)) {
			// What was waiting is broken: no part of an operation is an operation.
			this.reject(this.waiting.place.line);
			this.waiting = null;
		}
		const text = this.waiting === null ? bare : `${this.waiting.text}\n${line}`;
		const start = this.waiting?.place ?? place;
		this.waiting = null;
		const map = this.read(withoutVector(text));
		if (map === null && text.length < MAX_MAP) {
			this.waiting = { text, place: start };
			return;
		}
		if (map === OTHER_LINE) {
			const { ignored } = this.file;
			ignored['lines that are no operation'] = (ignored['lines that are no operation'] ?? 0) + 1;
			return;
		}
		const entry =
			map === null ? null : entryOf(map, { file: this.number, place: start, count: this.count++ });
		if (entry === null) this.reject(start.line);
		else this.onEntry(entry);
	}

	private reject(line: number): void {
		this.file.skipped['malformed-line'] = (this.file.skipped['malformed-line'] ?? 0) + 1;
		this.builder.findings.add({ code: 'malformed-line', file: this.number, line, text: EXPECTED });
	}
}

/** An operation without the brackets of the vector that all may stand in. */
function withoutVector(text: string): string {
	return text.replace(/^\[(?=\s*[{#])/, '').replace(/\}\s*\]$/, '}');
}

/** Whether a line is a whole operation by itself. */
function isOperation(bare: string): boolean {
	const text = withoutVector(bare);
	return (
		/^(#\S+\s*)?\{/.test(text) &&
		text.endsWith('}') &&
		[':type ', ':process ', ':f '].every((name) => text.includes(name)) &&
		isClosed(text)
	);
}

const OPTIONS = {
	mapAs: 'object',
	keywordAs: 'string',
	setAs: 'array',
	listAs: 'array',
	charAs: 'string',
} as const;

/** A map in EDN. What is not closed yet goes on in the next line; what is no EDN is no operation. */
function ednEntry(text: string): unknown {
	if (!isClosed(text)) return null;
	try {
		return parseEDNString(text, OPTIONS) ?? {};
	} catch {
		return {};
	}
}

/** Whether all brackets of a text are closed; those in strings and comments do not count. */
function isClosed(text: string): boolean {
	let depth = 0;
	for (const [part] of text.matchAll(/"(?:[^"\\]|\\.)*"?|;[^\n]*|\\.|[([{]|[)\]}]/gs)) {
		if (/^[([{]$/.test(part)) depth++;
		else if (/^[)\]}]$/.test(part)) depth--;
		else if (part.startsWith('"') && (part.length === 1 || !part.endsWith('"'))) return false;
	}
	return depth <= 0;
}

/** What a line tells that is none of a history: logs have others, too. */
const OTHER_LINE = Symbol('other');

function textEntry(text: string): unknown {
	const [, process, type, f, value = 'nil'] = TEXT_LINE.exec(text) ?? [];
	if (process === undefined) return /\s:(invoke|ok|fail|info)\s/.test(text) ? {} : OTHER_LINE;
	return { process, type, f, value: ednEntry(value) };
}

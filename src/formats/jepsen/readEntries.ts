import type { TraceBuilder, TraceFile } from '../../trace/trace.ts';
import { decodeWtf8 } from '../../trace/wtf8.ts';
import type { FileReader, ImportFile } from '../format.ts';
import { JsonRecords } from '../json/records.ts';
import { LineSplitter } from '../text/lines.ts';
import { type Place, wholeLine } from '../text/place.ts';
import { whenKnown } from '../text/whenKnown.ts';
import { EdnText, ednOf } from './ednText.ts';
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
		return new LineReader(builder, file, TEXT_LINE.test(head), onEntry);
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

/** Reads operations that are printed one on a line, or maps in EDN, which may go over several. */
class LineReader implements FileReader {
	private readonly file: TraceFile;
	private readonly number: number;
	private readonly lines: LineSplitter;
	private waiting: { edn: EdnText; place: Place } | null = null;
	private count = 0;

	constructor(
		private readonly builder: TraceBuilder,
		about: ImportFile,
		private readonly isPrinted: boolean,
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
		if (this.isPrinted) this.takePrinted(bare, place);
		else this.takeEdn(this.waiting === null ? bare.replace(/^\[(?=\s*[{#])/, '') : line, place);
	}

	private takePrinted(line: string, place: Place): void {
		const told = printedEntry(line);
		if (told !== null) this.tell(told, place);
		else this.file.ignored[OTHER_LINES] = (this.file.ignored[OTHER_LINES] ?? 0) + 1;
	}

	/** Goes on with the map that is not closed yet, or begins one. */
	private takeEdn(line: string, place: Place): void {
		const { edn, place: start } = this.waiting ?? { edn: new EdnText(), place };
		edn.add(line);
		const goesOn = !edn.isClosed && edn.length < MAX_MAP;
		this.waiting = goesOn ? { edn, place: start } : null;
		if (!goesOn) this.tell(edn.isClosed ? edn.value() : undefined, start);
	}

	private tell(map: unknown, place: Place): void {
		const entry = entryOf(map, { file: this.number, place, count: this.count++ });
		if (entry === null) this.reject(place.line);
		else this.onEntry(entry);
	}

	private reject(line: number): void {
		this.file.skipped['malformed-line'] = (this.file.skipped['malformed-line'] ?? 0) + 1;
		this.builder.findings.add({ code: 'malformed-line', file: this.number, line, text: EXPECTED });
	}
}

/** Whether a line is a whole operation by itself. */
function isOperation(bare: string): boolean {
	const text = bare.replace(/^\[\s*/, '');
	return (
		/^(#\S+\s*)?\{/.test(text) &&
		/\}\s*\]?$/.test(text) &&
		[':type ', ':process ', ':f '].every((name) => text.includes(name)) &&
		ednOf(text).isClosed
	);
}

/** Lines that are none of a history: logs have others, too. */
const OTHER_LINES = 'lines that are no operation';

/** The fields of an operation as Jepsen prints it; undefined where they cannot be read, null for another line. */
function printedEntry(line: string): object | undefined | null {
	const [, process, type, f, value = 'nil'] = TEXT_LINE.exec(line) ?? [];
	if (process === undefined) return /\s:(invoke|ok|fail|info)\s/.test(line) ? undefined : null;
	const edn = ednOf(value);
	const told = edn.isClosed ? edn.value() : undefined;
	// What the tester itself did (a nemesis) may be told in any words.
	if (told === undefined && /^\d+$/.test(process)) return undefined;
	return { process, type, f, value: told ?? null };
}

import type { TraceBuilder } from '../../trace/trace.ts';
import { type CsvRecord, CsvRecords } from '../csv/records.ts';
import type { FileReader } from '../format.ts';
import { type JsonRecord, JsonRecords } from '../json/records.ts';
import { LineSplitter } from '../text/lines.ts';
import { ChangeLines } from './changeLines.ts';
import { isConflictMessage, type LogEntry } from './entry.ts';
import { historyReport, isHistory } from './history.ts';
import type { FileKind } from './kind.ts';
import { readReport } from './readReport.ts';
import type { Report } from './report.ts';
import { StreamReader, type Transaction } from './streamReader.ts';
import { TextLog } from './textLog.ts';
import { readStamp } from './time.ts';

/** What a file told. */
export interface FileContents {
	readonly file: number;
	readonly reports: Report[];
	readonly transactions: Transaction[];
	/** Whether it is a log of reports: then what is not reported did not happen. */
	readonly isLog: boolean;
}

/** Columns of csvlog that are needed, from 0. */
const CSVLOG = { time: 0, severity: 11, message: 13, detail: 14, context: 18, least: 19 } as const;

/** Reads one kind of file, begun with the builder, into `contents`. */
export function openKind(
	kind: FileKind,
	builder: TraceBuilder,
	name: string,
	contents: FileContents,
	zones: Readonly<Record<string, number>>,
): FileReader {
	if (kind === 'jsonlog') return openJson(builder, name, contents, zones);
	const { file: number } = contents;
	const file = builder.beginFile(name);
	const malformed = (line: number, expected: string) => {
		file.skipped['malformed-line'] = (file.skipped['malformed-line'] ?? 0) + 1;
		builder.findings.add({ code: 'malformed-line', file: number, line, text: expected });
	};
	const ignored = (what: string, count = 1) => {
		if (count > 0) file.ignored[what] = (file.ignored[what] ?? 0) + count;
	};
	const take = (entry: LogEntry) => takeEntry(entry, contents, malformed);
	const stream = new StreamReader(number, {
		transaction: (transaction) => contents.transactions.push(transaction),
		malformed,
		ignored,
	});
	const settle = (lines: { lines: number; bytes: number }) => {
		file.lines = lines.lines;
		file.bytes = lines.bytes;
	};

	if (kind === 'log') {
		const log = new TextLog(number, zones, take, (line) => malformed(line, 'a shorter line'));
		return reading(new LineSplitter(log), settle, () => {
			log.end();
			ignored('other messages', log.others);
		});
	}
	if (kind === 'recvlogical') {
		const lines = new ChangeLines(stream);
		return reading(new LineSplitter(lines), settle, () => lines.end());
	}
	const onRecord =
		kind === 'csvlog'
			? csvlogRecord(number, zones, take, ignored)
			: kind === 'stream'
				? streamRecord(stream)
				: historyRecord(number, contents, malformed);
	const records = new CsvRecords({ record: onRecord, malformed });
	return reading(records, settle, () => stream.end());
}

function reading(
	lines: { push(chunk: Uint8Array): void; end(): void; lines: number; bytes: number },
	settle: (lines: { lines: number; bytes: number }) => void,
	onEnd: () => void,
): FileReader {
	return {
		push(chunk) {
			lines.push(chunk);
			settle(lines);
		},
		end() {
			lines.end();
			onEnd();
			settle(lines);
		},
	};
}

function takeEntry(
	entry: LogEntry,
	contents: FileContents,
	malformed: (line: number, expected: string) => void,
): void {
	const report = readReport(entry);
	if (report !== null) contents.reports.push(report);
	else malformed(entry.place.line, 'a conflict report of a known form, with its DETAIL');
}

function openJson(
	builder: TraceBuilder,
	name: string,
	contents: FileContents,
	zones: Readonly<Record<string, number>>,
): FileReader {
	const take = (part: JsonRecord): void => {
		const { value, place } = part;
		if (Array.isArray(value)) {
			for (const element of part.elements()) take(element);
			return;
		}
		if (typeof value !== 'object' || value === null) {
			records.reject(place, 'an object');
			return;
		}
		const record = value as Record<string, unknown>;
		if (isHistory(record)) {
			const report = historyReport(record, contents.file, place);
			if (report === null) records.reject(place, 'a row of a conflict history');
			else contents.reports.push(report);
			return;
		}
		const text = (field: string) => (typeof record[field] === 'string' ? (record[field] as string) : '');
		if (!isConflictMessage(text('message'))) {
			records.ignore('other messages');
			return;
		}
		const entry: LogEntry = {
			file: contents.file,
			place,
			time: readStamp(text('timestamp'), zones),
			severity: text('error_severity'),
			message: text('message'),
			detail: text('detail'),
			detailPlace: place,
			context: text('context'),
		};
		takeEntry(entry, contents, (_, expected) => records.reject(place, expected));
	};
	const records: JsonRecords = new JsonRecords(builder, name, take);
	return records;
}

function csvlogRecord(
	file: number,
	zones: Readonly<Record<string, number>>,
	take: (entry: LogEntry) => void,
	ignored: (kind: string) => void,
) {
	return ({ fields, place, lines, fieldLine }: CsvRecord) => {
		const message = fields[CSVLOG.message] ?? '';
		if (lines.length > 0 && !/^[A-Z]+\d?$/.test(fields[CSVLOG.severity] ?? '')) return false;
		if (!isConflictMessage(message) || fields.length < CSVLOG.least) {
			ignored('other messages');
			return true;
		}
		const detailLine = fieldLine[CSVLOG.detail] ?? 0;
		take({
			file,
			place,
			time: readStamp(fields[CSVLOG.time] ?? '', zones),
			severity: fields[CSVLOG.severity] ?? '',
			message,
			detail: fields[CSVLOG.detail] ?? '',
			detailPlace: detailLine === 0 ? place : (lines[detailLine - 1] ?? place),
			context: fields[CSVLOG.context] ?? '',
		});
		return true;
	};
}

/** `lsn,xid,data`, as psql prints pg_logical_slot_get_changes. */
function streamRecord(stream: StreamReader) {
	return ({ fields, place, lines }: CsvRecord) => {
		// The heading stands again where files were put together.
		if (fields[0] === 'lsn') return true;
		const xid = Number(fields[1]);
		const text = fields.slice(2).join(',');
		if (lines.length > 0 && !stream.reads(text)) return false;
		stream.line(text, place, Number.isInteger(xid) ? xid : null);
		return true;
	};
}

function historyRecord(
	file: number,
	contents: FileContents,
	malformed: (line: number, expected: string) => void,
) {
	let columns: string[] | null = null;
	return ({ fields, place }: CsvRecord) => {
		columns ??= fields;
		if (fields.every((field, i) => field === columns?.[i])) return true;
		const row = Object.fromEntries(columns.map((column, i) => [column, fields[i] ?? '']));
		const report = historyReport(row, file, place);
		if (report === null) malformed(place.line, 'a row of a conflict history');
		else contents.reports.push(report);
		return true;
	};
}

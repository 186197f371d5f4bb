import type { TraceBuilder } from '../../trace/trace.ts';
import type { FileReader, ImportFile } from '../format.ts';
import { readLines } from '../text/fileLines.ts';
import { type Place, wholeLine } from '../text/place.ts';
import { isAbort, type Report, readAbort, readCertification } from './report.ts';

const ENTRY = /^(\d{4}-\d\d-\d\d)[T ]\s*(\d{1,2}:\d\d:\d\d)\S*\s+(\d+) \[\w+\] (?:\[[^\]]*\] )*(.*)$/s;
/** How the entries of a report on an abort go on: all at once, or the threads' lines and statements as entries of their own. */
const PART_OF_ABORT = /^(WSREP: )?\s*((Winning|Victim) thread:|context:|THD:|SQL:)/;
const MEMBER = /^\s+\d+: ([0-9a-f]{8}-[0-9a-f-]{27}), (\S+)\s*$/;
const MY_UUID = /My UUID: ([0-9a-f]{8}-[0-9a-f-]{27})/;
/** Of an entry no more is kept than this: logs hold whole statements. */
const MAX_ENTRY = 1 << 20;
const utf8 = new TextDecoder('utf-8');

/** What an error log tells. */
export interface ErrorLogHandler {
	report(report: Report): void;
	/** A member of the cluster, by its UUID. */
	member(uuid: string, name: string): void;
	/** The UUID of the node whose log it is. */
	own(file: number, uuid: string): void;
}

/**
 * Reads a server's error log: entries may go over several lines and hold bytes that are no UTF-8. A brute-force abort is several
 * entries of one thread, which are put together again.
 */
export function errorLogReader(
	builder: TraceBuilder,
	about: ImportFile,
	handler: ErrorLogHandler,
): FileReader {
	const number = builder.files.length;
	const file = builder.beginFile(about.name);
	let entry: { text: string; place: Place; ts: number; thread: string } | null = null;
	/** By thread: an abort of which not all entries have come yet. */
	const aborts = new Map<string, { text: string; place: Place; ts: number }>();
	const ignore = (kind: string) => {
		file.ignored[kind] = (file.ignored[kind] ?? 0) + 1;
	};

	const endEntry = () => {
		if (entry === null) return;
		const { text, place, ts, thread } = entry;
		entry = null;
		const uuid = MY_UUID.exec(text)?.[1];
		if (uuid !== undefined) handler.own(number, uuid);
		const where = { file: number, place, node: about.node, ts };
		const certification = readCertification(text);
		if (certification !== null) {
			handler.report({ ...certification, ...where });
			return;
		}
		if (isAbort(text)) endAbort(thread);
		const before = aborts.get(thread);
		if (before === undefined && !isAbort(text)) {
			ignore('entries of the error log');
			return;
		}
		if (before !== undefined && !PART_OF_ABORT.test(text)) {
			endAbort(thread);
			ignore('entries of the error log');
			return;
		}
		aborts.set(thread, {
			text: `${before?.text ?? ''}\n${text}`,
			place: before?.place ?? place,
			ts: before?.ts ?? ts,
		});
		if (/(^|\n)(WSREP: )?\s*context: /.test(text)) endAbort(thread);
	};
	const endAbort = (thread: string) => {
		const abort = aborts.get(thread);
		aborts.delete(thread);
		if (abort === undefined) return;
		const read = readAbort(abort.text);
		const where = { file: number, place: abort.place, node: about.node, ts: abort.ts };
		if (read !== null) handler.report({ ...read, ...where });
		else {
			file.skipped['malformed-line'] = (file.skipped['malformed-line'] ?? 0) + 1;
			builder.findings.add({
				code: 'malformed-line',
				file: number,
				line: abort.place.line,
				text: 'the winning thread with its seqno, and the victim, of this cluster conflict',
			});
		}
	};

	return readLines(
		file,
		{
			line(bytes, start, end, line, offset) {
				const text = utf8.decode(bytes.subarray(start, end)).replace(/\r$/, '');
				const match = ENTRY.exec(text);
				if (match === null) {
					const [, uuid, name] = MEMBER.exec(text) ?? [];
					if (uuid !== undefined) handler.member(uuid, name as string);
					if (entry !== null && entry.text.length < MAX_ENTRY) entry.text += `\n${text}`;
					return;
				}
				endEntry();
				const [, date = '', time = '', thread = '', message = ''] = match;
				const ts = Date.parse(`${date}T${time.padStart(8, '0')}Z`) + about.clockOffset;
				entry = { text: message, place: wholeLine(line, offset, end - start), ts, thread };
			},
			tooLong: () => ignore('lines that are too long'),
		},
		() => {
			endEntry();
			for (const thread of [...aborts.keys()]) endAbort(thread);
		},
	);
}

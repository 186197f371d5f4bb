import { decodeWtf8 } from '../../trace/wtf8.ts';
import type { LineHandler } from '../text/lines.ts';
import { type Place, wholeLine } from '../text/place.ts';
import { isConflictMessage, type LogEntry } from './entry.ts';
import { prefixTime } from './time.ts';

/** What stands between log_line_prefix and the text; two blanks follow the colon. */
const SEVERITY =
	/(DEBUG[1-5]?|LOG|INFO|NOTICE|WARNING|ERROR|FATAL|PANIC|DETAIL|HINT|CONTEXT|STATEMENT|QUERY|LOCATION|BACKTRACE): {2}/;

const PARTS = new Set(['DETAIL', 'HINT', 'CONTEXT', 'STATEMENT', 'QUERY', 'LOCATION', 'BACKTRACE']);

/** The longest message that is put together from continuation lines. */
const MAX_TEXT = 1 << 20;

/**
 * Puts the entries of a server log of log_destination = stderr together, with any log_line_prefix. A message goes on on lines
 * that begin with a tab; what stands there is never taken for a new entry, whatever it looks like. Linear.
 */
export class TextLog implements LineHandler {
	private entry: LogEntry | null = null;
	/** What the last line belongs to; null where it is nothing of a conflict. */
	private part: 'message' | 'detail' | 'context' | null = null;
	private message = '';
	/** Messages that are no conflict. */
	others = 0;

	constructor(
		private readonly file: number,
		private readonly zones: Readonly<Record<string, number>>,
		private readonly onEntry: (entry: LogEntry) => void,
		private readonly onTooLong: (line: number) => void,
	) {}

	line(bytes: Uint8Array, start: number, end: number, line: number, offset: number): void {
		if (bytes[start] === 9) {
			if (this.part !== null)
				this.append(decodeWtf8(bytes.subarray(start + 1, withoutReturn(bytes, start, end))));
			return;
		}
		const text = decodeWtf8(bytes.subarray(start, withoutReturn(bytes, start, end)));
		const match = SEVERITY.exec(text);
		if (match === null) {
			this.part = null;
			return;
		}
		const severity = match[1] as string;
		const rest = text.slice(match.index + match[0].length);
		const place = wholeLine(line, offset, end - start);
		if (PARTS.has(severity)) this.takePart(severity, rest, place);
		else {
			this.end();
			if (!isConflictMessage(rest)) {
				this.others++;
				return;
			}
			const time = prefixTime(text.slice(0, match.index), this.zones);
			this.message = rest;
			this.part = 'message';
			this.entry = {
				file: this.file,
				place,
				time,
				severity,
				message: '',
				detail: '',
				detailPlace: place,
				context: '',
			};
		}
	}

	tooLong(line: number): void {
		this.onTooLong(line);
	}

	/** The last entry is complete. */
	end(): void {
		if (this.entry !== null) this.onEntry({ ...this.entry, message: this.message });
		this.entry = null;
		this.part = null;
	}

	private takePart(severity: string, text: string, place: Place): void {
		this.part = null;
		if (this.entry === null) return;
		if (severity === 'DETAIL') {
			this.part = 'detail';
			this.entry.detail = text;
			this.entry.detailPlace = place;
		} else if (severity === 'CONTEXT') {
			this.part = 'context';
			this.entry.context = text;
		}
	}

	private append(text: string): void {
		if (this.entry === null || this.part === null) return;
		if (this.part === 'message') this.message = joined(this.message, text);
		else this.entry[this.part] = joined(this.entry[this.part], text);
	}
}

function joined(before: string, text: string): string {
	return before.length + text.length > MAX_TEXT ? before : `${before}\n${text}`;
}

function withoutReturn(bytes: Uint8Array, start: number, end: number): number {
	return end > start && bytes[end - 1] === 13 ? end - 1 : end;
}

import { decodeWtf8 } from '../../trace/wtf8.ts';
import type { LineHandler } from '../text/lines.ts';
import { type Place, wholeLine } from '../text/place.ts';
import type { StreamReader } from './streamReader.ts';

/** Lines that a value may go over: a quote that is never closed must not swallow the file. */
const MAX_LINES = 1000;

/** What only the beginning of a change looks like, but for values that hold such a line. */
const BEGINS = /^(BEGIN \d+|COMMIT \d+( \(at .*\))?|table \S.*?: (INSERT|UPDATE|DELETE): .*)$/s;

interface Line {
	readonly text: string;
	readonly place: Place;
}

/**
 * The lines that pg_recvlogical writes. A value may hold line ends: a change whose quotes are open goes on in the next line. Where
 * they stay open, or what comes of it is no change, the first line alone is left out and the others are read again.
 */
export class ChangeLines implements LineHandler {
	private waiting: Line[] = [];
	private isOpen = false;

	constructor(private readonly stream: StreamReader) {}

	line(bytes: Uint8Array, start: number, end: number, line: number, offset: number): void {
		const stop = end > start && bytes[end - 1] === 13 ? end - 1 : end;
		const text = decodeWtf8(bytes.subarray(start, stop));
		const bare = line === 1 ? text.replace(/^\ufeff/, '') : text;
		this.take({ text: bare, place: wholeLine(line, offset, end - start) });
	}

	tooLong(): void {
		this.giveUp();
	}

	end(): void {
		while (this.isOpen) this.giveUp();
		this.stream.end();
	}

	private take(line: Line): void {
		if (this.waiting.length === 0 && line.text === '') return;
		if (this.waiting.length === 0 && !line.text.startsWith('table ')) {
			this.stream.line(line.text, line.place);
			return;
		}
		this.waiting.push(line);
		if (countQuotes(line.text) % 2 === 1) this.isOpen = !this.isOpen;
		if (this.isOpen) {
			if (this.waiting.length > MAX_LINES) this.giveUp();
			return;
		}
		const [first] = this.waiting as [Line];
		const whole = this.waiting.map(({ text }) => text).join('\n');
		if (this.waiting.length > 1 && this.holdsOthers() && !this.stream.reads(whole)) {
			this.giveUp();
			return;
		}
		this.waiting = [];
		this.stream.line(whole, first.place);
	}

	private holdsOthers(): boolean {
		return this.waiting.slice(1).some(({ text }) => BEGINS.test(text));
	}

	/** The first waiting line is broken; the others are read as if it were not there. */
	private giveUp(): void {
		const [first, ...others] = this.waiting;
		this.waiting = [];
		this.isOpen = false;
		if (first !== undefined) this.stream.line(first.text, first.place);
		for (const other of others) this.take(other);
	}
}

function countQuotes(text: string): number {
	let count = 0;
	for (let at = text.indexOf("'"); at >= 0; at = text.indexOf("'", at + 1)) count++;
	return count;
}

import { Op } from '../../trace/ops.ts';
import type { TraceBuilder, TraceFile } from '../../trace/trace.ts';
import { decodeWtf8 } from '../../trace/wtf8.ts';
import { addEvent } from '../eventBatch.ts';
import {
	type FileReader,
	type Importer,
	type ImportFile,
	type ImportOptions,
	UnusableSettings,
} from '../format.ts';
import { plural } from '../plural.ts';
import { LineSplitter, MAX_LINE_BYTES } from '../text/lines.ts';
import type { Place } from '../text/place.ts';
import { readClock, timeOf } from './clock.ts';
import { KnownEvents } from './knownEvents.ts';
import { GUESSING_LINES, guessLayout, type Layout, layoutOf } from './layout.ts';
import { kindOf, type ReadWords, usualWords, wordsBy } from './words.ts';

/** A line that waits for the other lines of its record. */
interface Line {
	readonly text: string;
	readonly line: number;
	readonly offset: number;
	readonly length: number;
}

interface Settings {
	/** In place of what the log's first two lines say. */
	pattern?: string;
	delimiter?: string;
	/** Groups `key`, `value`, `op` within an event's text. */
	keyPattern?: string;
}

/** Logs of events with vector clocks: one file, or one a host. */
export function openShiviz(builder: TraceBuilder, options: ImportOptions): Importer {
	const settings = (options.settings.shiviz ?? {}) as Settings;
	builder.madeDots = true;
	const words = settings.keyPattern === undefined ? usualWords : keyWords(settings.keyPattern);
	const known = new KnownEvents();
	return {
		open: (file) => new ShivizReader(builder, file, settings, words, known),
		finish() {
			const executions = new Set(builder.executionOf.values()).size;
			if (executions > 0)
				builder.notes.push(
					`The log holds ${plural(executions, 'execution')}: hosts and keys carry their names, and events of different ones are not compared.`,
				);
			if (known.repeated > 0)
				builder.notes.push(
					`${plural(known.repeated, 'event')} of other files with the same clock and text again: counted once.`,
				);
		},
	};
}

/** @throws UnusableSettings where the expression cannot be used */
function keyWords(pattern: string): ReadWords {
	try {
		return wordsBy(pattern);
	} catch (error) {
		throw new UnusableSettings(`settings.shiviz.keyPattern: ${(error as Error).message}`);
	}
}

class ShivizReader implements FileReader {
	private readonly file: TraceFile;
	private readonly number: number;
	private readonly lines: LineSplitter;
	private layout: Layout | null = null;
	/** Lines that are still to be looked at. */
	private readonly waiting: Line[] = [];
	/** The first line that is not empty. */
	private first: number | null = null;
	/** What that one says, where it is an expression. */
	private pattern: string | null = null;
	private execution: string | null = null;
	private executions = 0;

	constructor(
		private readonly builder: TraceBuilder,
		private readonly about: ImportFile,
		private readonly settings: Settings,
		private readonly words: ReadWords,
		private readonly known: KnownEvents,
	) {
		this.number = builder.files.length;
		this.file = builder.beginFile(about.name);
		this.lines = new LineSplitter({
			line: (bytes, start, end, line, offset) => {
				const text = decodeWtf8(bytes.subarray(start, end)).trimEnd();
				this.take({
					text: line === 1 ? text.replace(/^\ufeff/, '') : text,
					line,
					offset,
					length: end - start,
				});
			},
			tooLong: (line) => this.reject(line, `a line of at most ${MAX_LINE_BYTES} bytes`),
		});
	}

	push(chunk: Uint8Array): void {
		this.lines.push(chunk);
		this.settle();
	}

	end(): void {
		this.lines.end();
		this.layout ??= guessLayout(this.waiting.map(({ text }) => text));
		this.read(0);
		this.settle();
		this.known.endFile();
	}

	private settle(): void {
		this.file.lines = this.lines.lines;
		this.file.bytes = this.lines.bytes;
		this.file.endEvent = this.builder.count;
	}

	private take(line: Line): void {
		if (this.first === null && line.text === '') return;
		this.first ??= line.line;
		if (this.layout === null && this.isHead(line, line.line - this.first)) return;
		this.waiting.push(line);
		if (this.layout === null && this.waiting.length >= GUESSING_LINES)
			this.layout = guessLayout(this.waiting.map(({ text }) => text));
		if (this.layout !== null) this.read(this.layout.lines - 1);
	}

	/** The first two lines may be the expressions of the record and of the delimiter. */
	private isHead({ text }: Line, place: number): boolean {
		if (place === 0 && text.includes('(?<clock>')) {
			this.pattern = text;
			return true;
		}
		if (place === 0 && this.settings.pattern !== undefined) {
			this.use(this.settings.pattern, this.settings.delimiter ?? '', 0);
			return false;
		}
		if (place !== 1 || this.pattern === null) return false;
		this.use(this.settings.pattern ?? this.pattern, this.settings.delimiter ?? text, 1);
		return true;
	}

	private use(pattern: string, delimiter: string, line: number): void {
		try {
			this.layout = layoutOf(pattern, delimiter);
		} catch (error) {
			this.reject(Math.max(1, line), `an expression that can be used: ${(error as Error).message}`);
		}
	}

	/** Reads records until no more than `left` lines wait. */
	private read(left: number): void {
		const layout = this.layout as Layout;
		while (this.waiting.length > left && this.waiting.length > 0) {
			const first = this.waiting[0] as Line;
			if (this.isDelimiter(layout, first)) {
				this.waiting.shift();
				continue;
			}
			const own = this.waiting.slice(0, layout.lines);
			if (own.length === layout.lines && this.record(layout, own)) this.waiting.splice(0, layout.lines);
			else {
				this.waiting.shift();
				this.pass(first);
			}
		}
	}

	private isDelimiter({ delimiter }: Layout, { text }: Line): boolean {
		if (delimiter === null || text === '') return false;
		const matcher = delimiter.matcher(text);
		if (!matcher.find()) return false;
		this.executions++;
		const named = 'trace' in delimiter.namedGroups() ? matcher.group('trace') : null;
		this.execution = named?.trim() || `execution ${this.executions}`;
		return true;
	}

	/** A line that begins no record: what looks like one that is broken is reported. */
	private pass({ text, line, length }: Line): void {
		if (text.trim() === '') return;
		if (/\{\s*\\?"/.test(text)) this.reject(line, 'an event with its host and clock', length);
		else
			this.file.ignored['lines that are no event'] = (this.file.ignored['lines that are no event'] ?? 0) + 1;
	}

	private reject(line: number, text: string, length = -1): void {
		this.file.skipped['malformed-line'] = (this.file.skipped['malformed-line'] ?? 0) + 1;
		this.builder.findings.add({
			code: 'malformed-line',
			file: this.number,
			line,
			a: length < 0 ? -1 : 0,
			b: length,
			text,
		});
	}

	private record(layout: Layout, lines: readonly Line[]): boolean {
		const matcher = layout.record.matcher(lines.map(({ text }) => text).join('\n'));
		if (!matcher.matches()) return false;
		const group = (name: string) => (layout.groups.includes(name) ? matcher.group(name) : null) ?? undefined;
		const clock = readClock(group('clock') ?? '');
		const host = group('host') ?? '';
		const own = clock?.find(([name]) => name === host)?.[1];
		if (clock === null || own === undefined) return false;
		const text = group('event') ?? '';
		const at = this.qualified(host);
		if (this.known.has(at, own, clock, text)) return true;
		const [first] = lines as [Line];
		const { line, offset, length } = first;
		this.add(
			{ line, offset, length, start: 0, end: length },
			{ at, own, text, clock: clock.map(([name, counter]) => [this.qualified(name), counter] as const) },
			group,
		);
		return true;
	}

	private add(
		place: Place,
		event: { at: string; own: number; text: string; clock: (readonly [string, number])[] },
		group: (name: string) => string | undefined,
	): void {
		const { at, own, text, clock } = event;
		const time = group('timestamp') ?? group('ts') ?? group('date') ?? group('time');
		const ts = time === undefined ? undefined : timeOf(time);
		const key = group('key');
		const words =
			key === undefined ? this.words(text) : { kind: kindOf(group('op')), key, value: group('value') };
		const common = {
			file: this.number,
			place,
			at,
			clock,
			...(ts !== undefined && { ts: ts + this.about.clockOffset }),
			native: `${at}:${own}`,
		};
		const { builder } = this;
		if (words === null || (words.key === undefined && words.message === undefined)) {
			addEvent(builder, { ...common, op: Op.event, value: { json: text } });
		} else if (words.kind === 'write' || words.kind === 'delete') {
			const named = this.qualified(words.key as string);
			// The clock of the event tells what its writer had seen: of other events of the key just as well.
			if (words.kind === 'delete') addEvent(builder, { ...common, op: Op.delete, key: named, vector: clock });
			else {
				const value = { json: jsonOr(words.value) };
				addEvent(builder, { ...common, op: Op.write, key: named, value, vector: clock });
			}
		} else {
			const peer = this.qualified(words.peer as string);
			const receiver = words.kind === 'send' ? peer : at;
			const sender = words.kind === 'send' ? at : peer;
			addEvent(builder, {
				...common,
				op: words.kind === 'send' ? Op.send : Op.receive,
				peer,
				message: `${words.message} ${sender}→${receiver}`,
				...(words.key !== undefined && { key: this.qualified(words.key) }),
			});
		}
		if (this.execution !== null) {
			for (const [name] of clock) builder.executionOf.set(builder.replicas.internText(name), this.execution);
		}
	}

	private qualified(name: string): string {
		return this.execution === null ? name : `${this.execution}/${name}`;
	}
}

/** A value as JSON where it is some, else as text. */
function jsonOr(text: string | undefined): unknown {
	if (text === undefined) return null;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

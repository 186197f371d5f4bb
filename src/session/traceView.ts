import type { Analysis } from '../analysis/analysis.ts';
import { type PartRead, placeOf } from '../report/shown.ts';
import { firstWhere } from '../trace/firstWhere.ts';
import type { LineSource } from '../trace/source.ts';
import type { Trace, TraceFile } from '../trace/trace.ts';
import type { Cursor, Span } from './editorQueries.ts';
import { Columns } from './line/columns.ts';
import { type FieldSpan, fieldNamed, fieldsOf, type ValueSpan } from './line/fields.ts';
import { recordSpan } from './line/record.ts';
import type { Place } from './protocol.ts';

/** Of a line of many megabytes no more is looked at to place a range in it. */
const LOOK_BYTES = 1 << 16;
/** Records are found in so much of a line: those of a document that is one line stand behind each other. */
const RECORD_BYTES = 1 << 22;
/** What is read at a time to find a line that is no event. */
const STEP_BYTES = 1 << 16;

/** One analysis with the files under it: what the queries look things up in. Columns stay columns; tables are made once. */
export class TraceView {
	readonly trace: Trace;
	private readonly cache = new Map<string, { variant: string; value: unknown }>();
	/** By file, the line that was last asked for records in it, with the way from its bytes to columns. */
	private readonly lines = new Map<number, { line: number; bytes: Uint8Array; columns: Columns }>();
	/** Where the last line that is no event was found, to go on from there. */
	private found = { file: -1, line: 0, offset: 0 };

	/** How far clocks are ahead by what the user knows: by replica number. */
	readonly clocks: ReadonlyMap<number, number>;

	constructor(
		readonly analysis: Analysis,
		readonly source: LineSource & { close?(): void },
		private readonly given: readonly (readonly [replica: string, ahead: number])[] = [],
		readonly partial: PartRead | null = null,
	) {
		this.trace = analysis.trace;
		const known = given.map(([id, ahead]) => [this.trace.replicas.find(id), ahead] as const);
		this.clocks = new Map(known.filter(([replica]) => replica >= 0));
	}

	/** The same of a reading that was stopped. */
	stopped(partial: PartRead): TraceView {
		return new TraceView(this.analysis, this.source, this.given, partial);
	}

	/** What `make` gives, made once for as long as `variant` stays the same. One variant of each name is kept. */
	cached<T>(name: string, variant: string, make: () => T): T {
		const known = this.cache.get(name);
		if (known?.variant === variant) return known.value as T;
		const value = make();
		this.cache.set(name, { variant, value });
		return value;
	}

	placeOf(event: number): Place {
		return placeOf(this.trace, event);
	}

	/** The event on a line, or -1. Logarithmic. */
	eventAt(place: Place): number {
		const event = this.lastEventUpTo(place);
		return event >= 0 && this.trace.line[event] === place.line ? event : -1;
	}

	/** Whether the lines are of the native format: then their parts are known by the names of fields. */
	get isNative(): boolean {
		return this.trace.format === 'native';
	}

	/**
	 * The event that a cursor is on, or -1. Of several events on one line it is the one with the smallest record around the
	 * cursor, and of one record's events the one that creates a version. Linear in the events of the line.
	 */
	eventUnder(cursor: Cursor): number {
		const last = this.eventAt(cursor);
		if (last < 0 || this.isNative) return last;
		const first = this.trace.files[cursor.file]?.firstEvent ?? 0;
		let best = last;
		let bestSize = Number.POSITIVE_INFINITY;
		for (let event = last; event >= first && this.trace.line[event] === cursor.line; event--) {
			const { start, end } = this.eventSpan(event);
			if (start > cursor.column || cursor.column > end) continue;
			const size = end - start + (this.versionOf(event) < 0 ? 0.5 : 0);
			if (size > bestSize) continue;
			best = event;
			bestSize = size;
		}
		return best;
	}

	/**
	 * Where an event stands: the value of the first of these fields that its line has, or of another system's log its key (where
	 * `key` is asked for and the record names it), or else its record.
	 */
	eventSpan(event: number, ...names: string[]): Span {
		const place = this.placeOf(event);
		if (this.isNative) return this.span(place, ...names);
		const { bytes, columns } = this.line(place);
		const { imported } = this.trace;
		const key = names.includes('key') ? (this.trace.key[event] as number) : -1;
		const start = imported?.recordStart[event] ?? 0;
		const length = imported?.recordLength[event] ?? 0;
		return spanOf(
			place,
			recordSpan(bytes, columns, {
				start,
				end: length === 0 ? bytes.length : start + length,
				key: key < 0 ? null : this.trace.keys.text(key),
			}),
		);
	}

	/** The version that an event creates, or -1. */
	versionOf(event: number): number {
		const byEvent = this.cached('versionByEvent', '', () => this.versionsByEvent());
		return event < 0 ? -1 : (byEvent[event] as number);
	}

	/** The line's bytes without its end, at most `limit` of them. */
	lineBytes(place: Place, limit = LOOK_BYTES): Uint8Array {
		const event = this.eventAt(place);
		if (event >= 0) {
			const length = Math.min(this.trace.length[event] as number, limit);
			return this.source.read(place.file, this.trace.offset[event] as number, length);
		}
		const offset = this.offsetOf(place);
		const bytes = offset < 0 ? new Uint8Array(0) : this.source.read(place.file, offset, limit);
		const end = bytes.indexOf(10);
		return end < 0 ? bytes : bytes.subarray(0, end);
	}

	fields(place: Place, limit?: number): FieldSpan[] {
		return fieldsOf(this.lineBytes(place, limit));
	}

	/**
	 * A stretch of a line: the value of the first of these fields that the line has, or else the line's whole text. A line of
	 * another system's log that is just one event stands where {@link eventSpan} tells.
	 */
	span(place: Place, ...names: string[]): Span {
		if (!this.isNative) {
			const event = this.eventAt(place);
			const first = this.trace.files[place.file]?.firstEvent ?? 0;
			const isOnly = event === first || this.trace.line[event - 1] !== place.line;
			if (event >= 0 && isOnly) return this.eventSpan(event, ...names);
			const { bytes, columns } = this.line(place);
			return spanOf(place, recordSpan(bytes, columns, { start: 0, end: bytes.length, key: null }));
		}
		const bytes = this.lineBytes(place);
		const fields = names.length === 0 ? [] : fieldsOf(bytes);
		for (const name of names) {
			const field = fieldNamed(fields, name);
			if (field !== undefined) return spanOf(place, field);
		}
		const end = bytes.at(-1) === 13 ? bytes.length - 1 : bytes.length;
		return { ...place, start: 0, end: new Columns(bytes).at(end) };
	}

	private line(place: Place): { bytes: Uint8Array; columns: Columns } {
		const known = this.lines.get(place.file);
		if (known?.line === place.line) return known;
		// A copy: the source may use its block again.
		const bytes = this.lineBytes(place, RECORD_BYTES).slice();
		const read = { line: place.line, bytes, columns: new Columns(bytes) };
		this.lines.set(place.file, read);
		return read;
	}

	private versionsByEvent(): Int32Array {
		const { versions } = this.analysis;
		const byEvent = new Int32Array(this.trace.count).fill(-1);
		for (let v = 0; v < versions.count; v++) byEvent[versions.event[v] as number] = v;
		return byEvent;
	}

	/** The last event that stands on this line or before it in its file, or -1. */
	lastEventUpTo(place: Place): number {
		const file = this.trace.files[place.file];
		if (file === undefined) return -1;
		const { firstEvent, endEvent } = file;
		const next = firstWhere(firstEvent, endEvent, (event) => (this.trace.line[event] as number) > place.line);
		return next === firstEvent ? -1 : next - 1;
	}

	/** Where a line that is no event starts, in bytes: counted on from the nearest place before it that is known. -1: nowhere. */
	private offsetOf(place: Place): number {
		let line = 1;
		let offset = 0;
		const before = this.lastEventUpTo(place);
		if (before >= 0) {
			line = this.trace.line[before] as number;
			offset = this.trace.offset[before] as number;
		}
		const { found } = this;
		if (found.file === place.file && found.line <= place.line && found.line > line) {
			({ line, offset } = found);
		}
		const size = (this.trace.files[place.file] as TraceFile | undefined)?.bytes ?? 0;
		while (line < place.line && offset < size) {
			const bytes = this.source.read(place.file, offset, Math.min(STEP_BYTES, size - offset));
			if (bytes.length === 0) return -1;
			let at = 0;
			while (line < place.line) {
				const end = bytes.indexOf(10, at);
				if (end < 0) break;
				at = end + 1;
				line++;
			}
			offset += line < place.line ? bytes.length : at;
		}
		if (line < place.line) return -1;
		this.found = { file: place.file, line, offset };
		return offset;
	}
}

/** Where a value stands on its line. */
export function spanOf(place: Place, value: ValueSpan): Span {
	return { file: place.file, line: place.line, start: value.start, end: value.end };
}

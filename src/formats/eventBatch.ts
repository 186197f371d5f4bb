import { EventRow } from '../trace/eventRow.ts';
import type { ImportedFacts } from '../trace/importedColumns.ts';
import { createsVersion, type Op } from '../trace/ops.ts';
import { Flag, type TraceBuilder } from '../trace/trace.ts';
import type { Place } from './text/place.ts';

/** A version vector in plain values. */
export type Vector = Iterable<readonly [replica: string, counter: number]>;

/** One event of another system's log, in plain values. Names are the system's own. */
export interface ImportedEvent extends Omit<ImportedFacts, 'clock' | 'record' | 'value'> {
	/** Number of the file, and the place in it. */
	readonly file: number;
	readonly place: Place;
	readonly op: Op;
	/** The replica at which it happens. */
	readonly at: string;
	/** The other side of a message. */
	readonly peer?: string;
	readonly key?: string;
	/** Keys of a message, where it names several. */
	readonly keys?: readonly string[];
	/** The value: any JSON value, kept as its text; or where its JSON stands in the line, in bytes from the line's start. */
	readonly value?: { readonly json: unknown } | { readonly start: number; readonly end: number };
	readonly dot?: readonly [replica: string, counter: number];
	/** With a dot: what the writer had seen of the key. */
	readonly context?: Vector;
	/** Without a dot: the version vector, the version itself included; or what a state, read or receive covers. */
	readonly vector?: Vector;
	/** The event's own vector clock, the event itself included. */
	readonly clock?: Vector;
	/** Milliseconds since the Unix epoch. */
	readonly ts?: number;
	readonly client?: string;
	readonly message?: string;
	/** Place in its replica's own order, where that is not the order of the files. */
	readonly seq?: number;
}

/** Appends one event to the builder, at the end of the file begun last, and answers its number. */
export function addEvent(builder: TraceBuilder, event: ImportedEvent): number {
	const row = new EventRow();
	const { place } = event;
	const intern = (table: { internText(text: string): number }, text: string | undefined) =>
		text === undefined ? -1 : table.internText(text);
	row.op = event.op;
	row.line = place.line;
	row.offset = place.offset;
	row.length = place.length;
	row.replica = builder.replicas.internText(event.at);
	row.peer = intern(builder.replicas, event.peer);
	row.key = event.keys === undefined ? intern(builder.keys, event.key) : keyList(builder, event.keys);
	row.client = intern(builder.clients, event.client);
	row.message = intern(builder.messages, event.message);
	if (event.ts !== undefined) row.ts = event.ts;
	if (event.seq !== undefined) row.seq = event.seq;
	if (event.dot !== undefined && createsVersion(event.op)) {
		row.dot = vectorOf(builder, [event.dot]);
		row.vector = vectorOf(builder, event.context ?? []);
		row.flags |= Flag.dotted;
	} else if (event.vector !== undefined) {
		row.vector = vectorOf(builder, event.vector);
		row.flags |= Flag.vector;
	}
	const facts: ImportedFacts = {
		native: event.native,
		evidence: event.evidence,
		rank: event.rank,
		closes: event.closes,
		clock: event.clock === undefined ? undefined : vectorOf(builder, event.clock),
	};
	if (event.value !== undefined) {
		if ('json' in event.value) facts.value = JSON.stringify(event.value.json) ?? 'null';
		else {
			row.valueStart = event.value.start;
			row.valueLength = event.value.end - event.value.start;
		}
	}
	if (place.start > 0 || place.end < place.length) {
		facts.record = { start: place.start, length: place.end - place.start };
	}
	builder.addParticipant(row.replica);
	if (row.peer >= 0) builder.addParticipant(row.peer);
	const id = builder.add(row);
	if (Object.values(facts).some((fact) => fact !== undefined)) builder.describe(id, facts);
	return id;
}

function vectorOf(builder: TraceBuilder, vector: Vector): number {
	builder.vectors.begin();
	for (const [replica, counter] of vector) {
		if (counter > 0) builder.vectors.push(builder.replicas.internText(replica), counter);
	}
	return builder.vectors.end();
}

function keyList(builder: TraceBuilder, keys: readonly string[]): number {
	const numbers = new Set(keys.map((key) => builder.keys.internText(key)));
	if (numbers.size === 1) return [...numbers][0] as number;
	return -1 - builder.keyLists.push(Int32Array.from(numbers));
}

/**
 * Events that are known only once all files have been read. A trace wants them file by file, in the order of the lines: this
 * keeps them until then. Events of one line stay in the order in which they were added.
 */
export class EventBatch {
	private readonly events: ImportedEvent[] = [];

	/** Keeps an event and answers its number in the batch. */
	add(event: ImportedEvent): number {
		return this.events.push(event) - 1;
	}

	/**
	 * Puts the events into the trace and sets which belong to each file. To be called once, in `finish`, and only where nothing
	 * else has added events. O(n log n).
	 *
	 * @returns by number in the batch, the event's number in the trace
	 */
	flush(builder: TraceBuilder): Int32Array {
		const { events } = this;
		const order = Array.from(events.keys()).sort((a, b) => {
			const [first, second] = [events[a] as ImportedEvent, events[b] as ImportedEvent];
			return first.file - second.file || first.place.line - second.place.line || a - b;
		});
		const numbers = new Int32Array(events.length);
		let at = 0;
		for (const [number, file] of builder.files.entries()) {
			file.firstEvent = builder.count;
			while (at < order.length && (events[order[at] as number] as ImportedEvent).file === number) {
				const id = order[at++] as number;
				numbers[id] = addEvent(builder, events[id] as ImportedEvent);
			}
			file.endEvent = builder.count;
		}
		return numbers;
	}
}

import { Op } from '../../trace/ops.ts';
import type { TraceBuilder } from '../../trace/trace.ts';
import { EventBatch } from '../eventBatch.ts';
import type { Importer, OpenImporter } from '../format.ts';
import { grouped } from '../grouped.ts';
import { type JsonRecord, JsonRecords } from '../json/records.ts';
import type { Place } from '../text/place.ts';
import { type Attributes, attributesOf } from './anyValue.ts';
import { eventsOf, type OtlpEvent, type Source } from './span.ts';

/** Reads spans and log records as the collector's file exporter and SDKs write them. Their order in the files means nothing. */
export const openOtlp: OpenImporter = (builder): Importer => {
	const spans = new Spans(builder);
	return {
		open: ({ name, clockOffset }) => spans.open(name, clockOffset),
		finish: () => spans.finish(),
	};
};

type Found = OtlpEvent & { readonly file: number; readonly place: Place };

class Spans {
	private readonly events: Found[] = [];

	constructor(private readonly builder: TraceBuilder) {}

	open(name: string, clockOffset: number): JsonRecords {
		const take = (record: JsonRecord): void => {
			if (Array.isArray(record.value)) {
				for (const part of record.elements()) take(part);
				return;
			}
			const value = record.value as Record<string, unknown> | null;
			if (value !== null && typeof value === 'object' && 'resourceMetrics' in value)
				records.ignore('metrics');
			else if (this.readResources(records, record, clockOffset) === 0) {
				records.reject(record.place, 'resourceSpans or resourceLogs');
			}
		};
		const records: JsonRecords = new JsonRecords(this.builder, name, take, ['resourceSpans', 'resourceLogs']);
		return records;
	}

	/** Answers how many resources there are. */
	private readResources(records: JsonRecords, record: JsonRecord, clockOffset: number): number {
		let count = 0;
		for (const { list, scopes, items } of [
			{ list: 'resourceSpans', scopes: 'scopeSpans', items: 'spans' },
			{ list: 'resourceLogs', scopes: 'scopeLogs', items: 'logRecords' },
		]) {
			for (const part of record.field(list)?.elements() ?? []) {
				count++;
				const resource = attributesOf(part.field('resource')?.field('attributes')?.value);
				for (const scope of part.field(scopes)?.elements() ?? []) {
					for (const item of scope.field(items)?.elements() ?? []) {
						this.readItem(records, item, resource, clockOffset);
					}
				}
			}
		}
		return count;
	}

	private readItem(records: JsonRecords, item: JsonRecord, resource: Attributes, clockOffset: number): void {
		const value = item.value as Record<string, unknown> | null;
		if (typeof value !== 'object' || value === null) {
			records.reject(item.place, 'a span or log record');
			return;
		}
		const source = sourceOf(value, resource);
		let found = this.take(records, source, item.place, clockOffset);
		for (const event of item.field('events')?.elements() ?? []) {
			const { attributes, timeUnixNano } = (event.value ?? {}) as Record<string, unknown>;
			const time = nanoseconds(timeUnixNano);
			const inner: Source = {
				...source,
				kind: 0,
				attributes: attributesOf(attributes),
				start: time,
				end: time,
			};
			found += this.take(records, inner, event.place, clockOffset);
		}
		if (found === 0) records.ignore('spans without replication attributes');
	}

	private take(records: JsonRecords, source: Source, place: Place, clockOffset: number): number {
		const events = eventsOf(source);
		if (typeof events === 'string') {
			records.reject(place, events);
			return 1;
		}
		for (const event of events) {
			const ts = event.ts === undefined ? undefined : event.ts + clockOffset;
			this.events.push({ ...event, ts, file: records.number, place });
		}
		return events.length;
	}

	finish(): void {
		const batch = new EventBatch();
		const events = withPeers(this.events);
		const order = Array.from(events.keys()).sort((a, b) => compareTimes(events[a], events[b]));
		const seqs = new Map(order.map((number, i) => [number, i + 1]));
		for (const [number, { time, ...event }] of events.entries()) {
			batch.add({ ...event, seq: seqs.get(number) });
		}
		batch.flush(this.builder);
		if (
			this.events.some(({ op, vector, dot }) => op <= Op.merge && vector === undefined && dot === undefined)
		) {
			this.builder.notes.push(
				'Where writes carry no replication.version_vector, what a replica had seen is told by its messages: a span that was not sampled is a message that is missing.',
			);
		}
	}
}

/** A message's two sides know each other by its id only; one that several replicas receive is sent to each of them. */
function withPeers(events: readonly Found[]): Found[] {
	const messages = grouped(
		events.filter(({ op, message }) => message !== undefined && (op === Op.send || op === Op.receive)),
		({ message }) => message,
	);
	return events.flatMap((event) => {
		if (event.peer !== undefined || (event.op !== Op.send && event.op !== Op.receive)) return [event];
		const other = event.op === Op.send ? Op.receive : Op.send;
		const peers = new Set(
			(messages.get(event.message) ?? []).filter(({ op }) => op === other).map(({ at }) => at),
		);
		if (event.op === Op.receive) return [{ ...event, peer: [...peers][0] }];
		return peers.size === 0 ? [event] : [...peers].map((peer) => ({ ...event, peer }));
	});
}

/** Spans of one replica by their times; spans without a time come first. */
function compareTimes(a: Found | undefined, b: Found | undefined): number {
	const [first, second] = [a?.time ?? 0n, b?.time ?? 0n];
	return first < second ? -1 : first > second ? 1 : 0;
}

/** Enums are numbers in OTLP/JSON, and names where a program writes the messages as Protocol Buffers' own JSON. */
const KINDS: Readonly<Record<string, number>> = { SPAN_KIND_PRODUCER: 4, SPAN_KIND_CONSUMER: 5 };

function sourceOf(item: Record<string, unknown>, resource: Attributes): Source {
	const links = (Array.isArray(item.links) ? item.links : []).flatMap(
		(link) => idOf(link?.traceId, link?.spanId) ?? [],
	);
	const parent = idOf(item.traceId, item.parentSpanId);
	return {
		attributes: attributesOf(item.attributes),
		resource,
		kind: typeof item.kind === 'number' ? item.kind : (KINDS[String(item.kind)] ?? 0),
		id: idOf(item.traceId, item.spanId),
		linked: links.length > 0 || parent === null ? links : [parent],
		start: nanoseconds(item.startTimeUnixNano ?? item.timeUnixNano),
		end: nanoseconds(item.endTimeUnixNano ?? item.observedTimeUnixNano),
	};
}

/** Ids are hexadecimal, in either case. */
function idOf(trace: unknown, span: unknown): string | null {
	if (typeof trace !== 'string' || typeof span !== 'string' || span === '') return null;
	return `${trace}:${span}`.toLowerCase();
}

/** 64-bit integers are text in OTLP; numbers are accepted, though no double holds all of one. 0: not known. */
function nanoseconds(value: unknown): bigint | null {
	const time =
		typeof value === 'string' && /^\d{1,20}$/.test(value)
			? BigInt(value)
			: Number.isInteger(value) && (value as number) < 2 ** 64
				? BigInt(value as number)
				: 0n;
	return time > 0n ? time : null;
}

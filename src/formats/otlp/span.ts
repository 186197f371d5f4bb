import { OP_NAMES, Op, type OpName } from '../../trace/ops.ts';
import type { ImportedEvent } from '../eventBatch.ts';
import { isObject } from '../json/isObject.ts';
import { parseJson } from '../json/parse.ts';
import type { Attributes } from './anyValue.ts';

/** A span, span event or log record, as far as it matters. */
export interface Source {
	readonly attributes: Attributes;
	readonly resource: Attributes;
	/** SpanKind: 4 is a producer, 5 a consumer. */
	readonly kind: number;
	/** `traceId:spanId`. */
	readonly id: string | null;
	/** The spans linked, or for want of links the parent. */
	readonly linked: readonly string[];
	/** Nanoseconds since the Unix epoch. */
	readonly start: bigint | null;
	readonly end: bigint | null;
}

/** What an event says, but for where it stands; `time` in nanoseconds since the Unix epoch. */
export type OtlpEvent = Omit<ImportedEvent, 'file' | 'place'> & { readonly time: bigint | null };

const PRODUCER = 4;
const CONSUMER = 5;

/**
 * The events that a span stands for, by the attributes `replication.*` (see docs/formats/otlp.md): one, or for a consumer of a batch
 * one for each link; none where it has no such attributes and is no message of a replica. Text: what is wrong with it.
 */
export function eventsOf(source: Source): OtlpEvent[] | string {
	const { attributes, resource, kind, id, linked, start, end } = source;
	const own = [...attributes.keys()].some((name) => name.startsWith('replication.'));
	const isMessage = (kind === PRODUCER || kind === CONSUMER) && resource.has('replication.replica');
	if (!own && !isMessage) return [];
	const get = (name: string) => attributes.get(`replication.${name}`);
	const at = text(
		get('replica') ?? resource.get('replication.replica') ?? resource.get('service.instance.id'),
	);
	if (at === null) return 'replication.replica, on the span or its resource';
	const op = opOf(get('op'), kind, get('value') !== undefined);
	if (op === null)
		return `replication.op to be one of ${OP_NAMES.filter((name) => name !== 'sync').join(', ')}`;
	const keys = get('key');
	const key = Array.isArray(keys) ? undefined : (text(keys) ?? undefined);
	if (op <= Op.merge && key === undefined) return 'replication.key';
	const vector = vectorOf(get('version_vector'));
	const context = vectorOf(get('context'));
	const dot = dotOf(get('dot'));
	// Some SDKs measure starts by the millisecond and ends by the nanosecond: the two are not to be compared.
	const time = start ?? end;
	const event: OtlpEvent = {
		op,
		at,
		key,
		keys: Array.isArray(keys) ? keys.flatMap((one) => text(one) ?? []) : undefined,
		value: get('value') === undefined ? undefined : { json: get('value') },
		...(dot === null ? { vector: vector ?? undefined } : { dot, context: context ?? [] }),
		client: text(get('client')) ?? undefined,
		peer: text(get('peer')) ?? undefined,
		message: text(get('message')) ?? undefined,
		ts: time === null ? undefined : Number(time / 1000n) / 1000,
		native: id ?? undefined,
		time,
	};
	if ((op !== Op.send && op !== Op.receive) || event.message !== undefined) return [event];
	if (op === Op.receive && linked.length > 0) return linked.map((message) => ({ ...event, message }));
	// A message received of which nothing tells which one it is: none was sent under the consumer's own id.
	return id === null ? 'replication.message, where there is no span' : [{ ...event, message: id }];
}

function opOf(name: unknown, kind: number, hasValue: boolean): Op | null {
	if (name === undefined) {
		if (kind === PRODUCER) return Op.send;
		if (kind === CONSUMER) return Op.receive;
		return hasValue ? Op.write : Op.event;
	}
	if (typeof name !== 'string' || name === 'sync' || !Object.hasOwn(Op, name)) return null;
	return Op[name as OpName];
}

function text(value: unknown): string | null {
	if (typeof value === 'string') return value;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** An object of counters, or the text of one: attributes of spans cannot be objects in most SDKs. */
function vectorOf(value: unknown): Map<string, number> | null {
	const parsed = typeof value === 'string' ? parseJson(value) : value;
	if (!isObject(parsed)) return null;
	const entries = Object.entries(parsed).map(([replica, counter]) => [replica, Number(counter)] as const);
	return new Map(entries.filter(([, counter]) => Number.isSafeInteger(counter) && counter > 0));
}

/** `["R1", 3]`, as an array or as text, or `R1:3`. */
function dotOf(value: unknown): [string, number] | null {
	const parsed = typeof value === 'string' && value.startsWith('[') ? parseJson(value) : value;
	const pair = typeof parsed === 'string' ? /^(.+):(\d+)$/s.exec(parsed)?.slice(1) : parsed;
	if (!Array.isArray(pair) || pair.length !== 2) return null;
	const counter = Number(pair[1]);
	return Number.isSafeInteger(counter) && counter > 0 ? [String(pair[0]), counter] : null;
}

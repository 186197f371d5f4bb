import { isObject } from '../json/isObject.ts';
import type { Place } from '../text/place.ts';

/** A line of a history: what a process began, or how that ended. */
export interface HistoryEntry {
	readonly type: 'invoke' | 'ok' | 'fail' | 'info';
	/** A number, or the name of a process that is no client (`nemesis`). */
	readonly process: string;
	readonly f: string;
	readonly value: unknown;
	/** Nanoseconds since the test began, or the entry's place in the history where no time is told. */
	readonly time: number;
	readonly file: number;
	readonly place: Place;
}

const TYPES = ['invoke', 'ok', 'fail', 'info'] as const;

/** Reads an entry from the map of a line; null where it is none. Keywords may have their colon. `count`: the entries so far. */
export function entryOf(
	map: unknown,
	where: { file: number; place: Place; count: number },
): HistoryEntry | null {
	const fields = unwrapped(map);
	if (fields === null) return null;
	const type = TYPES.find((name) => name === nameOf(fields.type));
	const { process, time, index } = fields;
	if (type === undefined || process === undefined || fields.f === undefined) return null;
	const order = typeof index === 'number' ? index : where.count;
	return {
		type,
		process: process === null ? 'nobody' : nameOf(process),
		f: nameOf(fields.f),
		value: untagged(fields.value ?? null),
		time: typeof time === 'number' ? time : order,
		file: where.file,
		place: where.place,
	};
}

/** The fields of a map, or of a record with its tag (`#jepsen.history.Op{…}`). */
function unwrapped(map: unknown): Record<string, unknown> | null {
	for (let inner = map; ; ) {
		if (!isObject(inner)) return null;
		const { tag, val } = inner;
		if (typeof tag !== 'string' || typeof val !== 'object') return inner;
		inner = val;
	}
}

/** A value without the tags of records in it: independent tuples may carry one. */
function untagged(value: unknown, depth = 0): unknown {
	if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
	if (Array.isArray(value)) return value.map((item) => untagged(item, depth + 1));
	const { tag, val } = value as { tag?: unknown; val?: unknown };
	return typeof tag === 'string' && val !== undefined ? untagged(val, depth + 1) : value;
}

/** Values of operations are lists of lists at most; what is nested deeper stays as it is. */
const MAX_DEPTH = 8;

/** A keyword's, symbol's or string's name. */
export function nameOf(value: unknown): string {
	if (typeof value === 'object' && value !== null) {
		const { key, sym } = value as { key?: unknown; sym?: unknown };
		if (typeof key === 'string') return key;
		if (typeof sym === 'string') return sym;
	}
	return String(value).replace(/^:/, '');
}

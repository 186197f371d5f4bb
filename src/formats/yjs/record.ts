import type { Place } from '../text/place.ts';
import { readUpdate, type YUpdate } from './update.ts';

/** One update as a replica emitted it. */
export interface PlacedUpdate {
	readonly replica: string;
	/** Whether the replica made it itself; null where the record does not say. */
	readonly local: boolean | null;
	/** From which replica it came. */
	readonly from: string | null;
	/** By client: the next clock, after the update; null where it was not recorded. */
	readonly vector: ReadonlyMap<number, number> | null;
	/** Milliseconds since the Unix epoch. */
	readonly time: number | null;
	/** The recorder's own number. */
	readonly n: number | null;
	/** Null until it is decoded. */
	update: YUpdate | null;
	/** Base64, where the record is not decoded. */
	readonly encoded: string | null;
	readonly file: number;
	readonly place: Place;
}

/**
 * Reads a record `{replica, local?, from?, stateVectorAfter?, time?, n?, clientID?, update}`, or an update by itself, which then
 * is of the file's node. Answers what is wrong with it, in words.
 *
 * @param names of replicas and clients, as they are to be called
 */
export function readRecord(
	value: unknown,
	node: string | null,
	names: Readonly<Record<string, string>>,
	file: number,
	place: Place,
): PlacedUpdate | string {
	if (typeof value !== 'object' || value === null) return 'a record with an update';
	const record = value as Record<string, unknown>;
	const inner = 'structs' in record ? record : record.update;
	const encoded = typeof inner === 'string' ? inner : null;
	const update = encoded === null ? readUpdate(inner) : null;
	if (typeof update === 'string') return update;
	const named = (name: string | null) =>
		name !== null && Object.hasOwn(names, name) ? (names[name] as string) : name;
	const replica = named(text(record.replica) ?? text(record.clientID) ?? node);
	if (replica === null) return 'a record that names its replica';
	return {
		replica,
		local: typeof record.local === 'boolean' ? record.local : null,
		from: named(text(record.from)),
		vector: vectorOf(record.stateVectorAfter),
		time: timeOf(record.time),
		n: typeof record.n === 'number' ? record.n : null,
		update,
		encoded,
		file,
		place,
	};
}

function text(value: unknown): string | null {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value !== '' ? value : null;
}

function timeOf(value: unknown): number | null {
	const time = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN;
	return Number.isFinite(time) ? time : null;
}

function vectorOf(value: unknown): Map<number, number> | null {
	if (typeof value !== 'object' || value === null) return null;
	const entries = Object.entries(value).filter(([, clock]) => Number.isSafeInteger(clock));
	return new Map(entries.map(([client, clock]) => [Number(client), clock as number]));
}

import type { Versions } from '../analysis/versions.ts';
import { OP_NAMES, type OpName } from '../trace/ops.ts';
import type { Trace } from '../trace/trace.ts';
import type { VectorEntry, VersionRow } from './model.ts';
import { placeOf, type Shown, valueText } from './shown.ts';
import { shortened } from './visible.ts';

/** Values in rows are cut here: a row is to be looked at, and a value may be as long as the file. */
const VALUE_LENGTH = 400;

/** A version with all that a row, a hover or a report tells of it. Reads its value back from the file. */
export function versionRow(shown: Shown, version: number): VersionRow {
	const { trace, versions } = shown.analysis;
	const event = versions.event[version] as number;
	// Four bytes a character at most, and one character more, to see that there is more.
	const value = valueText(shown, event, VALUE_LENGTH * 4 + 4);
	const text = value === null ? null : shortened(value.text, VALUE_LENGTH);
	const client = trace.client[event] as number;
	const ts = trace.ts[event] as number;
	const conflict = versions.conflict[version] as number;
	return {
		...placeOf(trace, event),
		id: version,
		key: trace.keys.text(trace.key[event] as number),
		replica: writerOf(shown, version),
		counter: versions.counter[version] as number,
		native: trace.imported?.nativeOf(event) ?? null,
		op: opName(trace, event),
		value: text,
		valueCut: value !== null && (value.cut || text !== value.text),
		ts: Number.isNaN(ts) ? null : ts,
		client: client < 0 ? null : trace.clients.text(client),
		vector: vectorOf(trace, versions, version),
		conflict: conflict < 0 ? null : conflict,
		excluded: versions.excluded[version] === 1,
	};
}

/** The replica of a version's dot; where an importer made the dots up, the one that wrote it. */
export function writerOf(shown: Shown, version: number): string {
	return shown.analysis.trace.replicas.text(writerNumber(shown, version));
}

/** The same as a number. */
export function writerNumber({ analysis: { trace, versions } }: Shown, version: number): number {
	const writer = trace.madeDots
		? trace.replica[versions.event[version] as number]
		: versions.replica[version];
	return writer as number;
}

/** A version's vector with the ids of its replicas, in the order of the trace's replicas. */
export function vectorOf(trace: Trace, versions: Versions, version: number): VectorEntry[] {
	return vectorNumbers(versions, version).map(([replica, counter]) => [
		trace.replicas.text(replica),
		counter,
	]);
}

/** The same with the replicas' numbers. */
export function vectorNumbers(versions: Versions, version: number): [replica: number, counter: number][] {
	return versions.entries(version).sort(([a], [b]) => a - b);
}

/** What an event is called in a trace. */
export function opName(trace: Trace, event: number): OpName {
	return OP_NAMES[trace.op[event] as number] as OpName;
}

/** Versions in the order of the file. A copy. */
export function inFileOrder(versions: Versions, some: Int32Array): Int32Array {
	const { event } = versions;
	return some.slice().sort((a, b) => (event[a] as number) - (event[b] as number));
}

/** The version that an event created, or -1. Linear in the versions of its key. */
export function versionOfEvent({ trace, versions }: Shown['analysis'], event: number): number {
	const key = trace.key[event] as number;
	if (key < 0) return -1;
	const end = versions.keyStart[key + 1] as number;
	for (let version = versions.keyStart[key] as number; version < end; version++) {
		if (versions.event[version] === event) return version;
	}
	return -1;
}

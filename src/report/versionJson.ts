import { once } from '../analysis/once.ts';
import type { StringTable } from '../trace/stringTable.ts';
import { fileOf } from '../trace/trace.ts';
import { type Shown, valueText } from './shown.ts';
import { opName, vectorNumbers, writerNumber } from './versionRow.ts';

/**
 * One version of a conflict, in the JSON report. Its value is the JSON text of the file, so that a number that no double holds
 * stays what it is. There may be very many, so they are written by hand; a replica may be called `__proto__`, too.
 */
export function versionJson(shown: Shown, version: number): string {
	const { trace, versions } = shown.analysis;
	const event = versions.event[version] as number;
	const client = trace.client[event] as number;
	// JSON.stringify makes null of what is no finite number.
	const counter = JSON.stringify(versions.counter[version]);
	const ts = JSON.stringify(trace.ts[event]);
	const native = trace.imported?.nativeOf(event) ?? null;
	const file = JSON.stringify(trace.files[fileOf(trace, event)]?.name ?? '');
	const replica = quoted(trace.replicas, writerNumber(shown, version));
	const value = valueText(shown, event)?.text.replace(LONE_SURROGATES, escaped) ?? 'null';
	const by = client < 0 ? 'null' : quoted(trace.clients, client);
	let vector = '';
	for (const [id, seen] of vectorNumbers(versions, version))
		vector += `${vector === '' ? '' : ','}${quoted(trace.replicas, id)}:${seen}`;
	return (
		`{"file":${file},"line":${trace.line[event]},"replica":${replica},"counter":${counter},` +
		`"native":${native === null ? 'null' : JSON.stringify(native)},"op":"${opName(trace, event)}",` +
		`"value":${value},"ts":${ts},"client":${by},"vector":{${vector}}}`
	);
}

/** By table: texts as JSON, of those that were asked for. Replicas and clients are named again and again. */
const known = once((_: StringTable) => new Map<number, string>());

function quoted(table: StringTable, id: number): string {
	const texts = known(table);
	let text = texts.get(id);
	if (text === undefined) {
		text = JSON.stringify(table.text(id));
		texts.set(id, text);
	}
	return text;
}

/** Bytes of the file may stand for these; in text they would become U+FFFD. */
const LONE_SURROGATES = /\p{Cs}/gu;

function escaped(surrogate: string): string {
	return `\\u${surrogate.charCodeAt(0).toString(16)}`;
}

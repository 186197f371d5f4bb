import { parseJson } from '../json/parse.ts';
import type { FieldSource } from './mapping.ts';

/** Answers what a row has at a column or pointer; undefined where it has nothing. */
export type Row = (from: string) => unknown;

/** A row of a CSV file. An empty field is none. */
export function csvRow(fields: readonly string[], columns: readonly string[] | null): Row {
	return (from) => {
		const named = columns?.indexOf(from) ?? -1;
		const number = /^#(\d+)$/.exec(from);
		const text = fields[named >= 0 ? named : number === null ? -1 : Number(number[1]) - 1];
		return text === undefined || text === '' ? undefined : text;
	};
}

/** A JSON value: by a pointer (RFC 6901), or by the name of a field. */
export function jsonRow(value: unknown): Row {
	return (from) => {
		const steps = from.startsWith('/')
			? from
					.slice(1)
					.split('/')
					.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
			: [from];
		let current: unknown = value;
		for (const step of steps) {
			if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined;
			current = (current as Record<string, unknown>)[step];
		}
		return current ?? undefined;
	};
}

/** What a row has for a field; undefined for nothing. @throws Error where it is to be JSON, and is not */
export function fieldValue(row: Row, source: FieldSource | undefined): unknown {
	if (source === undefined) return undefined;
	const found = source.from === null ? undefined : row(source.from);
	if (found === undefined) return source.constant;
	if (source.json && typeof found === 'string') {
		const parsed = parseJson(found);
		if (parsed === undefined) throw new Error('no JSON');
		return parsed;
	}
	return source.map?.get(String(found)) ?? found;
}

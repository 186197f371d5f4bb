import { createsVersion, OP_NAMES, Op, type OpName } from '../../trace/ops.ts';
import type { ImportedEvent } from '../eventBatch.ts';
import { isObject } from '../json/isObject.ts';
import { parseJson } from '../json/parse.ts';
import { type FieldName, type Mapping, neededFields, type TimeUnit } from './mapping.ts';
import { fieldValue, type Row } from './row.ts';

/** A row as an event, but for where it stands. */
export type MappedEvent = Omit<ImportedEvent, 'file' | 'place'>;

/** What is wrong with a row, in words, and the finding that it is. */
export interface RowProblem {
	readonly code: 'unknown-op' | 'missing-field' | 'malformed-line';
	readonly text: string;
}

/** Reads a row by a mapping. A pure function: the reader and the preview of a mapping share it. */
export function mapRow(mapping: Mapping, row: Row): MappedEvent | RowProblem {
	const values: Partial<Record<FieldName, unknown>> = {};
	for (const [name, source] of Object.entries(mapping.fields) as [
		FieldName,
		Mapping['fields'][FieldName],
	][]) {
		try {
			values[name] = fieldValue(row, source);
		} catch {
			return { code: 'malformed-line', text: `JSON in ${source?.from ?? name}` };
		}
	}
	const op = opOf(values, mapping);
	if (op === null) return { code: 'unknown-op', text: String(values.op) };
	for (const name of neededFields(op)) {
		// Where no column is the value, versions have none.
		const isAbsent = name === 'value' && mapping.fields.value === undefined;
		if (values[name] === undefined && !isAbsent) return { code: 'missing-field', text: name };
	}
	const ts = values.ts === undefined ? undefined : timeOf(values.ts, mapping.timeUnit);
	if (ts === null)
		return { code: 'malformed-line', text: 'a time: a number, or year-month-day hour:minute:second' };
	const vector = vectorOf(values.vv);
	const context = vectorOf(values.context);
	const dot = dotOf(values.dot);
	if (vector === null || context === null || dot === null) {
		return { code: 'malformed-line', text: 'a version vector: {"R1": 3} or R1:3, R2:1' };
	}
	const seq = values.seq === undefined ? undefined : Number(values.seq);
	return {
		op,
		at: String(values.at),
		key: textOf(values.key),
		value: values.value === undefined || op === Op.delete ? undefined : { json: values.value },
		...(dot !== undefined && createsVersion(op) ? { dot, context: context ?? [] } : { vector }),
		ts,
		client: textOf(values.client),
		peer: textOf(values.peer),
		message: textOf(values.msg),
		seq: seq !== undefined && Number.isFinite(seq) ? seq : undefined,
		native: textOf(values.native),
	};
}

/** Whether a row could not be read. */
export function isProblem(result: MappedEvent | RowProblem): result is RowProblem {
	return 'code' in result;
}

function opOf({ op, value }: Partial<Record<FieldName, unknown>>, { ops, fields }: Mapping): Op | null {
	if (fields.op === undefined)
		return value === undefined && fields.value !== undefined ? Op.delete : Op.write;
	const name = String(op ?? '').trim();
	const mapped = ops === null ? undefined : [...ops.values()].find((one) => OP_NAMES[one] === name);
	if (mapped !== undefined) return mapped;
	const lower = name.toLowerCase();
	return Object.hasOwn(Op, lower) ? Op[lower as OpName] : null;
}

function textOf(value: unknown): string | undefined {
	if (value === undefined || value === null) return undefined;
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const SCALES: Readonly<Record<Exclude<TimeUnit, 'auto'>, number>> = { s: 1000, ms: 1, us: 1e-3, ns: 1e-6 };

/** Milliseconds since the Unix epoch; null where it is no time. A time without a zone is taken to be UTC. */
export function timeOf(value: unknown, unit: TimeUnit): number | null {
	const number =
		typeof value === 'number' ? value : /^-?\d+(\.\d+)?$/.test(String(value)) ? Number(value) : Number.NaN;
	if (Number.isFinite(number)) return number * SCALES[unit === 'auto' ? likelyUnit(number) : unit];
	const text = String(value).trim().replace(' ', 'T');
	const zoned = /(Z|[+-]\d\d(:?\d\d)?)$/i.test(text) ? text.replace(/([+-]\d\d)$/, '$1:00') : `${text}Z`;
	// Dates count whole milliseconds; what is finer is added.
	const fraction = /\.\d{3}(\d+)/.exec(zoned)?.[1];
	const time = Date.parse(zoned.replace(/(\.\d{3})\d+/, '$1'));
	return Number.isNaN(time) ? null : time + (fraction === undefined ? 0 : Number(`0.${fraction}`));
}

/** What unit a number of our times is in: 2001 to 2286 is told apart by the number of digits. */
function likelyUnit(time: number): Exclude<TimeUnit, 'auto'> {
	const size = Math.abs(time);
	return size < 1e10 ? 's' : size < 1e13 ? 'ms' : size < 1e16 ? 'us' : 'ns';
}

/** `{"R1": 3}`, as an object or as text, or `R1:3, R2=1`; null where it is none of these. */
function vectorOf(value: unknown): Map<string, number> | null | undefined {
	if (value === undefined) return undefined;
	let entries: [string, unknown][];
	if (typeof value === 'string' && !value.trim().startsWith('{')) {
		const pairs = value.split(/[,;\s]+/).filter((pair) => pair !== '');
		entries = pairs.map(
			(pair) => /^(.+)[:=](\d+)$/.exec(pair)?.slice(1) ?? [pair, Number.NaN],
		) as typeof entries;
	} else {
		const parsed = typeof value === 'string' ? parseJson(value) : value;
		if (!isObject(parsed)) return null;
		entries = Object.entries(parsed);
	}
	const vector = new Map(entries.map(([replica, counter]) => [replica, Number(counter)]));
	for (const counter of vector.values()) if (!Number.isSafeInteger(counter) || counter < 0) return null;
	return vector;
}

/** `["R1", 3]`, as an array or as text, or `R1:3`. */
function dotOf(value: unknown): [string, number] | null | undefined {
	if (value === undefined) return undefined;
	const parsed = typeof value === 'string' && value.startsWith('[') ? parseJson(value) : value;
	const pair = typeof parsed === 'string' ? /^(.+)[:=](\d+)$/.exec(parsed)?.slice(1) : parsed;
	if (!Array.isArray(pair) || pair.length !== 2) return null;
	const counter = Number(pair[1]);
	return Number.isSafeInteger(counter) && counter > 0 ? [String(pair[0]), counter] : null;
}

import { OP_NAMES } from '../../trace/ops.ts';
import { splitFields } from '../csv/records.ts';
import { isObject } from '../json/isObject.ts';
import { parseJson } from '../json/parse.ts';
import { isJson } from './import.ts';
import { FIELDS, type FieldName, type Mapping } from './mapping.ts';
import { isProblem, mapRow } from './mapRow.ts';
import { csvRow, jsonRow, type Row } from './row.ts';

/** A row as a mapping would read it. */
export interface PreviewRow {
	/** From 1. */
	line: number;
	/** What would be read, by field, as text. */
	fields: Partial<Record<FieldName, string>>;
	/** What is wrong with it, in words; null where nothing is. */
	problem: string | null;
}

/** The columns of a CSV file, or pointers to the scalars of the first JSON object: what a mapping can name. */
export function columnsOf(text: string, separator = ','): string[] {
	const [first = ''] = lines(text);
	if (!isJson(text)) return splitFields(first, separator).fields;
	const value = parseJson(first);
	const found: string[] = [];
	const collect = (part: unknown, path: string) => {
		if (!isObject(part)) found.push(path);
		else
			for (const [name, inner] of Object.entries(part))
				collect(inner, `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
	};
	if (isObject(value)) collect(value, '');
	return found;
}

/** The first rows of a text as a mapping would read them. The last line of a text that is cut off may look broken. */
export function previewRows(mapping: Mapping, text: string, count = 10): PreviewRow[] {
	const all = lines(text);
	const json = isJson(text);
	const columns = json || !mapping.header ? null : splitFields(all[0] ?? '', mapping.separator).fields;
	const from = columns === null ? 0 : 1;
	return all.slice(from, from + count).flatMap((line, i) => {
		if (line.trim() === '') return [];
		const value = json ? parseJson(line) : null;
		if (json && value === undefined)
			return [{ line: from + i + 1, fields: {}, problem: 'The line is no JSON value.' }];
		const row = json ? jsonRow(value) : csvRow(splitFields(line, mapping.separator).fields, columns);
		return [{ line: from + i + 1, ...read(mapping, row) }];
	});
}

function read(mapping: Mapping, row: Row): Omit<PreviewRow, 'line'> {
	const event = mapRow(mapping, row);
	if (isProblem(event)) {
		const said = event.code === 'unknown-op' ? `${event.text} is no operation` : `it lacks ${event.text}`;
		return {
			fields: {},
			problem:
				event.code === 'malformed-line' ? `Expected ${event.text}.` : `The row cannot be read: ${said}.`,
		};
	}
	const { message, vector, dot, context, value, ...others } = event;
	const values: Partial<Record<FieldName, unknown>> = {
		...(others as Partial<Record<FieldName, unknown>>),
		op: OP_NAMES[event.op],
		value: value !== undefined && 'json' in value ? JSON.stringify(value.json) : undefined,
		msg: message,
		vv: vector === undefined ? undefined : JSON.stringify(Object.fromEntries(vector)),
		dot: dot === undefined ? undefined : JSON.stringify(dot),
		context: context === undefined ? undefined : JSON.stringify(Object.fromEntries(context)),
	};
	const fields: Partial<Record<FieldName, string>> = {};
	for (const name of FIELDS) if (values[name] !== undefined) fields[name] = String(values[name]);
	return { fields, problem: null };
}

function lines(text: string): string[] {
	return text.replace(/^\ufeff/, '').split(/\r?\n/);
}

import { splitFields } from '../../formats/csv/records.ts';
import { isJson } from '../../formats/mapped/import.ts';
import { FIELDS, type FieldName, readMapping } from '../../formats/mapped/mapping.ts';
import { columnsOf, type PreviewRow, previewRows } from '../../formats/mapped/preview.ts';
import { csvRow, jsonRow } from '../../formats/mapped/row.ts';
import { suggestFields } from '../../formats/mapped/suggest.ts';
import { OP_NAMES, type OpName } from '../../trace/ops.ts';

/** Where a field comes from, as settings say it. */
export type DraftSource =
	| string
	| { from?: string; const?: unknown; map?: Record<string, OpName>; json?: boolean };

/** A mapping that is being made; what settings and manifests hold. */
export interface Draft {
	fields: Partial<Record<FieldName, DraftSource>>;
	separator?: string;
}

/** Fields whose values are JSON where a column holds them as text. */
const STRUCTURED: readonly FieldName[] = ['value', 'vv', 'dot', 'context'];
const SEPARATORS = [',', ';', '\t', '|'];
const ROWS = 20;

/** What logs call operations, by the operation; letters' case ignored. */
const CALLED: Partial<Record<OpName, RegExp>> = {
	write: /^(w|write|i|ins|insert|c|create|u|upd|update|upsert|p|put|set|add|modify)$/i,
	delete: /^(d|del|delete|remove|rm|unset|tombstone)$/i,
	read: /^(r|read|get|select|fetch)$/i,
	send: /^(s|send|sent|push|publish)$/i,
	receive: /^(recv|receive|received|apply|applied|deliver)$/i,
};

/** The columns of a text, with the values that its first rows have there. */
export interface Column {
	name: string;
	values: string[];
}

/** The first guess: columns that are called like fields. */
export function firstDraft(text: string): Draft {
	const separator = isJson(text) ? undefined : separatorOf(text);
	const draft: Draft = { fields: {}, ...(separator !== undefined && separator !== ',' && { separator }) };
	const columns = columnsIn(text, draft);
	const guesses = suggestFields(columns.map(({ name }) => name));
	for (const [field, name] of Object.entries(guesses) as [FieldName, string][]) {
		draft.fields[field] = sourceOf(field, columns.find((column) => column.name === name) as Column);
	}
	draft.fields.op ??= { const: 'write' };
	return draft;
}

/** The columns of a table of which this is the beginning, each with what its first rows hold. */
export function columnsIn(text: string, { separator = ',' }: Draft): Column[] {
	const names = columnsOf(text, separator);
	const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
	const rows = isJson(text)
		? lines.slice(0, ROWS).map((line) => jsonRow(parsed(line)))
		: lines.slice(1, ROWS + 1).map((line) => csvRow(splitFields(line, separator).fields, names));
	return names.map((name) => ({
		name,
		values: rows
			.map((row) => row(name))
			.filter((value) => value !== undefined)
			.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))),
	}));
}

/** A column as the source of a field: what it holds as text is parsed, what it calls operations is translated. */
export function sourceOf(field: FieldName, { name, values }: Column): DraftSource {
	if (field === 'op') {
		const said = [...new Set(values)].filter((value) => !(OP_NAMES as readonly string[]).includes(value));
		const map = Object.fromEntries(said.flatMap((value) => meaning(value).map((op) => [value, op])));
		return Object.keys(map).length === 0 ? name : { from: name, map: map as Record<string, OpName> };
	}
	const isText =
		values.some((value) => /^\s*[[{]/.test(value)) && values.every((value) => parsed(value) !== undefined);
	return STRUCTURED.includes(field) && isText ? { from: name, json: true } : name;
}

/** The first rows as the draft reads them; or what is wrong with it as a whole. */
export function preview(draft: Draft, text: string): { rows: PreviewRow[] } | { err: string } {
	try {
		return { rows: previewRows(readMapping(draft), text, ROWS) };
	} catch (error) {
		return { err: error instanceof Error ? error.message : String(error) };
	}
}

/** A source in words. */
export function sourceText(source: DraftSource | undefined): string {
	if (source === undefined) return '';
	if (typeof source === 'string') return source;
	if (source.from === undefined) return `always ${JSON.stringify(source.const)}`;
	const meanings = Object.entries(source.map ?? {}).map(([said, meant]) => `${said} is ${meant}`);
	return [source.from, ...(meanings.length > 0 ? [`(${meanings.join(', ')})`] : [])].join(' ');
}

export { FIELDS, type FieldName };

function meaning(value: string): OpName[] {
	const found = (Object.entries(CALLED) as [OpName, RegExp][]).find(([, called]) => called.test(value));
	return found === undefined ? [] : [found[0]];
}

/** The separator that splits the first line into most columns. */
function separatorOf(text: string): string {
	const [first = ''] = text.split(/\r?\n/, 1);
	const counts = SEPARATORS.map((separator) => splitFields(first, separator).fields.length);
	return SEPARATORS[counts.indexOf(Math.max(...counts))] as string;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

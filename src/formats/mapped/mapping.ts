import { createsVersion, OP_NAMES, Op, type OpName } from '../../trace/ops.ts';
import { isObject } from '../json/isObject.ts';

/** Where a field's value comes from. Its JSON schema stands in media/reptrace-mapping.schema.json. */
export interface FieldSource {
	/** A column's name, a column's number from 1 (`#3`), or a JSON pointer (`/data/key`); null where the value is always the same. */
	readonly from: string | null;
	/** The value where there is no `from`, or where the row has nothing there. */
	readonly constant: unknown;
	/** What the row says → what it means. */
	readonly map: ReadonlyMap<string, string> | null;
	/** Whether text is to be parsed as JSON. */
	readonly json: boolean;
}

/** Fields of an event that a mapping can fill; `peer` is the other side of a message. */
export const FIELDS = [
	'op',
	'at',
	'key',
	'value',
	'ts',
	'client',
	'peer',
	'msg',
	'seq',
	'vv',
	'dot',
	'context',
	'native',
] as const;

export type FieldName = (typeof FIELDS)[number];

export type TimeUnit = 'auto' | 's' | 'ms' | 'us' | 'ns';

/** How rows are to be read as events. */
export interface Mapping {
	readonly fields: Readonly<Partial<Record<FieldName, FieldSource>>>;
	/** What a row says → an operation; null: rows use the operations' own names. */
	readonly ops: ReadonlyMap<string, Op> | null;
	/** Between the columns of a CSV file. */
	readonly separator: string;
	/** Whether the first row of a CSV file names the columns. */
	readonly header: boolean;
	readonly timeUnit: TimeUnit;
}

const TIME_UNITS: readonly TimeUnit[] = ['auto', 's', 'ms', 'us', 'ns'];

/**
 * Reads a mapping: `{fields: {at: "node", key: "/data/key", op: {from: "type", map: {"I": "write"}}, …}, separator?, header?,
 * timeUnit?}`. @throws Error with what is wrong with it, in words
 */
export function readMapping(value: unknown): Mapping {
	const mapping = objectOf(value, 'the mapping');
	const given = objectOf(mapping.fields, '"fields"');
	const fields: Partial<Record<FieldName, FieldSource>> = {};
	for (const [name, source] of Object.entries(given)) {
		if (!(FIELDS as readonly string[]).includes(name)) {
			throw new Error(`there is no field ${JSON.stringify(name)}: fields are ${FIELDS.join(', ')}`);
		}
		fields[name as FieldName] = readSource(source, name);
	}
	if (fields.at === undefined) throw new Error('"fields" lacks "at", the replica at which a row happens');
	const { separator = ',', header = true, timeUnit = 'auto' } = mapping;
	if (typeof separator !== 'string' || separator.length !== 1 || separator === '"' || separator === '\n') {
		throw new Error('"separator" is no single character');
	}
	if (typeof header !== 'boolean') throw new Error('"header" is neither true nor false');
	if (!TIME_UNITS.includes(timeUnit as TimeUnit)) {
		throw new Error(`"timeUnit" is none of ${TIME_UNITS.join(', ')}`);
	}
	return { fields, ops: readOps(fields.op), separator, header, timeUnit: timeUnit as TimeUnit };
}

function readSource(source: unknown, name: string): FieldSource {
	if (typeof source === 'string' && source !== '')
		return { from: source, constant: undefined, map: null, json: false };
	const { from = null, const: constant, map, json = false } = objectOf(source, `field "${name}"`);
	if (from !== null && (typeof from !== 'string' || from === ''))
		throw new Error(`"from" of "${name}" is no text`);
	if (from === null && constant === undefined)
		throw new Error(`field "${name}" has neither "from" nor "const"`);
	if (typeof json !== 'boolean') throw new Error(`"json" of "${name}" is neither true nor false`);
	return { from: from as string | null, constant, map: map === undefined ? null : readMap(map, name), json };
}

function readMap(map: unknown, name: string): Map<string, string> {
	return new Map(
		Object.entries(objectOf(map, `"map" of "${name}"`)).map(([said, meant]) => {
			if (typeof meant !== 'string') throw new Error(`"map" of "${name}" does not hold texts`);
			return [said, meant];
		}),
	);
}

function readOps(source: FieldSource | undefined): Map<string, Op> | null {
	if (source?.map == null) return null;
	return new Map(
		[...source.map].map(([said, meant]) => {
			if (!Object.hasOwn(Op, meant))
				throw new Error(`${JSON.stringify(meant)} is no operation: there are ${OP_NAMES.join(', ')}`);
			return [said, Op[meant as OpName]];
		}),
	);
}

function objectOf(value: unknown, what: string): Record<string, unknown> {
	if (!isObject(value)) throw new Error(`${what} is no object`);
	return value;
}

/** Fields that an operation needs. */
export function neededFields(op: Op): FieldName[] {
	if (createsVersion(op)) return op === Op.delete ? ['at', 'key'] : ['at', 'key', 'value'];
	if (op === Op.read || op === Op.state) return ['at', 'key'];
	return op === Op.event ? ['at'] : ['at', 'peer'];
}

import { EVIDENCE_NAMES } from '../../trace/importedColumns.ts';
import { OP_NAMES } from '../../trace/ops.ts';
import { FIELD } from './fieldNames.ts';
import {
	FIELD_MEANING,
	FIELD_NAMES,
	FIELD_TYPES,
	type FieldName,
	type FieldType,
	REQUIRED_FIELDS,
} from './fields.ts';
import { IMPORTED_FIELDS } from './lineFields.ts';

type Schema = Readonly<Record<string, unknown>>;

const COUNTER = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
const VECTOR: Schema = { type: 'object', additionalProperties: COUNTER };

/** What a usable value of each type is. */
const TYPES: Record<FieldType, Schema> = {
	op: { enum: [...OP_NAMES, 'header'] },
	replica: { type: 'string' },
	key: { type: 'string' },
	keys: { type: 'array', items: { type: 'string' } },
	any: {},
	array: { type: 'array' },
	text: { type: 'string' },
	number: { type: 'number' },
	message: { type: ['string', 'number'] },
	hlc: {
		type: 'object',
		properties: { wall: { type: 'number' }, logical: { type: 'number', default: 0 } },
		required: ['wall'],
	},
	vector: VECTOR,
	dot: { type: 'array', prefixItems: [{ type: 'string' }, COUNTER], minItems: 2, maxItems: 2 },
	certainty: { enum: EVIDENCE_NAMES },
};

const HEADER = {
	version: { const: 1, description: 'Version of the format.' },
	replicas: {
		description:
			'The replicas by id: their names, regions, and patterns of the keys that are to be written there.',
		type: ['object', 'null'],
		additionalProperties: {
			description: 'What is told of the replica, or its name alone.',
			type: ['object', 'string'],
			properties: {
				name: { type: 'string' },
				region: { type: 'string' },
				home: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
			},
		},
	},
	clock: { description: 'Unit of ts; milliseconds.' },
	source: {
		description: 'What the trace was converted from: the format, its notes and figures.',
		type: 'object',
		properties: {
			format: { type: 'string' },
			notes: { type: 'array', items: { type: 'string' } },
			madeDots: { type: 'boolean' },
			system: { type: 'object', additionalProperties: { type: 'number' } },
			executions: { type: 'object', additionalProperties: { type: 'string' } },
		},
	},
};

/** The JSON Schema of one line of the native format, from the fields that the scanner reads by. */
export function lineSchema(): object {
	const properties = Object.fromEntries(FIELD_NAMES.map((name) => [name, fieldSchema(name)]));
	return {
		$schema: 'https://json-schema.org/draft/2020-12/schema',
		title: 'A line of a replication trace',
		description: 'One event of a replication trace, or its header, as JSON on one line.',
		type: 'object',
		properties,
		required: ['op'],
		allOf: [
			...OP_NAMES.map((op) => ({
				if: { properties: { op: { const: op } }, required: ['op'] },
				// biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
				then: {
					required: [...REQUIRED_FIELDS[op]],
					properties: Object.fromEntries(
						REQUIRED_FIELDS[op].filter(isNullAbsence).map((name) => [name, { not: { type: 'null' } }]),
					),
				},
			})),
			{
				if: { properties: { op: { const: 'header' } }, required: ['op'] },
				// biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
				then: { properties: HEADER },
			},
		],
	};
}

/** Null is the absence of any field but a value; and what only imports write is, of another type, somebody's own field of that name. */
function fieldSchema(name: FieldName): Schema {
	const description = FIELD_MEANING[name];
	const type = TYPES[FIELD_TYPES[name]];
	if ((IMPORTED_FIELDS & (1 << FIELD[name])) !== 0) return { description };
	const mayBeNull = name !== 'op' && type.type !== undefined;
	return { description, ...type, ...(mayBeNull && { type: [type.type, 'null'].flat() }) };
}

function isNullAbsence(name: FieldName): boolean {
	return name !== 'value';
}

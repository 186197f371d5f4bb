import { EVIDENCE_NAMES } from '../../trace/importedColumns.ts';
import { OP_NAMES } from '../../trace/ops.ts';
import { FIELD_MEANING, FIELD_NAMES, FIELD_TYPES, type FieldType, REQUIRED_FIELDS } from './fields.ts';

const COUNTER = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
const VECTOR = { type: 'object', additionalProperties: COUNTER };

const TYPES: Record<FieldType, object> = {
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
		properties: { wall: { type: 'number' }, logical: { type: 'number' } },
		required: ['wall', 'logical'],
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
		type: 'object',
		additionalProperties: {
			type: 'object',
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
	const properties = Object.fromEntries(
		FIELD_NAMES.map((name) => [name, { description: FIELD_MEANING[name], ...TYPES[FIELD_TYPES[name]] }]),
	);
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
				then: { required: [...REQUIRED_FIELDS[op]] },
			})),
			{
				if: { properties: { op: { const: 'header' } }, required: ['op'] },
				// biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
				then: { properties: HEADER },
			},
		],
	};
}

import Ajv from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIELD_NAMES } from '../../src/formats/native/fields.ts';
import { lineSchema } from '../../src/formats/native/schema.ts';
import { OP_NAMES } from '../../src/trace/ops.ts';
import { readTrace } from '../support/engine.ts';

const isValid = new Ajv({ strict: false }).compile(lineSchema());
const numRuns = Number(process.env.FC_RUNS ?? 300) * 3;

const GOOD: Record<string, unknown> = {
	at: 'R1',
	from: 'R1',
	to: 'R2',
	key: 'k',
	keys: ['k', '__proto__'],
	value: { a: [1] },
	values: [1],
	client: 'c',
	ts: 5.5,
	hlc: { wall: 5, logical: 1 },
	vv: { R1: 1 },
	dot: ['R1', 1],
	context: {},
	msg: 'm',
	seq: 1,
};

/** Nearly values of one type or another. */
const ODD: readonly unknown[] = [
	null,
	true,
	0,
	-1,
	1.5,
	2 ** 53,
	'',
	'proven',
	'write',
	[],
	[1],
	['a', 1],
	['a', -1],
	['a', 1, 2],
	[null],
	{},
	{ R1: 0 },
	{ R1: -1 },
	{ R1: 1.5 },
	{ R1: 2 ** 53 },
	{ R1: null },
	{ wall: 1 },
	{ wall: null, logical: 0 },
	{ wall: 1, logical: '0' },
	{ wall: 1, logical: 0, more: [] },
];

const arbField = fc.constantFrom(...FIELD_NAMES, 'version', 'replicas', 'other');
const arbLine = fc
	.tuple(
		fc.constantFrom(...OP_NAMES, 'other'),
		fc.array(fc.tuple(arbField, fc.option(fc.constantFrom(...ODD), { nil: undefined, freq: 3 })), {
			maxLength: 3,
		}),
		fc.array(arbField, { maxLength: 1 }),
	)
	.map(([op, changes, removed]) => {
		const line: Record<string, unknown> = { op, ...GOOD };
		for (const [field, value] of changes) if (value !== undefined) line[field] = value;
		for (const field of removed) delete line[field];
		return line;
	});

/** Whether the scanner finds nothing wrong with a line. */
function isRead(line: unknown): boolean {
	const { findings } = readTrace([{ name: 'a', text: JSON.stringify(line) }]);
	return findings.count === 0;
}

test('the schema of a line allows what the scanner reads, and nothing else', () => {
	fc.assert(
		fc.property(arbLine, (line) => {
			expect(isValid(line)).toBe(isRead(line));
		}),
		{ numRuns },
	);
});

test.each([
	{ op: 'header' },
	{
		op: 'header',
		version: 1,
		replicas: { R1: {}, R2: 'Replica 2', R3: { name: 'C', home: ['a:*'] } },
		clock: 'ms',
	},
	{ op: 'header', version: 1, replicas: null },
	{ op: 'header', version: 2 },
	{ op: 'header', replicas: ['R1'] },
])('so it does of the header %j', (line) => {
	expect(isValid(line)).toBe(isRead(line));
});

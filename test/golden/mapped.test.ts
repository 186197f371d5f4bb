import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FIELDS, readMapping } from '../../src/formats/mapped/mapping.ts';
import { mapRow, timeOf } from '../../src/formats/mapped/mapRow.ts';
import { columnsOf, previewRows } from '../../src/formats/mapped/preview.ts';
import { jsonRow } from '../../src/formats/mapped/row.ts';
import { suggestFields } from '../../src/formats/mapped/suggest.ts';
import { fixture, reportOf, reportOfTexts } from '../support/recorded.ts';

const history = readFileSync(fixture('mapped/history.csv'), 'utf8');
const mapping = JSON.parse(readFileSync(fixture('mapped/history.reptrace-mapping.json'), 'utf8')) as object;

describe('rows by a mapping', () => {
	it('CSV', async () => {
		const { json } = await reportOf([fixture('mapped/history.csv')], {
			from: 'mapped',
			settings: { mapping },
		});
		expect(json.trace).toMatchObject({ format: 'mapped', versions: 4, replicas: ['paris', 'tokyo'] });
		expect(json.conflicts).toMatchObject([
			{
				key: 'cart, 1',
				certainty: 'proven',
				resolved: true,
				versions: [{ value: { milk: 1 }, ts: 1_795_420_800_000 }, { value: { bread: 2 } }],
				detected: { line: 4, replica: 'paris' },
			},
		]);
		expect(json.findings).toContainEqual(expect.objectContaining({ code: 'unknown-op', line: 7 }));
	});

	it('JSON lines by pointers, with constants', async () => {
		const rows = [
			{ meta: { host: 'a', 'a/b': 1_795_420_800 }, k: 'x', v: [1] },
			{ meta: { host: 'b' }, k: 'x', v: null },
			{ meta: {}, k: 'x' },
		];
		const json = await reportOfTexts(
			{ 'rows.jsonl': rows.map((row) => `${JSON.stringify(row)}\n`).join('') },
			{
				from: 'mapped',
				settings: {
					mapping: {
						fields: { at: '/meta/host', key: '/k', value: '/v', ts: '/meta/a~1b', client: { const: 'me' } },
					},
				},
			},
		);
		expect(json.conflicts[0]?.versions).toMatchObject([
			{ op: 'write', value: [1], ts: 1_795_420_800_000, client: 'me' },
			{ op: 'delete', replica: 'b' },
		]);
		expect(json.findings).toContainEqual(expect.objectContaining({ code: 'missing-field', line: 3 }));
	});

	it('the preview shows what would be read', () => {
		const rows = previewRows(readMapping(mapping), history, 6);
		expect(rows[0]).toEqual({
			line: 2,
			fields: {
				op: 'write',
				at: 'paris',
				key: 'cart, 1',
				value: '{"milk":1}',
				ts: '1795420800000',
				vv: '{"paris":1}',
			},
			problem: null,
		});
		expect(rows[5]).toEqual({
			line: 7,
			fields: {},
			problem: 'The row cannot be read: JUMP is no operation.',
		});
		expect(previewRows(readMapping({ fields: { at: 'a' } }), '{"a"', 5)[0]?.problem).toBe(
			'The line is no JSON value.',
		);
	});

	it('columns and pointers are found, and a first guess is made', () => {
		expect(columnsOf(history)).toEqual(['when', 'node', 'action', 'doc', 'body', 'seen']);
		expect(columnsOf('{"a":{"b~/c":1},"d":[1]}\n')).toEqual(['/a/b~0~1c', '/d']);
		expect(suggestFields(columnsOf(history))).toEqual({
			op: 'action',
			at: 'node',
			key: 'doc',
			value: 'body',
			ts: 'when',
		});
	});

	it.each([
		[{}, '"fields" is no object'],
		[{ fields: {} }, '"fields" lacks "at"'],
		[{ fields: { at: 'a', wat: 'b' } }, 'there is no field "wat"'],
		[{ fields: { at: {} } }, 'neither "from" nor "const"'],
		[{ fields: { at: 'a', op: { from: 'o', map: { x: 'sing' } } } }, '"sing" is no operation'],
		[{ fields: { at: 'a' }, separator: ';;' }, 'no single character'],
		[{ fields: { at: 'a' }, timeUnit: 'h' }, 'is none of'],
	])('%j is no mapping', (value, problem) => {
		expect(() => readMapping(value)).toThrow(problem);
	});

	it('times', () => {
		expect(timeOf('2026-11-23 08:00:00.1234567', 'auto')).toBeCloseTo(1_795_420_800_123.45, 1);
		expect(timeOf('2026-11-23T09:00:00+01', 'auto')).toBe(1_795_420_800_000);
		expect(timeOf('1795420800000000', 'auto')).toBe(1_795_420_800_000);
		expect(timeOf(1_795_420_800_000, 'auto')).toBe(1_795_420_800_000);
		expect(timeOf(1500, 'us')).toBe(1.5);
		expect(timeOf('soon', 'auto')).toBeNull();
	});

	it('hostile names are fields like others', () => {
		const read = mapRow(
			readMapping({ fields: { at: '/__proto__', key: '/constructor' } }),
			jsonRow(JSON.parse('{"__proto__":"p","constructor":"c"}')),
		);
		expect(read).toMatchObject({ at: 'p', key: 'c' });
		expect(mapRow(readMapping({ fields: { at: '/__proto__' } }), jsonRow({}))).toMatchObject({
			code: 'missing-field',
		});
	});

	it('the schema names the fields that are read', () => {
		const schema = JSON.parse(
			readFileSync(new URL('../../media/reptrace-mapping.schema.json', import.meta.url), 'utf8'),
		) as { properties: { fields: { properties: object } } };
		expect(Object.keys(schema.properties.fields.properties)).toEqual([...FIELDS]);
	});
});

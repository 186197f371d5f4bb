import { describe, expect, it } from 'vitest';
import { Columns } from '../../../../src/session/line/columns.ts';
import { covers, fieldNamed, fieldsOf } from '../../../../src/session/line/fields.ts';
import { encoded } from '../support.ts';

/** What each field's span covers of the line. */
function texts(line: string): Record<string, string> {
	return Object.fromEntries(
		fieldsOf(encoded(line)).map((field) => [field.name, line.slice(field.start, field.end)]),
	);
}

describe('the fields of a line', () => {
	it('are told apart in UTF-16 columns', () => {
		expect(texts('{ "client": "😀é" , "key":"k" ,"vv" : {"R1": 1}}')).toEqual({
			client: '"😀é"',
			key: '"k"',
			vv: '{"R1": 1}',
		});
	});

	it('hold entries with their names, or their texts in an array', () => {
		const line = '{"vv":{"ä":1,"b":{"deep":[1]}},"keys":["x",1,"y"]}';
		const [vv, keys] = fieldsOf(encoded(line));
		expect(vv?.items.map(({ text, start, end }) => [text, line.slice(start, end)])).toEqual([
			['ä', '"ä":1'],
			['b', '"b":{"deep":[1]}'],
		]);
		expect(keys?.items.map(({ text }) => text)).toEqual(['x', null, 'y']);
	});

	it('end where the line stops being JSON', () => {
		expect(Object.keys(texts('{"op":"write","key":"k","vv":{"R1":'))).toEqual(['op', 'key']);
		expect(texts('')).toEqual({});
		expect(texts('[1]')).toEqual({});
		expect(texts('{}')).toEqual({});
	});

	it('survive names of the language and deep nesting', () => {
		const nested = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
		expect(Object.keys(texts(`{"constructor":1,"value":${nested},"key":"k"}`))).toEqual([
			'constructor',
			'value',
			'key',
		]);
		expect(fieldNamed(fieldsOf(encoded('{"__proto__":"a"}')), '__proto__')?.text).toBe('a');
	});

	it('count from behind a byte order mark, which no editor shows', () => {
		const [key] = fieldsOf(encoded('\ufeff{"key":"k"}'));
		expect([key?.start, key?.end]).toEqual([7, 10]);
	});

	it('of one name: the last one counts', () => {
		expect(fieldNamed(fieldsOf(encoded('{"key":"a","key":"b"}')), 'key')?.text).toBe('b');
	});

	it('are under a cursor that stands behind their last character too', () => {
		const span = { start: 2, end: 4 };
		expect([1, 2, 3, 4, 5].map((column) => covers(span, column))).toEqual([false, true, true, true, false]);
	});
});

describe('columns', () => {
	it('answer in any order', () => {
		const columns = new Columns(encoded('a😀é'));
		expect([7, 0, 5, 1, 100].map((byte) => columns.at(byte))).toEqual([4, 0, 3, 1, 4]);
	});
});

import { describe, expect, it } from 'vitest';
import { columnsIn, firstDraft, preview, sourceOf } from '../../../src/editor/mapping/draft.ts';

describe('the draft of a mapping', () => {
	it('guesses fields by the names of columns, whatever separates these', () => {
		const text = 'node;type;id;val;vv\na;I;k;x;"{""a"":1}"\nb;D;k;;"{""b"":1}"\n';
		const draft = firstDraft(text);
		expect(draft).toEqual({
			separator: ';',
			fields: {
				op: { from: 'type', map: { I: 'write', D: 'delete' } },
				at: 'node',
				key: 'id',
				value: 'val',
				vv: { from: 'vv', json: true },
			},
		});
		const read = preview(draft, text);
		expect('rows' in read && read.rows.map(({ problem, fields }) => [problem, fields.op, fields.vv])).toEqual(
			[
				[null, 'write', '{"a":1}'],
				[null, 'delete', '{"b":1}'],
			],
		);
	});

	it('takes every row for a write where no column tells, and reads JSON by pointers', () => {
		const text = '{"node":"a","data":{"key":"k","value":[1]}}\n';
		const draft = firstDraft(text);
		expect(draft.fields.op).toEqual({ const: 'write' });
		expect(draft.fields.key).toBe('/data/key');
		expect(columnsIn(text, draft).map(({ name }) => name)).toEqual(['/node', '/data/key', '/data/value']);
	});

	it('leaves operations that have their own names, and what it does not know, as they are', () => {
		const values = ['write', 'UPSERT', 'compact'];
		expect(sourceOf('op', { name: 'kind', values })).toEqual({ from: 'kind', map: { UPSERT: 'write' } });
		expect(sourceOf('op', { name: 'op', values: ['write', 'delete'] })).toBe('op');
		expect(sourceOf('value', { name: 'v', values: ['{no json', '1'] })).toBe('v');
	});

	it('says what is wrong with it as a whole', () => {
		expect(preview({ fields: { key: 'id' } }, 'id\n1\n')).toEqual({ err: expect.stringContaining('"at"') });
		expect(firstDraft('').fields).toEqual({ op: { const: 'write' } });
	});
});

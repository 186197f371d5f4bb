import { describe, expect, it } from 'vitest';
import { Items } from '../../../src/formats/yjs/items.ts';
import { inMapOrder } from '../../../src/formats/yjs/mapOrder.ts';
import type { YId, YItem } from '../../../src/formats/yjs/update.ts';
import { reportOfTexts } from '../../support/recorded.ts';

const lines = (...values: unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');

function change(actor: string, seq: number, startOp: number, deps: string[], ops: object[]) {
	return { actor, seq, startOp, time: 0, message: null, deps, hash: `${actor}${seq}`, ops };
}

describe('Automerge', () => {
	it('a text assigned is a value; edits of it afterwards merge, under a name of their own where the key is assigned again', async () => {
		const text = [
			{ action: 'makeText', obj: '_root', key: 't', pred: [] },
			{ action: 'set', obj: '1@aa', elemId: '_head', insert: true, value: 'h', pred: [] },
			{ action: 'set', obj: '1@aa', elemId: '2@aa', insert: true, value: 'i', pred: [] },
		];
		const insert = (id: string) => ({
			action: 'set',
			obj: '1@aa',
			elemId: id,
			insert: true,
			value: '!',
			pred: [],
		});
		const json = await reportOfTexts({
			'changes.jsonl': lines(
				change('aa', 1, 1, [], text),
				change('aa', 2, 4, ['aa1'], [insert('3@aa')]),
				change('bb', 1, 4, ['aa1'], [insert('3@aa')]),
				change('cc', 1, 4, ['aa1'], [{ action: 'set', obj: '_root', key: 't', value: 5, pred: ['1@aa'] }]),
			),
		});
		expect(json.trace.format).toBe('automerge');
		expect(json.summary).toMatchObject({ conflictPairs: 0, mergedPairs: 1 });
		expect(json.trace.keys).toBe(2);
	});

	it('runs of operations count as many; counters merge; a removal loses', async () => {
		const json = await reportOfTexts({
			'changes.jsonl': lines(
				change(
					'aa',
					1,
					1,
					[],
					[
						{ action: 'makeList', obj: '_root', key: 'l', pred: [] },
						{ action: 'set', obj: '1@aa', elemId: '_head', insert: true, values: ['a', 'b'], pred: [] },
						{ action: 'set', obj: '_root', key: 'k', value: 1, pred: [] },
						{ action: 'set', obj: '_root', key: 'c', value: 0, datatype: 'counter', pred: [] },
					],
				),
				change('aa', 2, 6, ['aa1'], [{ action: 'inc', obj: '_root', key: 'c', value: 2, pred: ['5@aa'] }]),
				change(
					'bb',
					1,
					6,
					['aa1'],
					[
						{ action: 'inc', obj: '_root', key: 'c', value: 3, pred: ['5@aa'] },
						{ action: 'set', obj: '_root', key: 'k', value: 2, pred: ['4@aa'] },
					],
				),
				change('aa', 3, 7, ['aa2'], [{ action: 'del', obj: '_root', key: 'k', pred: ['4@aa'] }]),
			),
		});
		expect(json.summary).toMatchObject({ conflictPairs: 1, mergedPairs: 1 });
		expect(json.conflicts[0]).toMatchObject({ key: 'k', winner: { native: '7@bb', op: 'write', value: 2 } });
	});

	it('what is in an object whose making is in no file has its id for a path', async () => {
		const set = (value: number) => [{ action: 'set', obj: '1@aa', key: 'k', value, pred: [] }];
		const json = await reportOfTexts({
			'a.jsonl': lines(change('aa', 2, 4, ['aa1'], set(1)), change('bb', 1, 4, ['aa1'], set(2))),
		});
		expect(json.conflicts.map(({ key, pairs }) => [key, pairs])).toEqual([['1@aa/k', 1]]);
	});

	it('a change of which a parent is missing, and what is no change, are findings', async () => {
		const good = change('aa', 2, 4, ['zz'], [{ action: 'set', obj: '_root', key: 'k', value: 1, pred: [] }]);
		const json = await reportOfTexts({ 'a.jsonl': lines(good, { actor: 'aa', seq: 0 }, 7, null) });
		expect(json.findings.map(({ code, line }) => [code, line])).toEqual([
			['malformed-line', 2],
			['malformed-line', 3],
			['malformed-line', 4],
			['imported-note', 1],
		]);
	});
});

describe('Loro', () => {
	const export_ = (changes: object[]) => ({
		schema_version: 1,
		start_version: {},
		peers: ['7', '9'],
		changes,
	});
	const op = (counter: number, content: object, container = 'cid:root-m:Map') => ({
		container,
		counter,
		content,
	});

	it('one change covers several commits; the greatest (lamport, peer) is kept, be it a removal', async () => {
		const set = (value: unknown) => ({ type: 'insert', key: 'k', value });
		const json = await reportOfTexts({
			'updates.json': JSON.stringify(
				export_([
					{ id: '0@0', timestamp: 1, deps: [], lamport: 0, msg: null, ops: [op(0, set(1)), op(1, set(2))] },
					{
						id: '0@1',
						timestamp: 1,
						deps: ['0@0'],
						lamport: 1,
						msg: null,
						ops: [op(0, { type: 'delete', key: 'k' })],
					},
				]),
			),
		});
		expect(json.trace.format).toBe('loro');
		expect(json.conflicts).toMatchObject([{ key: 'm/k', pairs: 1, winner: { native: '0@9', op: 'delete' } }]);
	});

	it('a map within a map has the path of its key', async () => {
		const json = await reportOfTexts({
			'updates.json': JSON.stringify(
				export_([
					{
						id: '0@0',
						timestamp: 0,
						deps: [],
						lamport: 0,
						msg: null,
						ops: [
							op(0, { type: 'insert', key: 'in', value: '🦜:cid:0@0:Map' }),
							op(1, { type: 'insert', key: 'a/b', value: 1 }, 'cid:0@0:Map'),
						],
					},
				]),
			),
		});
		expect(json.trace).toMatchObject({ keys: 2, versions: 2 });
	});

	it('changes that are none are findings', async () => {
		const json = await reportOfTexts({
			'u.json': JSON.stringify(export_([{ id: 'x' }, { id: '1@0', ops: 3 }])),
		});
		expect(json.findings.map(({ code }) => code)).toEqual(['malformed-line', 'malformed-line']);
	});
});

describe('Yjs', () => {
	const id = (client: number, clock: number): YId => ({ client, clock });
	const item = (at: YId, origin: YId | null): YItem => ({
		id: at,
		length: 1,
		origin,
		rightOrigin: null,
		parent: origin === null ? 'm' : null,
		parentSub: origin === null ? 'k' : null,
		content: { arr: [1] },
		contentType: 'ContentAny',
	});

	it('of values with one origin the greater client comes later, with what was set on it', () => {
		const [a, b, c, d] = [
			item(id(1, 0), null),
			item(id(5, 0), id(1, 0)),
			item(id(3, 0), id(1, 0)),
			item(id(9, 0), id(3, 0)),
		];
		const items = new Items();
		for (const one of [a, b, c, d]) items.add(one as YItem);
		expect(inMapOrder([d, b, c, a] as YItem[], items).map((one) => one.id.client)).toEqual([1, 3, 9, 5]);
		expect(items.place(d as YItem)).toEqual({ path: 'm/k', isMap: true });
	});

	it('a record without an update, and an update that is damaged, are findings', async () => {
		const good = { replica: 'a', local: true, update: { structs: [], ds: { clients: {} } } };
		const json = await reportOfTexts({
			'u.jsonl': lines(good, { replica: 'a' }, { replica: 'b', update: 'AAAAAAAA' }, 5),
		});
		expect(json.findings.filter(({ code }) => code === 'malformed-line').map(({ line }) => line)).toEqual([
			2, 4,
		]);
	});
});

describe("a manifest's map of actors", () => {
	const item = (client: number, value: number) => ({
		id: { client, clock: 0 },
		length: 1,
		parent: 'm',
		parentSub: 'k',
		content: { arr: [value] },
	});
	const update = (client: number) => ({
		structs: [item(client, client)],
		structTypes: ['Item'],
		ds: { clients: {} },
	});
	const loro = (peer: number) => ({
		id: `0@${peer}`,
		timestamp: 0,
		deps: [],
		lamport: 0,
		ops: [{ container: 'cid:root-m:Map', counter: 0, content: { type: 'insert', key: 'k', value: peer } }],
	});

	it.each<[string, string[], string]>([
		[
			'automerge',
			['aa', 'bb'],
			lines(
				...['aa', 'bb'].map((actor) =>
					change(actor, 1, 1, [], [{ action: 'set', obj: '_root', key: 'k', value: 1 }]),
				),
			),
		],
		[
			'loro',
			['7', '8'],
			lines({ schema_version: 1, start_version: {}, peers: ['7', '8'], changes: [loro(0), loro(1)] }),
		],
		[
			'yjs',
			['7', '8'],
			lines(
				{ n: 1, clientID: 7, local: true, update: update(7) },
				{ n: 2, clientID: 8, local: true, update: update(8) },
			),
		],
	])('%s: tells the names of replicas', async (format, [first, second], text) => {
		const actors = { [first as string]: 'alice', [second as string]: 'bob' };
		const { trace, summary } = await reportOfTexts({ 'a.jsonl': text }, { from: format, maps: { actors } });
		expect(trace.replicas.toSorted()).toEqual(['alice', 'bob']);
		expect(summary.conflictPairs).toBe(1);
	});
});

import * as Automerge from '@automerge/automerge';
import { LoroDoc, LoroMap } from 'loro-crdt';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';

/**
 * Where the CRDT libraries do not give the same answer: what docs/strategies.md says of them, found by running them. `low` and
 * `high` are two replicas, by their ids; both start from the same document and then write without seeing each other.
 */
type Write = (map: Writer) => void;

interface Writer {
	set(field: string, value: number): void;
	remove(field: string): void;
	/** Sets a field of the map that stands in the field `nested`. */
	setNested(field: string, value: number): void;
}

interface Library {
	/** The document that both end with. */
	merge(start: Write, low: Write, high: Write): unknown;
}

const yjs: Library = {
	merge(start, low, high) {
		const make = (clientID: number, from?: Uint8Array) => {
			const doc = new Y.Doc();
			doc.clientID = clientID;
			if (from !== undefined) Y.applyUpdate(doc, from);
			return doc;
		};
		const write = (doc: Y.Doc, by: Write) => {
			const map = doc.getMap<unknown>('m');
			by({
				set: (field, value) => map.set(field, value),
				remove: (field) => map.delete(field),
				setNested(field, value) {
					if (!map.has('nested')) map.set('nested', new Y.Map());
					(map.get('nested') as Y.Map<number>).set(field, value);
				},
			});
		};
		const base = make(1);
		write(base, start);
		const [first, second] = [make(2, Y.encodeStateAsUpdate(base)), make(3, Y.encodeStateAsUpdate(base))];
		write(first, low);
		write(second, high);
		Y.applyUpdate(first, Y.encodeStateAsUpdate(second));
		Y.applyUpdate(second, Y.encodeStateAsUpdate(first));
		expect(first.getMap('m').toJSON()).toEqual(second.getMap('m').toJSON());
		return first.getMap('m').toJSON();
	},
};

const automerge: Library = {
	merge(start, low, high) {
		type Doc = Record<string, unknown>;
		const write = (doc: Automerge.Doc<Doc>, by: Write) => {
			let next = doc;
			const change = (edit: (map: Doc) => void) => {
				next = Automerge.change(next, { time: 0 }, (map) => edit(map as Doc));
			};
			by({
				set: (field, value) =>
					change((map) => {
						map[field] = value;
					}),
				remove: (field) => change((map) => void delete map[field]),
				setNested: (field, value) =>
					change((map) => {
						map.nested ??= {};
						(map.nested as Record<string, number>)[field] = value;
					}),
			});
			return next;
		};
		const base = write(Automerge.init<Doc>({ actor: '01' }), start);
		const first = write(Automerge.clone(base, { actor: '02' }), low);
		const second = write(Automerge.clone(base, { actor: '03' }), high);
		const merged = Automerge.merge(Automerge.clone(first), second);
		expect(Automerge.toJS(Automerge.merge(Automerge.clone(second), first))).toEqual(Automerge.toJS(merged));
		return Automerge.toJS(merged);
	},
};

const loro: Library = {
	merge(start, low, high) {
		const make = (peer: bigint, from?: Uint8Array) => {
			const doc = new LoroDoc();
			doc.setPeerId(peer);
			if (from !== undefined) doc.import(from);
			return doc;
		};
		const write = (doc: LoroDoc, by: Write) => {
			const map = doc.getMap('m');
			by({
				set: (field, value) => map.set(field, value),
				remove: (field) => map.delete(field),
				setNested(field, value) {
					const nested = map.get('nested') as LoroMap | undefined;
					(nested ?? map.setContainer('nested', new LoroMap())).set(field, value);
				},
			});
			doc.commit();
		};
		const base = make(1n);
		write(base, start);
		const [first, second] = [
			make(2n, base.export({ mode: 'snapshot' })),
			make(3n, base.export({ mode: 'snapshot' })),
		];
		write(first, low);
		write(second, high);
		first.import(second.export({ mode: 'update' }));
		second.import(first.export({ mode: 'update' }));
		expect(first.getMap('m').toJSON()).toEqual(second.getMap('m').toJSON());
		return first.getMap('m').toJSON();
	},
};

const LIBRARIES = { yjs, automerge, loro };

/** What each library gives for one story. */
function all(start: Write, low: Write, high: Write): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(LIBRARIES).map(([name, library]) => [name, library.merge(start, low, high)]),
	);
}

const set =
	(value: number): Write =>
	(map) =>
		map.set('x', value);
const remove: Write = (map) => map.remove('x');

describe('delete against set', () => {
	test('the delete by the replica of the lower id', () => {
		expect(all(set(0), remove, set(1))).toEqual({ yjs: { x: 1 }, automerge: { x: 1 }, loro: { x: 1 } });
	});

	test('the delete by the replica of the higher id', () => {
		// Loro: a delete is a write like any other, and the greater (Lamport number, id) wins.
		expect(all(set(0), set(1), remove)).toEqual({ yjs: { x: 1 }, automerge: { x: 1 }, loro: {} });
	});

	test('the delete comes after two sets of its own', () => {
		const twice: Write = (map) => {
			map.set('x', 5);
			map.set('x', 6);
			map.remove('x');
		};
		// Yjs: the own sets of the higher id come last, and the delete takes the last one.
		expect(all(set(0), set(1), twice)).toEqual({ yjs: {}, automerge: { x: 1 }, loro: {} });
	});
});

describe('set three times against set once', () => {
	const thrice: Write = (map) => {
		for (const value of [1, 2, 3]) map.set('x', value);
	};

	test('three times by the lower id', () => {
		// Yjs: the higher id wins, however often the other one has written.
		expect(all(set(0), thrice, set(9))).toEqual({ yjs: { x: 9 }, automerge: { x: 3 }, loro: { x: 3 } });
	});

	test('three times by the higher id', () => {
		expect(all(set(0), set(9), thrice)).toEqual({ yjs: { x: 3 }, automerge: { x: 3 }, loro: { x: 3 } });
	});
});

describe('delete against an update inside', () => {
	const nested: Write = (map) => map.setNested('a', 1);
	const update: Write = (map) => map.setNested('a', 2);
	const removeNested: Write = (map) => map.remove('nested');

	test('the delete by either side', () => {
		const gone = { yjs: {}, automerge: {}, loro: {} };
		expect(all(nested, removeNested, update)).toEqual(gone);
		expect(all(nested, update, removeNested)).toEqual(gone);
	});
});

test('a map made by both sides in the same field', () => {
	const side =
		(field: string): Write =>
		(map) =>
			map.setNested(field, 1);
	// The map of the higher id wins whole in all of them: what the other side put into its own is gone.
	const one = { nested: { b: 1 } };
	expect(all(() => {}, side('a'), side('b'))).toEqual({ yjs: one, automerge: one, loro: one });
});

describe('a set that changes nothing', () => {
	test('against a delete: automerge and loro do not write it, so the delete stays', () => {
		expect(all(set(0), remove, set(0))).toEqual({ yjs: { x: 0 }, automerge: {}, loro: {} });
	});
});

test('texts typed at the same place', () => {
	const inYjs = () => {
		const make = (clientID: number, text: string) => {
			const doc = new Y.Doc();
			doc.clientID = clientID;
			doc.getText('t').insert(0, text);
			return doc;
		};
		const [first, second] = [make(2, 'low'), make(3, 'HIGH')];
		Y.applyUpdate(first, Y.encodeStateAsUpdate(second));
		return first.getText('t').toString();
	};
	const inAutomerge = () => {
		const base = Automerge.from({ t: '' }, { actor: '01' });
		const type = (actor: string, text: string) =>
			Automerge.change(Automerge.clone(base, { actor }), { time: 0 }, (doc) =>
				Automerge.splice(doc, ['t'], 0, 0, text),
			);
		return Automerge.merge(type('02', 'low'), type('03', 'HIGH')).t;
	};
	const inLoro = () => {
		const make = (peer: bigint, text: string) => {
			const doc = new LoroDoc();
			doc.setPeerId(peer);
			doc.getText('t').insert(0, text);
			doc.commit();
			return doc;
		};
		const [first, second] = [make(2n, 'low'), make(3n, 'HIGH')];
		first.import(second.export({ mode: 'update' }));
		return first.getText('t').toString();
	};
	expect({ yjs: inYjs(), automerge: inAutomerge(), loro: inLoro() }).toEqual({
		yjs: 'lowHIGH',
		automerge: 'HIGHlow',
		loro: 'lowHIGH',
	});
});

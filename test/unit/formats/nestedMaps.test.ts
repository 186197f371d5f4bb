import * as A from '@automerge/automerge';
import { type Container, LoroDoc, LoroMap } from 'loro-crdt';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { reportOfTexts } from '../../support/recorded.ts';

/** What a library does for the test: three replicas of one document, whose maps hold maps and numbers. */
interface Library {
	/** Sets a key of a map that `pick` chooses; answers an id of that map. A null value is a new map. */
	set(replica: number, pick: (count: number) => number, key: string, value: number | null): string;
	/** Brings to `to` all that `from` has. */
	sync(from: number, to: number): void;
	/** What is recorded of it all. */
	log(): Record<string, string>;
}

const REPLICAS = [0, 1, 2];

/** Writes and exchanges at random; answers the log, and how many pairs of writes of one key of one map were concurrent. */
function drive(library: Library, seed: number): { log: Record<string, string>; pairs: number } {
	let state = seed;
	const random = (below: number) => {
		state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
		return Math.floor((state / 0x80000000) * below);
	};
	const seen = REPLICAS.map(() => new Set<number>());
	const sync = (from: number, to: number) => {
		if (from === to) return;
		library.sync(from, to);
		for (const write of seen[from] ?? []) seen[to]?.add(write);
	};
	const writes: { key: string; past: ReadonlySet<number> }[] = [];
	for (let step = 0; step < 50; step++) {
		const replica = random(3);
		if (random(3) === 0) {
			sync(random(3), replica);
			continue;
		}
		const key = `k${random(3)}`;
		const map = library.set(replica, random, key, random(5) < 2 ? null : random(1000));
		writes.push({ key: `${map} ${key}`, past: new Set(seen[replica]) });
		seen[replica]?.add(writes.length - 1);
	}
	for (const replica of REPLICAS) sync(replica, 0);
	let pairs = 0;
	for (const [b, later] of writes.entries()) {
		for (const [a, { key }] of writes.slice(0, b).entries()) {
			// Made one after the other: only the later one may have seen the other.
			if (key === later.key && !later.past.has(a)) pairs++;
		}
	}
	return { log: library.log(), pairs };
}

/** Goes down from a map, as far as `pick` says. */
function descend<T>(top: T, mapsIn: (map: T) => T[], pick: (count: number) => number): T {
	let map = top;
	for (let depth = pick(3); depth > 0; depth--) {
		const maps = mapsIn(map);
		if (maps.length === 0) break;
		map = maps[pick(maps.length)] as T;
	}
	return map;
}

const jsonLines = (values: readonly unknown[]) =>
	values.map((value) => `${JSON.stringify(value)}\n`).join('');

type Json = { [key: string]: Json | number };

function automerge(): Library {
	const first = A.change(A.init<Json>({ actor: 'a0' }), (doc) => {
		doc.begun = 1;
	});
	const docs = REPLICAS.map((i) => (i === 0 ? first : A.clone(first, { actor: `a${i}` })));
	return {
		set(replica, pick, key, value) {
			let id = '';
			docs[replica] = A.change(docs[replica] as A.Doc<Json>, (doc) => {
				const isMap = (inner: Json | number | undefined): inner is Json => typeof inner === 'object';
				const map = descend<Json>(doc, (outer) => Object.values(outer).filter(isMap), pick);
				id = A.getObjectId(map) ?? '';
				map[key] = value ?? {};
			});
			return id;
		},
		sync(from, to) {
			docs[to] = A.merge(docs[to] as A.Doc<Json>, docs[from] as A.Doc<Json>);
		},
		log: () => ({
			'changes.jsonl': jsonLines(
				A.getAllChanges(docs[0] as A.Doc<Json>).map((change) => A.decodeChange(change)),
			),
		}),
	};
}

function loro(): Library {
	const docs = REPLICAS.map((i) => {
		const doc = new LoroDoc();
		doc.setPeerId(BigInt(i + 1));
		return doc;
	});
	return {
		set(replica, pick, key, value) {
			const doc = docs[replica] as LoroDoc;
			const isMap = (inner: unknown): inner is LoroMap => (inner as Container | null)?.kind?.() === 'Map';
			const map = descend<LoroMap>(doc.getMap('top'), (outer) => outer.values().filter(isMap), pick);
			if (value === null) map.setContainer(key, new LoroMap());
			else map.set(key, value);
			doc.commit();
			return map.id;
		},
		sync(from, to) {
			docs[to]?.import((docs[from] as LoroDoc).export({ mode: 'update' }));
		},
		log: () => ({ 'updates.json': JSON.stringify(docs[0]?.exportJsonUpdates()) }),
	};
}

/** A struct without what only the library can read. */
function bare(struct: Y.Item | Y.GC | object): object {
	if (!(struct instanceof Y.Item)) return struct;
	const { id, length, origin, rightOrigin, parent, parentSub, content } = struct;
	const isType = content instanceof Y.ContentType;
	return { id, length, origin, rightOrigin, parent, parentSub, content: isType ? { type: {} } : content };
}

/** @param isRaw records updates as the library encodes them */
function yjs(isRaw: boolean): Library {
	const records: object[] = [];
	const docs = REPLICAS.map((i) => {
		const doc = new Y.Doc();
		// The greater id wins: not always the same replica's.
		doc.clientID = [20, 30, 10][i] as number;
		doc.on('update', (update: Uint8Array, from: unknown, _: Y.Doc, { local }: Y.Transaction) => {
			const about = { n: records.length + 1, replica: `r${i}` };
			const { structs, ds } = Y.decodeUpdate(update);
			if (isRaw) records.push({ ...about, update: Buffer.from(update).toString('base64') });
			else
				records.push({
					...about,
					local,
					from: local ? null : from,
					stateVectorAfter: Object.fromEntries(Y.decodeStateVector(Y.encodeStateVector(doc))),
					update: {
						structs: structs.map(bare),
						structTypes: structs.map((struct) => struct.constructor.name),
						ds: { clients: Object.fromEntries(ds.clients) },
					},
				});
		});
		return doc;
	});
	return {
		set(replica, pick, key, value) {
			const isMap = (inner: unknown): inner is Y.Map<unknown> => inner instanceof Y.Map;
			const top = (docs[replica] as Y.Doc).getMap('top');
			const map = descend<Y.Map<unknown>>(top, (outer) => [...outer.values()].filter(isMap), pick);
			map.set(key, value ?? new Y.Map());
			return JSON.stringify(map._item?.id ?? 'top');
		},
		sync(from, to) {
			const [sender, receiver] = [docs[from] as Y.Doc, docs[to] as Y.Doc];
			Y.applyUpdate(receiver, Y.encodeStateAsUpdate(sender, Y.encodeStateVector(receiver)), `r${from}`);
		},
		log: () => ({ 'updates.jsonl': jsonLines(records) }),
	};
}

it.each<[string, () => Library]>([
	['Automerge', automerge],
	['Loro', loro],
	['Yjs', () => yjs(false)],
	['Yjs, updates as they are encoded', () => yjs(true)],
])('%s: what is in several maps that were made under one key never meets', async (_, open) => {
	let all = 0;
	for (let seed = 1; seed <= 8; seed++) {
		const { log, pairs } = drive(open(), seed);
		const { summary } = await reportOfTexts(log);
		expect([seed, summary.conflictPairs]).toEqual([seed, pairs]);
		all += pairs;
	}
	expect(all).toBeGreaterThan(40);
});

import { compareParts } from '../crdt/writes.ts';
import type { Change, ChangeOp } from './change.ts';
import { opCount } from './change.ts';

/** An object of a document: a map, list or text. */
export interface DocObject {
	readonly path: string;
	readonly type: 'map' | 'list' | 'text';
}

const TYPES: Readonly<Record<string, DocObject['type']>> = {
	makeMap: 'map',
	makeTable: 'map',
	makeList: 'list',
	makeText: 'text',
};

/** What an operation makes; undefined where it makes no object. */
export function madeType(op: ChangeOp): DocObject['type'] | undefined {
	return Object.hasOwn(TYPES, op.action) ? TYPES[op.action] : undefined;
}

/** The path of a key within an object; slashes within names are escaped. */
export function pathIn(object: DocObject, name: string): string {
	const escaped = name.replace(/[\\/]/g, '\\$&');
	return object.path === '' ? escaped : `${object.path}/${escaped}`;
}

/**
 * All objects that changes make, by id. Changes are given parents first, so that an object is known before what is in it. Of several
 * that were made under one key, what is in one of them never meets what is in another: the last one, which the library keeps, has
 * the key's path, the others have their ids behind it. An object of which no change tells is called by its id.
 */
export function objectsOf(changes: readonly Change[]): Map<string, DocObject> {
	const objects = new Map<string, DocObject>([['_root', { path: '', type: 'map' }]]);
	const kept = keptObjects(changes);
	for (const { id, op } of opsOf(changes)) {
		const { obj, key } = op;
		let parent = objects.get(obj);
		if (parent === undefined) {
			parent = { path: obj, type: key === undefined ? 'list' : 'map' };
			objects.set(obj, parent);
		}
		const type = madeType(op);
		if (type === undefined) continue;
		const path = pathIn(parent, key ?? id);
		const isKept = key === undefined || kept.get(placeOf(op)) === id;
		objects.set(id, { type, path: isKept ? path : `${path} (${id})` });
	}
	return objects;
}

/** By the place of a key: of the objects made there that nothing has replaced, else of all, the id of the last by the library's order. */
function keptObjects(changes: readonly Change[]): Map<string, string> {
	const replaced = new Set<string>();
	for (const { op } of opsOf(changes)) for (const id of op.pred ?? []) replaced.add(id);
	const last = new Map<string, { id: string; rank: readonly [number, number, string] }>();
	for (const { op, id, counter, actor } of opsOf(changes)) {
		if (op.key === undefined || madeType(op) === undefined) continue;
		const place = placeOf(op);
		const rank = [replaced.has(id) ? 0 : 1, counter, actor] as const;
		const known = last.get(place);
		if (known === undefined || compareParts(rank, known.rank) > 0) last.set(place, { id, rank });
	}
	return new Map([...last].map(([place, { id }]) => [place, id]));
}

function placeOf({ obj, key }: ChangeOp): string {
	return JSON.stringify([obj, key]);
}

/** All operations with their ids. */
function* opsOf(
	changes: readonly Change[],
): Iterable<{ op: ChangeOp; id: string; counter: number; actor: string }> {
	for (const { actor, startOp, ops } of changes) {
		let counter = startOp;
		for (const op of ops) {
			yield { op, id: `${counter}@${actor}`, counter, actor };
			counter += opCount(op);
		}
	}
}

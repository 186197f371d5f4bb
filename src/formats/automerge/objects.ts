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

/** All objects that changes make, by id. Changes are given parents first, so that an object is known before what is in it. */
export function objectsOf(changes: readonly Change[]): Map<string, DocObject> {
	const objects = new Map<string, DocObject>([['_root', { path: '', type: 'map' }]]);
	for (const { actor, startOp, ops } of changes) {
		let counter = startOp;
		for (const op of ops) {
			const type = madeType(op);
			const parent = objects.get(op.obj);
			if (type !== undefined && parent !== undefined) {
				const id = `${counter}@${actor}`;
				objects.set(id, { type, path: pathIn(parent, op.key ?? id) });
			}
			counter += opCount(op);
		}
	}
	return objects;
}

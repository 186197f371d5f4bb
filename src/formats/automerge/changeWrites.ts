import type { CrdtWrite } from '../crdt/writes.ts';
import { type Change, type ChangeOp, opCount } from './change.ts';
import { type DocObject, madeType, pathIn } from './objects.ts';

/** What an edit of a counter, list or text is, by its key: for the key's name. */
export type EditedType = 'counter' | 'list' | 'text';

/**
 * The writes of one change: one for each key of a map that it assigns, removes or increments, and one for each list or text
 * that it edits, however many operations that takes. The contents of an object that is made in the change are its value.
 */
export function changeWrites(
	change: Change,
	objects: ReadonlyMap<string, DocObject>,
	seen: ReadonlyMap<string, number>,
	editedTypes: Map<string, EditedType>,
): CrdtWrite[] {
	const { actor, startOp, time, file, place, seq } = change;
	const made = new Map<string, ChangeOp>();
	const contents = new Map<string, unknown[]>();
	const edits = new Map<string, { native: string; values: unknown[] }>();
	const writes: CrdtWrite[] = [];
	const lazily: (() => CrdtWrite)[] = [];
	const common = { writer: actor, seq, seen, file, place, ts: time > 0 ? time * 1000 : undefined };
	let counter = startOp;
	for (const op of change.ops) {
		const native = `${counter}@${actor}`;
		const object = objects.get(op.obj);
		const first = counter;
		counter += opCount(op);
		if (object === undefined) continue;
		const type = madeType(op);
		if (type !== undefined) made.set(native, op);
		if (made.has(op.obj) && object.type !== 'map') {
			contentsOf(contents, op.obj).push(...insertedBy(op));
			continue;
		}
		if (op.key === undefined) {
			const edit = edits.get(object.path) ?? { native, values: [] };
			edit.values.push(...(op.action === 'del' ? [] : insertedBy(op)));
			edits.set(object.path, edit);
			editedTypes.set(object.path, object.type === 'text' ? 'text' : 'list');
			continue;
		}
		const key = pathIn(object, op.key);
		const kind = op.action === 'inc' ? 'edit' : op.action === 'del' ? 'remove' : 'assign';
		if (kind === 'edit') editedTypes.set(key, 'counter');
		// A removal loses against whatever is concurrent with it.
		const order = kind === 'edit' ? undefined : [kind === 'remove' ? 0 : 1, first, actor];
		lazily.push(() => ({
			...common,
			key,
			kind,
			native,
			order,
			value: assignedValue(op, native, type, contents),
		}));
	}
	for (const make of lazily) writes.push(make());
	for (const [key, { native, values }] of edits) {
		const value = editedTypes.get(key) === 'text' ? values.join('') : values;
		writes.push({ ...common, key, kind: 'edit', native, value });
	}
	return writes;
}

function assignedValue(
	op: ChangeOp,
	id: string,
	type: DocObject['type'] | undefined,
	contents: ReadonlyMap<string, unknown[]>,
): unknown {
	const inside = contents.get(id) ?? [];
	if (type === 'text') return inside.join('');
	if (type === 'list') return inside;
	return type === 'map' ? {} : (op.value ?? null);
}

function contentsOf(contents: Map<string, unknown[]>, id: string): unknown[] {
	let inside = contents.get(id);
	if (inside === undefined) {
		inside = [];
		contents.set(id, inside);
	}
	return inside;
}

function insertedBy(op: ChangeOp): unknown[] {
	if (Array.isArray(op.values)) return op.values;
	return op.action === 'set' ? [op.value ?? null] : madeType(op) === undefined ? [] : [''];
}

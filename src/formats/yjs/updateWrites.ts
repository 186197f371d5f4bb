import type { CrdtWrite } from '../crdt/writes.ts';
import type { Items } from './items.ts';
import type { PlacedUpdate } from './record.ts';
import { itemValue, type YId, type YItem, type YRange } from './update.ts';

/** A write with the item that it is, or that it removes. */
export interface ItemWrite {
	readonly write: CrdtWrite;
	readonly item: YItem | null;
}

/**
 * The writes of an update that its replica made: one for each key that it sets or removes, and for each list or text that it
 * edits. To set a key removes the value that was there, which is no write of its own.
 */
export function updateWrites(
	{ replica, update, file, place, time }: PlacedUpdate,
	items: Items,
	seq: number,
	seen: ReadonlyMap<string, number>,
): ItemWrite[] {
	const found = new Map<string, ItemWrite>();
	const common = { writer: replica, seq, seen, file, place, ts: time ?? undefined };
	for (const part of update?.items ?? []) {
		const item = items.find(part.id) ?? part;
		const at = items.place(item);
		if (at === null) continue;
		const native = `${part.id.clock}@${part.id.client}`;
		const value = itemValue(part);
		if (at.isMap) {
			const last = Array.isArray(value) ? (value.at(-1) ?? null) : value;
			found.set(at.path, { item, write: { ...common, key: at.path, kind: 'assign', value: last, native } });
		} else {
			const before = found.get(at.path)?.write;
			const joined =
				typeof before?.value === 'string' && typeof value === 'string'
					? before.value + value
					: (before?.value ?? value);
			const write: CrdtWrite = {
				...common,
				key: at.path,
				kind: 'edit',
				value: joined,
				native: before?.native ?? native,
			};
			found.set(at.path, { item, write });
		}
	}
	const deleted = update?.deleted ?? [];
	for (const range of deleted) {
		for (const item of items.within(range)) {
			const at = items.place(item);
			if (at === null || found.has(at.path) || isAmong(items.typeOf(item), deleted)) continue;
			const native = `removal of ${item.id.clock}@${item.id.client}`;
			const kind = at.isMap ? 'remove' : 'edit';
			const value = at.isMap ? null : { removed: range.len };
			found.set(at.path, { item, write: { ...common, key: at.path, kind, value, native } });
		}
	}
	return [...found.values()];
}

/** Whether a type is removed: all that stands in it is removed with it, which is no write of its own. */
function isAmong(id: YId | null, ranges: readonly YRange[]): boolean {
	return (
		id !== null &&
		ranges.some(
			({ client, clock, len }) => client === id.client && clock <= id.clock && id.clock < clock + len,
		)
	);
}

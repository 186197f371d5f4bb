import { grouped } from '../grouped.ts';
import type { YId, YItem } from './update.ts';

/**
 * Puts the values of one key of a map in the order in which Yjs keeps them: the last one is the key's value. Each stands behind the
 * one that was the last where it was set, its origin; of several behind one origin that of the greater client stands later,
 * with all that stands behind it (Item.integrate of Yjs 13, for items without a right origin).
 */
export function inMapOrder(values: readonly YItem[], items: { find(id: YId): YItem | null }): YItem[] {
	const behind = grouped(values, ({ origin }) => (origin === null ? null : items.find(origin)));
	const known = new Set<YItem | null>(values);
	const roots = [...behind].flatMap(([origin, own]) => (known.has(origin) ? [] : own));
	const byClient = (a: YItem, b: YItem) => b.id.client - a.id.client || b.id.clock - a.id.clock;
	const order: YItem[] = [];
	const open = roots.sort(byClient);
	for (let item = open.pop(); item !== undefined; item = open.pop()) {
		order.push(item);
		open.push(...(behind.get(item) ?? []).sort(byClient));
	}
	return order;
}

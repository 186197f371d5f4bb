import { firstWhere } from '../../trace/firstWhere.ts';
import type { YId, YItem, YRange } from './update.ts';

/** The items of a document, found by any id within them. */
export class Items {
	private readonly byClient = new Map<number, YItem[]>();

	/** Adds an item; what is known already, wholly or by its start, is left as it is: later updates have lost contents. */
	add(item: YItem): void {
		const { client, clock } = item.id;
		let own = this.byClient.get(client);
		if (own === undefined) {
			own = [];
			this.byClient.set(client, own);
		}
		const at = firstAfter(own, clock);
		const before = own[at - 1];
		if (before !== undefined && before.id.clock + before.length > clock) return;
		own.splice(at, 0, item);
	}

	/** The item that an id is in. */
	find({ client, clock }: YId): YItem | null {
		const own = this.byClient.get(client) ?? [];
		const item = own[firstAfter(own, clock) - 1];
		return item !== undefined && clock < item.id.clock + item.length ? item : null;
	}

	/** The items that a range touches. */
	*within({ client, clock, len }: YRange): Iterable<YItem> {
		const own = this.byClient.get(client) ?? [];
		for (let at = Math.max(0, firstAfter(own, clock) - 1); at < own.length; at++) {
			const item = own[at] as YItem;
			if (item.id.clock >= clock + len) return;
			if (item.id.clock + item.length > clock) yield item;
		}
	}

	/**
	 * The key of a map that an item is a value of, or the path of the list or text that it stands in; null where what it hangs on
	 * is in no file. An item with origins has the parent of these.
	 */
	place(item: YItem): { path: string; isMap: boolean } | null {
		const met = new Set<YItem>();
		let current: YItem | null = item;
		while (current !== null && current.parent === null && !met.has(current)) {
			met.add(current);
			const next: YId | null = current.origin ?? current.rightOrigin;
			current = next === null ? null : this.find(next);
		}
		if (current === null || current.parent === null) return null;
		const parent = typeof current.parent === 'string' ? current.parent : this.typePath(current.parent, met);
		if (parent === null) return null;
		const { parentSub } = current;
		if (parentSub === null) return { path: parent, isMap: false };
		return { path: `${parent}/${parentSub.replace(/[\\/]/g, '\\$&')}`, isMap: true };
	}

	/** The path of a type that stands in an item. */
	private typePath(id: YId, met: ReadonlySet<YItem>): string | null {
		const holder = this.find(id);
		if (holder === null || met.has(holder)) return null;
		const place = this.place(holder);
		if (place === null) return null;
		return place.isMap ? place.path : `${place.path}/${id.clock}@${id.client}`;
	}
}

function firstAfter(items: readonly YItem[], clock: number): number {
	return firstWhere(0, items.length, (i) => (items[i] as YItem).id.clock > clock);
}

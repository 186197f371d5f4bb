import { firstWhere } from '../../trace/firstWhere.ts';
import { addTo } from '../grouped.ts';
import { inMapOrder } from './mapOrder.ts';
import { holdsType, type YId, type YItem, type YRange } from './update.ts';

/** What an item stands in: the name of a top-level type or the item that holds the type, and the key where that is a map. */
interface Holder {
	readonly parent: string | YId;
	readonly key: string | null;
}

/** The items of a document, found by any id within them. */
export class Items {
	private readonly byClient = new Map<number, YItem[]>();
	private readonly superseded = new Set<YItem>();

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
	 * is in no file.
	 */
	place(item: YItem, met: ReadonlySet<YItem> = new Set()): { path: string; isMap: boolean } | null {
		const holder = this.holder(item);
		if (holder === null) return null;
		const { parent, key } = holder;
		const path = typeof parent === 'string' ? parent : this.typePath(parent, new Set([...met, item]));
		if (path === null) return null;
		if (key === null) return { path, isMap: false };
		return { path: `${path}/${key.replace(/[\\/]/g, '\\$&')}`, isMap: true };
	}

	/**
	 * Finds the types that are not the last ones of their keys: what is in one of several types under one key never meets what is in
	 * another, so that their paths have their ids behind. To be called when all items are there.
	 */
	nameTypes(): void {
		const ofKey = new Map<string, YItem[]>();
		for (const own of this.byClient.values()) {
			for (const item of own) {
				const holder = holdsType(item) ? this.holder(item) : null;
				if (holder !== null && holder.key !== null) addTo(ofKey, JSON.stringify(holder), item);
			}
		}
		for (const types of ofKey.values())
			for (const item of inMapOrder(types, this).slice(0, -1)) this.superseded.add(item);
	}

	/** The item that holds the type in which an item stands; null for a top-level type, or where that is in no file. */
	typeOf(item: YItem): YId | null {
		const parent = this.holder(item)?.parent ?? null;
		return typeof parent === 'string' ? null : parent;
	}

	/** An item with origins stands where these do. */
	private holder(item: YItem): Holder | null {
		const met = new Set<YItem>();
		let current: YItem | null = item;
		while (current !== null && current.parent === null && !met.has(current)) {
			met.add(current);
			const next: YId | null = current.origin ?? current.rightOrigin;
			current = next === null ? null : this.find(next);
		}
		if (current === null || current.parent === null) return null;
		return { parent: current.parent, key: current.parentSub };
	}

	/** The path of a type that stands in an item. */
	private typePath(id: YId, met: ReadonlySet<YItem>): string | null {
		const item = this.find(id);
		if (item === null || met.has(item)) return null;
		const place = this.place(item, met);
		if (place === null) return null;
		const name = `${id.clock}@${id.client}`;
		if (!place.isMap) return `${place.path}/${name}`;
		return this.superseded.has(item) ? `${place.path} (${name})` : place.path;
	}
}

function firstAfter(items: readonly YItem[], clock: number): number {
	return firstWhere(0, items.length, (i) => (items[i] as YItem).id.clock > clock);
}

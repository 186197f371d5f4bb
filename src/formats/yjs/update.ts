export interface YId {
	readonly client: number;
	readonly clock: number;
}

/** An item of an update, as decodeUpdate gives it and JSON keeps it. */
export interface YItem {
	readonly id: YId;
	readonly length: number;
	readonly origin: YId | null;
	readonly rightOrigin: YId | null;
	/** The name of a top-level type, or the id of the item that holds the type; null: that of the origins. */
	readonly parent: string | YId | null;
	readonly parentSub: string | null;
	readonly content: Readonly<Record<string, unknown>>;
	/** `ContentAny`, `ContentString`, …; null where the record does not say. */
	readonly contentType: string | null;
}

/** A range of what a client made. */
export interface YRange {
	readonly client: number;
	readonly clock: number;
	readonly len: number;
}

/** An update, decoded. */
export interface YUpdate {
	readonly items: readonly YItem[];
	/** All structs, those included whose content is gone. */
	readonly ranges: readonly YRange[];
	readonly deleted: readonly YRange[];
	/** What comes without its content, having been removed before it was sent. */
	readonly gone: readonly YRange[];
}

/** Reads a decoded update. Answers what is wrong with it, in words, where it is none. */
export function readUpdate(value: unknown): YUpdate | string {
	const update = value as Partial<Record<'structs' | 'structTypes' | 'contentTypes' | 'ds', unknown>> | null;
	if (typeof update !== 'object' || update === null || !Array.isArray(update.structs))
		return 'an update with structs';
	const types = Array.isArray(update.contentTypes) ? update.contentTypes : [];
	const kinds = Array.isArray(update.structTypes) ? update.structTypes : [];
	const items: YItem[] = [];
	const ranges: YRange[] = [];
	const gone: YRange[] = [];
	// contentTypes has an entry for each struct, or for each item only.
	let item = 0;
	for (const [i, struct] of update.structs.entries()) {
		const { id, length, content, origin, rightOrigin, parent, parentSub } = (struct ?? {}) as Record<
			string,
			unknown
		>;
		const at = readId(id);
		if (at === null || !Number.isSafeInteger(length)) return 'structs with id and length';
		if (kinds[i] === 'Skip') continue;
		const range = { ...at, len: length as number };
		ranges.push(range);
		if (kinds[i] === 'GC' || typeof content !== 'object' || content === null) {
			gone.push(range);
			continue;
		}
		if ('len' in content) gone.push(range);
		const type = types[types.length === update.structs.length ? i : item];
		item++;
		items.push({
			id: at,
			length: length as number,
			origin: readId(origin),
			rightOrigin: readId(rightOrigin),
			parent: typeof parent === 'string' ? parent : readId(parent),
			parentSub: typeof parentSub === 'string' ? parentSub : null,
			content: content as Record<string, unknown>,
			contentType: typeof type === 'string' ? type : null,
		});
	}
	return { items, ranges, deleted: readDeleted(update.ds), gone };
}

function readId(value: unknown): YId | null {
	const id = value as Partial<YId> | null | undefined;
	return Number.isSafeInteger(id?.client) && Number.isSafeInteger(id?.clock)
		? { client: id?.client as number, clock: id?.clock as number }
		: null;
}

/** `{"clients": {"7": [{"clock": 1, "len": 2}]}}`, a map in the library itself. */
function readDeleted(ds: unknown): YRange[] {
	const clients = (ds as { clients?: unknown } | null | undefined)?.clients;
	const entries =
		clients instanceof Map ? [...clients] : Object.entries((clients as object | undefined) ?? {});
	return entries.flatMap(([client, ranges]) =>
		(Array.isArray(ranges) ? ranges : []).flatMap(({ clock, len }: { clock: unknown; len: unknown }) =>
			Number.isSafeInteger(clock) && Number.isSafeInteger(len)
				? [{ client: Number(client), clock: clock as number, len: len as number }]
				: [],
		),
	);
}

/** Whether an item holds a map, list or text. */
export function holdsType({ content, contentType }: YItem): boolean {
	return contentType === 'ContentType' || 'type' in content;
}

/** What an item holds, as JSON. */
export function itemValue(item: YItem): unknown {
	const { content } = item;
	if (typeof content.str === 'string') return content.str;
	if (Array.isArray(content.arr)) return content.arr;
	if (holdsType(item)) return {};
	return content.embed ?? content.key ?? null;
}

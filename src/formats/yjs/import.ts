import type { TraceBuilder, TraceFile } from '../../trace/trace.ts';
import { addCrdtWrites, type CrdtArrival, type CrdtWrite } from '../crdt/writes.ts';
import type { Importer, OpenImporter } from '../format.ts';
import { grouped } from '../grouped.ts';
import { type JsonRecord, JsonRecords } from '../json/records.ts';
import { Items } from './items.ts';
import { Knowledge, type Made } from './knowledge.ts';
import { inMapOrder } from './mapOrder.ts';
import { type PlacedUpdate, readRecord } from './record.ts';
import { readUpdate, type YItem } from './update.ts';
import { type ItemWrite, updateWrites } from './updateWrites.ts';

/** Reads the updates that replicas of one document emitted, decoded or as the library encodes them (base64). */
export const openYjs: OpenImporter = (builder, { maps }): Importer => {
	const recording = new Recording(builder, maps.actors ?? {});
	return {
		open: ({ name, node }) => recording.open(name, node),
		finish: () => recording.finish(),
	};
};

/** Where a record stands among others; one that says neither when nor as which it was made, as a document's state, behind them. */
function whenOf({ time, n }: PlacedUpdate): number {
	return time ?? (n === null ? Number.MAX_VALUE : 0);
}

class Recording {
	private readonly records: PlacedUpdate[] = [];

	constructor(
		private readonly builder: TraceBuilder,
		/** Replicas and clients by the names that a manifest gives them. */
		private readonly names: Readonly<Record<string, string>>,
	) {}

	open(name: string, node: string | null): JsonRecords {
		const take = (record: JsonRecord): void => {
			if (Array.isArray(record.value)) {
				for (const part of record.elements()) take(part);
				return;
			}
			const read = readRecord(record.value, node, this.names, records.number, record.place);
			if (typeof read === 'string') records.reject(record.place, read);
			else this.records.push(read);
		};
		const records: JsonRecords = new JsonRecords(this.builder, name, take);
		return records;
	}

	async finish(): Promise<void> {
		const { builder } = this;
		await this.decode();
		const updates = this.once()
			.filter((record) => record.update !== null)
			.sort((a, b) => whenOf(a) - whenOf(b) || (a.n ?? 0) - (b.n ?? 0));
		const items = new Items();
		for (const { update } of updates) for (const item of update?.items ?? []) items.add(item);
		items.nameTypes();
		const made = new Map<string, Made[]>();
		const known = new Map<string, Knowledge>();
		const writes: ItemWrite[] = [];
		const arrivals: { record: PlacedUpdate; from: number }[] = [];
		const whole = new Knowledge();
		for (const record of updates) {
			const update = record.update as NonNullable<typeof record.update>;
			const mine = known.get(record.replica) ?? new Knowledge();
			known.set(record.replica, mine);
			// What integrating removes comes with items that are known already.
			const isNew = !whole.has({
				clocks: new Map(update.ranges.map(({ client, clock, len }) => [client, clock + len])),
				deleted: update.ranges.length > 0 ? [] : update.deleted,
			});
			const isLocal = record.local ?? isNew;
			if (isLocal) {
				const own = made.get(record.replica) ?? [];
				made.set(record.replica, own);
				own.push({
					clocks: new Map(update.ranges.map(({ client, clock, len }) => [client, clock + len])),
					deleted: update.deleted,
				});
				writes.push(...updateWrites(record, items, own.length, new Map(mine.seen)));
			}
			mine.take(update, record.vector);
			whole.take(update, null);
			if (isLocal) continue;
			learn(record.replica, record.from, made, known);
			// Who sends also asks: what the receiver had removed, and the sender too, passes without an update.
			if (record.from !== null) learn(record.from, record.replica, made, known, true);
			arrivals.push({ record, from: writes.length });
		}
		const ordered = withOrder(writes, items);
		addCrdtWrites(builder, ordered, arrivalsOf(arrivals, ordered, writes), ({ value }) =>
			typeof value === 'string' ? 'text' : 'list',
		);
		builder.notes.push(
			'Edits of lists and texts merge: concurrent ones are counted, and are no conflicts.',
			'A removal has no id and no author in Yjs: it is taken to be of the replica whose update brought it first, and of replicas that remove the same value at once only one can be told to be known elsewhere.',
		);
	}

	/** The records, but for those in the library's encoding that another file tells more of: the same number of the same replica. */
	private once(): readonly PlacedUpdate[] {
		const name = ({ replica, n }: PlacedUpdate) => (n === null ? null : `${n} ${replica}`);
		const told = new Map(
			this.records.filter(({ encoded }) => encoded === null).map((record) => [name(record), record.file]),
		);
		return this.records.filter((record) => {
			const other = record.encoded === null || record.n === null ? undefined : told.get(name(record));
			if (other === undefined || other === record.file) return true;
			const { ignored } = this.builder.files[record.file] as TraceFile;
			ignored['updates that another file has too'] = (ignored['updates that another file has too'] ?? 0) + 1;
			return false;
		});
	}

	/** Updates that are recorded as the library encodes them are decoded by it. */
	private async decode(): Promise<void> {
		const encoded = this.records.filter((record) => record.encoded !== null);
		if (encoded.length === 0) return;
		const { decodeEncoded } = await import('./library.ts');
		for (const record of encoded) {
			const decoded = await decodeEncoded(record.encoded as string);
			const update = typeof decoded === 'string' ? decoded : readUpdate(decoded);
			if (typeof update !== 'string') record.update = update;
			else {
				const { file, place } = record;
				this.builder.findings.add({ code: 'malformed-line', file, line: place.line, text: update });
			}
		}
	}
}

/**
 * What a received update tells of: all that its sender knew, as far as it is here now.
 *
 * @param onlyRemovals of what the sender made and knew, only removals that are here by now
 */
function learn(
	replica: string,
	from: string | null,
	made: ReadonlyMap<string, readonly Made[]>,
	known: ReadonlyMap<string, Knowledge>,
	onlyRemovals = false,
): void {
	const mine = known.get(replica);
	if (mine === undefined) return;
	const sender = from === null ? null : known.get(from);
	for (const [writer, own] of made) {
		if (writer === replica) continue;
		let seen = mine.seen.get(writer) ?? 0;
		for (let next = own[seen]; next !== undefined && mine.has(next); next = own[seen]) {
			// Two replicas may remove the same: then only what the sender knew of can have come.
			const isRemoval = next.clocks.size === 0;
			const senderKnows = writer === from || sender == null || (sender.seen.get(writer) ?? 0) > seen;
			if (isRemoval ? !senderKnows : onlyRemovals) break;
			seen++;
		}
		mine.seen.set(writer, seen);
	}
}

/** The place of each value among those of its key; a removal stands behind the value that it removes. */
function withOrder(writes: readonly ItemWrite[], items: Items): CrdtWrite[] {
	const places = new Map<YItem, number>();
	for (const own of grouped(writes, ({ write }) => write.key).values()) {
		const values = own.flatMap(({ write, item }) => (write.kind === 'assign' && item !== null ? [item] : []));
		for (const [place, item] of inMapOrder([...new Set(values)], items).entries()) places.set(item, place);
	}
	return writes.map(({ write, item }) => {
		const place = item === null ? undefined : places.get(item);
		if (write.kind === 'edit' || place === undefined) return write;
		return { ...write, order: [write.kind === 'remove' ? place + 0.5 : place] };
	});
}

/** The last writes of each key that an update brought to a replica. */
function arrivalsOf(
	arrivals: readonly { record: PlacedUpdate; from: number }[],
	ordered: readonly CrdtWrite[],
	writes: readonly ItemWrite[],
): CrdtArrival[] {
	const numberOf = new Map<YItem, number>();
	for (const [i, { item }] of writes.entries())
		if (item !== null && !numberOf.has(item)) numberOf.set(item, i);
	const byId = new Map([...numberOf].map(([{ id }, i]) => [`${id.clock}@${id.client}`, i]));
	return arrivals.flatMap(({ record }) =>
		(record.update?.items ?? []).flatMap(({ id }) => {
			const write = ordered[byId.get(`${id.clock}@${id.client}`) ?? -1];
			if (write === undefined || write.writer === record.replica) return [];
			return [
				{ at: record.replica, write, file: record.file, place: record.place, ts: record.time ?? undefined },
			];
		}),
	);
}

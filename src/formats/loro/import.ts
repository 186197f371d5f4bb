import type { TraceBuilder } from '../../trace/trace.ts';
import { parentsFirst } from '../causality/parentsFirst.ts';
import { addCrdtWrites, type CrdtArrival, type CrdtWrite } from '../crdt/writes.ts';
import type { Importer, OpenImporter } from '../format.ts';
import { grouped } from '../grouped.ts';
import { type JsonRecord, JsonRecords } from '../json/records.ts';
import type { Place } from '../text/place.ts';
import { opWrite, type PlacedOp, supersededContainers } from './opWrites.ts';
import { isUpdate, readLoroChange } from './update.ts';

/**
 * Reads what exportJsonUpdates gives: whole, or one export a line, with or without an object around that names the replica. The
 * same operation in several exports is one.
 */
export const openLoro: OpenImporter = (builder, { maps }): Importer => {
	const document = new Updates(builder, maps.actors ?? {});
	return {
		open: ({ name, node }) => document.open(name, node),
		finish: () => document.finish(),
	};
};

class Updates {
	private readonly ops = new Map<string, PlacedOp>();
	/** Peers by the names that the objects around exports give replicas. */
	private readonly names = new Map<string, string>();
	private readonly arrivals: { at: string; id: string; file: number; place: Place; time: string | null }[] =
		[];

	constructor(
		private readonly builder: TraceBuilder,
		private readonly given: Readonly<Record<string, string>>,
	) {}

	open(name: string, node: string | null): JsonRecords {
		const take = (record: JsonRecord): void => {
			const { value, place } = record;
			if (Array.isArray(value)) {
				for (const part of record.elements()) take(part);
			} else if (isUpdate(value)) this.addUpdate(records, record, value.peers, null);
			else {
				const inner = record.field('json') ?? record.field('update');
				const update = inner?.value;
				if (inner === null || !isUpdate(update))
					records.reject(place, 'an export with schema_version and changes');
				else {
					const { replica, time } = value as { replica?: unknown; time?: unknown };
					const at = typeof replica === 'string' ? replica : node;
					this.addUpdate(records, inner, update.peers, at, typeof time === 'string' ? time : null);
				}
			}
		};
		const records: JsonRecords = new JsonRecords(this.builder, name, take, ['changes']);
		return records;
	}

	private addUpdate(
		records: JsonRecords,
		update: JsonRecord,
		peerList: unknown,
		replica: string | null,
		time: string | null = null,
	): void {
		const peers = Array.isArray(peerList) ? peerList.map(String) : [];
		for (const record of update.field('changes')?.elements() ?? []) {
			const change = readLoroChange(record.value, peers);
			if (typeof change === 'string') {
				records.reject(record.place, change);
				continue;
			}
			const places = [...(record.field('ops')?.elements() ?? [])].map((part) => part.place);
			let before: string | null = null;
			for (const [i, op] of change.ops.entries()) {
				const id = `${op.counter}@${change.peer}`;
				const place = places[i] ?? record.place;
				if (replica !== null) this.arrivals.push({ at: replica, id, file: records.number, place, time });
				if (!this.ops.has(id)) {
					this.ops.set(id, {
						id,
						op,
						peer: change.peer,
						lamport: change.lamport + op.counter - change.counter,
						deps: before === null ? change.deps : new Map([[change.peer, op.counter - 1]]),
						file: records.number,
						place,
						timestamp: change.timestamp,
						isFirst: before === null,
					});
				}
				before = id;
			}
		}
	}

	finish(): void {
		const { builder } = this;
		const byPeer = grouped(this.ops.values(), ({ peer }) => peer);
		for (const own of byPeer.values()) own.sort((a, b) => a.op.counter - b.op.counter);
		const lastUpTo = (peer: string, counter: number) =>
			byPeer.get(peer)?.findLast(({ op }) => op.counter <= counter) ?? null;
		const placeOf = new Map([...byPeer.values()].flatMap((own) => own.map((op, i) => [op, i] as const)));
		const parentsOf = (placed: PlacedOp) => {
			const before = byPeer.get(placed.peer)?.[(placeOf.get(placed) as number) - 1];
			const others = placed.isFirst ? [...placed.deps].map(([peer, counter]) => lastUpTo(peer, counter)) : [];
			return [before, ...others].filter((parent) => parent != null && parent !== placed) as PlacedOp[];
		};
		const seen = new Map<PlacedOp, Map<string, number>>();
		const order = parentsFirst(this.ops.values(), parentsOf);
		for (const { item, parents } of order) {
			const clock = new Map<string, number>();
			for (const parent of parents) {
				const known = seen.get(parent) ?? new Map<string, number>();
				for (const [peer, counter] of [...known, [parent.peer, parent.op.counter] as const]) {
					if (counter > (clock.get(peer) ?? -1)) clock.set(peer, counter);
				}
			}
			seen.set(item, clock);
		}
		this.namePeers();
		const name = (peer: string) => this.given[peer] ?? this.names.get(peer) ?? peer;
		const paths = new Map<string, string>();
		const superseded = supersededContainers(this.ops.values());
		const writes = new Map<string, CrdtWrite>();
		const types = new Map<string, string>();
		for (const { item } of order) {
			const write = opWrite(item, seen.get(item) as Map<string, number>, paths, types, name, superseded);
			if (write !== null) writes.set(item.id, write);
		}
		const inOrder = [...this.ops.keys()].flatMap((id) => writes.get(id) ?? []);
		addCrdtWrites(builder, inOrder, this.shown(writes, name), ({ key }) => types.get(key) ?? 'text');
		builder.notes.push(
			'Edits of counters, lists and texts merge: concurrent ones are counted, and are no conflicts.',
			'Loro keeps what has the greatest (lamport, peer), be it a removal: that is the winner shown.',
		);
	}

	/** A peer's operations are exported first by the replica that makes them: most of them by one. */
	private namePeers(): void {
		const first = new Map<string, { at: string; time: string }>();
		for (const { at, id, time } of this.arrivals) {
			if (time === null) continue;
			const known = first.get(id);
			if (known === undefined || time < known.time) first.set(id, { at, time });
		}
		// One replica's exports hold what it received, too.
		if (new Set(this.arrivals.map(({ at }) => at)).size < 2) return;
		const taken = new Set<string>();
		for (const [peer, own] of grouped(first, ([id]) => (this.ops.get(id) as PlacedOp).peer)) {
			const byReplica = [...grouped(own, ([, { at }]) => at)].sort((a, b) => b[1].length - a[1].length);
			const name = byReplica[0]?.[0] ?? peer;
			if (!taken.has(name)) this.names.set(peer, name);
			taken.add(name);
		}
	}

	private shown(writes: ReadonlyMap<string, CrdtWrite>, name: (peer: string) => string): CrdtArrival[] {
		return this.arrivals.flatMap(({ at, id, file, place }) => {
			const write = writes.get(id);
			if (write === undefined || name((this.ops.get(id) as PlacedOp).peer) === at) return [];
			return [{ at, write, file, place }];
		});
	}
}

import { createsVersion, Op } from '../trace/ops.ts';
import { keysOf, type Trace } from '../trace/trace.ts';
import type { VectorPool } from '../trace/vectorPool.ts';
import type { Bounds } from './bounds.ts';
import { Holdings, type HoldingsVisitor } from './holdings.ts';
import { type Everything, Parcels } from './parcels.ts';
import { ToldCounters, type ToldVisitor } from './toldCounters.ts';
import type { VersionIndex } from './versionIndex.ts';

/** Told what happens while knowledge is replayed. Times are places in the causal order, from 0. */
export interface KnowledgeVisitor extends ToldVisitor, HoldingsVisitor {
	/** A replica is about to create a version. What it knows is still what it knew before. */
	onVersion?(event: number, time: number): void;
	/** A receive, read or state with a vector, after what it carried has been taken. See {@link Knowledge.coverBy}. */
	onVector?(event: number): void;
	/** A read or state, after what its vector covers has been taken. */
	onReport?(event: number): void;
}

/**
 * Replays what every replica knows: the versions that it wrote, that messages and syncs carried to it, and, where the visitor
 * says so, that the vectors of its events cover.
 *
 * Knowledge is not kept as sets. Of what `writer` created, a replica knows what was created up to some time: a bound for all
 * keys; and of each single key the first so many versions. Of the dots of `writer`, vectors tell it those up to some counter.
 * A message of all keys carries the sender's bounds, and then the entries of the sender's log of single keys that the
 * receiver has not taken yet, so that every piece of knowledge travels between two replicas once. O(events · replicas) where
 * messages name keys or all of them, plus what is learnt of single keys, once for each pair of replicas.
 */
export class Knowledge {
	/** What vectors told. */
	readonly told: ToldCounters;
	private readonly holdings: Holdings;
	private readonly parcels: Parcels;

	/**
	 * @param cutSyncs syncs that carry nothing
	 * @param index the versions by who created them, and time
	 */
	constructor(
		private readonly trace: Trace,
		private readonly sendOf: Int32Array,
		private readonly cutSyncs: ReadonlySet<number>,
		private readonly index: VersionIndex,
		private readonly visitor: KnowledgeVisitor,
	) {
		const keepsLogs = hasFullMessages(trace);
		this.told = new ToldCounters(trace.keys.size, trace.replicas.size, keepsLogs, visitor);
		this.holdings = new Holdings(trace, index, keepsLogs, visitor);
		this.parcels = new Parcels(sendOf);
	}

	/** Replays all events, or the first `until`. `order` as in CausalOrder; `onStep` is called every few ten thousand events. */
	replay(order: Int32Array | null, onStep: (event: number) => void, until = this.trace.count): void {
		for (let time = 0; time < until; time++) {
			if ((time & 0x7fff) === 0) onStep(time);
			this.step(order === null ? time : (order[time] as number), time);
		}
	}

	/** See {@link Holdings.counts}. */
	get counts(): Int32Array {
		return this.holdings.counts;
	}

	/** See {@link Holdings.rowOf}. */
	rowOf(replica: number, key: number): number {
		return this.holdings.rowOf(replica, key);
	}

	/** How many versions of a group of a key a replica holds. */
	heldOf(replica: number, key: number, group: number): number {
		return this.counts[this.rowOf(replica, key) + group - (this.index.keyGroups[key] as number)] as number;
	}

	private step(event: number, time: number): void {
		const { trace } = this;
		const op = trace.op[event] as number;
		const replica = trace.replica[event] as number;
		if (createsVersion(op)) {
			this.visitor.onVersion?.(event, time);
			this.holdings.create(replica, trace.key[event] as number, time);
		} else if (op === Op.send) {
			if (this.parcels.isAwaited(event)) this.send(event, replica);
		} else if (op === Op.receive) {
			const send = this.sendOf[event] as number;
			if (send >= 0) this.receive(event, replica, send);
			this.meetVector(event);
		} else if (op === Op.sync) {
			const to = trace.peer[event] as number;
			if (to !== replica && !this.cutSyncs.has(event)) this.sync(event, replica, to);
		} else {
			this.meetVector(event);
			this.visitor.onReport?.(event);
		}
	}

	private meetVector(event: number): void {
		if ((this.trace.vector[event] as number) >= 0) this.visitor.onVector?.(event);
	}

	private send(event: number, sender: number): void {
		const key = this.trace.key[event] as number;
		if (key === -1) {
			this.parcels.putEverything(event, this.everythingOf(sender));
			return;
		}
		if (this.told.any) {
			const all = this.told.ofAll(sender);
			const keys = Array.from(keysOf(this.trace, event));
			this.parcels.putTold(event, [all, ...keys.map((one) => this.told.ofKey(sender, one))]);
		}
		if (key >= 0) {
			this.copyRow(sender, key, this.parcels.put(event, this.holdings.widthOf(key)));
			return;
		}
		const keys = keysOf(this.trace, event);
		let at = this.parcels.put(event, this.widthOfAll(keys));
		for (let i = 0; i < keys.length; i++) at = this.copyRow(sender, keys[i] as number, at);
	}

	/** Writes what a sender holds of a key into its message, and answers where that goes on. */
	private copyRow(sender: number, key: number, at: number): number {
		const row = this.rowOf(sender, key);
		const width = this.holdings.widthOf(key);
		const { cells } = this.parcels;
		const { counts } = this;
		for (let i = 0; i < width; i++) cells[at + i] = counts[row + i] as number;
		return at + width;
	}

	private everythingOf(sender: number): Everything {
		return { holding: this.holdings.of(sender), told: this.told.everything(sender) };
	}

	private receive(event: number, replica: number, send: number): void {
		const { trace, parcels } = this;
		const key = trace.key[send] as number;
		if (key === -1) {
			this.takeAll(replica, trace.replica[send] as number, parcels.takeEverything(send), event);
			return;
		}
		const told = parcels.toldOf(send);
		if (key >= 0) {
			this.holdings.takeKey(
				replica,
				key,
				parcels.cells,
				parcels.take(send, this.holdings.widthOf(key)),
				event,
			);
			if (told !== undefined) this.takeTold(replica, key, told, 0, event);
			return;
		}
		const keys = keysOf(trace, send);
		let at = parcels.take(send, this.widthOfAll(keys));
		for (let i = 0; i < keys.length; i++) {
			const one = keys[i] as number;
			this.holdings.takeKey(replica, one, parcels.cells, at, event);
			if (told !== undefined) this.takeTold(replica, one, told, i, event);
			at += this.holdings.widthOf(one);
		}
	}

	private sync(event: number, sender: number, replica: number): void {
		if (this.trace.key[event] === -1) {
			this.takeAll(replica, sender, this.everythingOf(sender), event);
			return;
		}
		const keys = keysOf(this.trace, event);
		for (let i = 0; i < keys.length; i++) {
			const key = keys[i] as number;
			const from = this.rowOf(sender, key);
			this.rowOf(replica, key);
			this.holdings.takeKey(replica, key, this.counts, from, event);
			if (!this.told.any) continue;
			this.takeTold(replica, key, [this.told.ofAll(sender), this.told.ofKey(sender, key)], 0, event);
		}
	}

	/** A replica takes what vectors had told a sender: of all keys, which stands first, and of the key at place i. */
	private takeTold(replica: number, key: number, told: readonly Bounds[], i: number, event: number): void {
		this.told.coverEach(replica, key, told[0] as Bounds, event);
		this.told.coverEach(replica, key, told[i + 1] as Bounds, event);
	}

	private takeAll(replica: number, sender: number, parcel: Everything, event: number): void {
		this.holdings.takeAll(replica, sender, parcel.holding, event);
		this.told.takeAll(replica, sender, parcel.told, event);
	}

	/** The vector of a receive, read or state tells its replica of what it covers: of the keys it names, or of all. */
	coverBy(event: number): void {
		const { trace } = this;
		const replica = trace.replica[event] as number;
		const counters = boundsOf(trace.vectors, trace.vector[event] as number);
		if (trace.key[event] === -1) this.told.coverAllEach(replica, counters, event);
		else {
			const keys = keysOf(trace, event);
			for (let i = 0; i < keys.length; i++) this.told.coverEach(replica, keys[i] as number, counters, event);
		}
	}

	private widthOfAll(keys: ArrayLike<number>): number {
		let width = 0;
		for (let i = 0; i < keys.length; i++) width += this.holdings.widthOf(keys[i] as number);
		return width;
	}
}

/** Whether any message or sync names no key, and so carries all. */
function hasFullMessages(trace: Trace): boolean {
	for (let event = 0; event < trace.count; event++) {
		const op = trace.op[event] as number;
		if ((op === Op.send || op === Op.sync) && trace.key[event] === -1) return true;
	}
	return false;
}

/** A vector of the trace as bounds, sorted by replica. */
function boundsOf(vectors: VectorPool, start: number): Bounds {
	const pairs = Array.from(
		{ length: vectors.size(start) },
		(_, i) => [vectors.replica(start, i), vectors.counter(start, i)] as const,
	);
	return pairs.sort((a, b) => a[0] - b[0]).flat();
}

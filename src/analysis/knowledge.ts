import { createsVersion, Op } from '../trace/ops.ts';
import { keysOf, type Trace } from '../trace/trace.ts';
import { type Bounds, boundOf, joined, raise } from './bounds.ts';

/** Told what happens while knowledge is replayed. Times are places in the causal order, from 0. */
export interface KnowledgeVisitor {
	/** A replica is about to create a version. What it knows is still what it knew before. */
	onVersion?(event: number, time: number): void;
	/** A replica comes to know the versions of a key that were created at `writer` at times in (after, until]. */
	onLearn?(replica: number, key: number, writer: number, after: number, until: number, event: number): void;
	/** The same for all keys. */
	onLearnAll?(replica: number, writer: number, after: number, until: number, event: number): void;
	/** A vector tells a replica of the versions of a key whose dots are of `writer`, with counters in (after, until]. */
	onCover?(replica: number, key: number, writer: number, after: number, until: number, event: number): void;
	/** The same for all keys. */
	onCoverAll?(replica: number, writer: number, after: number, until: number, event: number): void;
}

/** What a message carries, as it was when it was sent. */
interface Parcel {
	/** Null: of all keys. */
	keys: ArrayLike<number> | null;
	/** By place in `keys`; or one, of all keys. */
	times: Bounds[];
	counters: (Bounds | undefined)[];
	/** A parcel of all keys also carries what its sender knew of single keys: its log up to here. */
	logLength: number;
	/** Receives that are still to come. */
	receivesLeft: number;
}

/** Something that a replica came to know of one key. */
interface LogEntry {
	key: number;
	times: Bounds | undefined;
	counters: Bounds | undefined;
}

/**
 * Replays what every replica knows: the versions that it wrote, that messages and syncs carried to it, and (where `vectors`
 * is set) that the vectors of its events cover.
 *
 * Knowledge is not kept as sets. Of what `writer` created, a replica knows what was created up to some time: a bound for
 * all keys, and for single keys a further one. Of the dots of `writer`, vectors tell it those up to some counter. Messages
 * carry bounds. A message of all keys carries the sender's bounds for all keys, and then the entries of the sender's log
 * of single keys that the receiver has not taken yet, so that every piece of knowledge travels between two replicas once.
 * O(events · replicas) where messages name keys or all of them, plus what is learnt of single keys, once for each pair.
 */
export class Knowledge {
	/** By replica, for all keys: the time up to which it knows what each writer created. */
	private readonly times: Bounds[] = [];
	private readonly keyTimes: Map<number, Bounds>[] = [];
	private readonly counters: Bounds[] = [];
	private readonly keyCounters: Map<number, Bounds>[] = [];
	private readonly logs: LogEntry[][] = [];
	/** By receiver, then sender: how much of the sender's log the receiver has taken. */
	private readonly taken: Map<number, number>[] = [];
	private readonly parcels = new Map<number, Parcel>();
	private readonly receives: Int32Array;
	private readonly hasFullMessages: boolean;

	constructor(
		private readonly trace: Trace,
		private readonly sendOf: Int32Array,
		private readonly cutSyncs: ReadonlySet<number>,
		private readonly vectors: boolean,
		private readonly visitor: KnowledgeVisitor,
	) {
		for (let replica = 0; replica < trace.replicas.size; replica++) {
			this.times.push([]);
			this.keyTimes.push(new Map());
			this.counters.push([]);
			this.keyCounters.push(new Map());
			this.logs.push([]);
			this.taken.push(new Map());
		}
		this.receives = new Int32Array(sendOf.length);
		for (const send of sendOf) if (send >= 0) this.receives[send]++;
		this.hasFullMessages = hasFullMessages(trace);
	}

	/** Replays all events. `order` as in CausalOrder; `onStep` is called every few ten thousand events. */
	replay(order: Int32Array | null, onStep: (event: number) => void): void {
		const count = this.trace.count;
		for (let time = 0; time < count; time++) {
			if ((time & 0x7fff) === 0) onStep(time);
			this.step(order === null ? time : (order[time] as number), time);
		}
	}

	/** What a replica knows of the versions of a key by who created them: bounds on time. */
	timesOf(replica: number, key: number): Bounds {
		const all = this.times[replica] as Bounds;
		const own = this.keyTimes[replica]?.get(key);
		return own === undefined ? all : joined(all, own);
	}

	/** What vectors told a replica of the dots of a key: bounds on counters; undefined for nothing. */
	countersOf(replica: number, key: number): Bounds | undefined {
		const all = this.counters[replica] as Bounds;
		const own = this.keyCounters[replica]?.get(key);
		if (all.length === 0) return own;
		return own === undefined ? all : joined(all, own);
	}

	/** A vector at a replica covers the dots of `writer` up to `counter`, of one key. */
	cover(replica: number, key: number, writer: number, counter: number, event: number): void {
		const known = boundOf(this.countersOf(replica, key), writer);
		if (counter <= known) return;
		const bounds: Bounds = [writer, counter];
		this.learnKey(replica, key, undefined, bounds, event);
	}

	private step(event: number, time: number): void {
		const { trace } = this;
		const op = trace.op[event] as number;
		const replica = trace.replica[event] as number;
		if (createsVersion(op)) {
			this.visitor.onVersion?.(event, time);
			raise(this.times[replica] as Bounds, replica, time);
		} else if (op === Op.send) {
			if ((this.receives[event] ?? 0) > 0)
				this.parcels.set(event, this.pack(event, replica, this.receives[event] as number));
		} else if (op === Op.receive) {
			this.receive(event, replica);
			if (this.vectors) this.coverBy(event, replica);
		} else if (op === Op.sync) {
			const to = trace.peer[event] as number;
			if (to !== replica && !this.cutSyncs.has(event))
				this.open(this.pack(event, replica, 1), replica, to, event);
		} else if (this.vectors) this.coverBy(event, replica);
	}

	private pack(event: number, sender: number, receivesLeft: number): Parcel {
		const { trace } = this;
		if (trace.key[event] === -1) {
			return {
				keys: null,
				times: [(this.times[sender] as Bounds).slice()],
				counters: [(this.counters[sender] as Bounds).slice()],
				logLength: (this.logs[sender] as LogEntry[]).length,
				receivesLeft,
			};
		}
		const keys = keysOf(trace, event);
		const times: Bounds[] = [];
		const counters: (Bounds | undefined)[] = [];
		for (let i = 0; i < keys.length; i++) {
			times.push(this.timesOf(sender, keys[i] as number).slice());
			counters.push(this.countersOf(sender, keys[i] as number)?.slice());
		}
		return { keys, times, counters, logLength: 0, receivesLeft };
	}

	private receive(event: number, replica: number): void {
		const send = this.sendOf[event] as number;
		const parcel = send < 0 ? undefined : this.parcels.get(send);
		if (parcel === undefined) return;
		if (--parcel.receivesLeft === 0) this.parcels.delete(send);
		this.open(parcel, this.trace.replica[send] as number, replica, event);
	}

	private open(parcel: Parcel, sender: number, replica: number, event: number): void {
		if (parcel.keys !== null) {
			for (let i = 0; i < parcel.keys.length; i++) {
				this.learnKey(replica, parcel.keys[i] as number, parcel.times[i], parcel.counters[i], event);
			}
			return;
		}
		this.learnAll(replica, parcel.times[0] as Bounds, parcel.counters[0] as Bounds, event);
		const taken = this.taken[replica] as Map<number, number>;
		const log = this.logs[sender] as LogEntry[];
		for (let i = taken.get(sender) ?? 0; i < parcel.logLength; i++) {
			const entry = log[i] as LogEntry;
			this.learnKey(replica, entry.key, entry.times, entry.counters, event);
		}
		if (parcel.logLength > (taken.get(sender) ?? 0)) taken.set(sender, parcel.logLength);
	}

	private learnAll(replica: number, times: Bounds, counters: Bounds, event: number): void {
		const known = this.times[replica] as Bounds;
		for (let i = 0; i < times.length; i += 2) {
			const writer = times[i] as number;
			const bound = times[i + 1] as number;
			const before = boundOf(known, writer);
			if (bound <= before) continue;
			this.visitor.onLearnAll?.(replica, writer, before, bound, event);
			raise(known, writer, bound);
		}
		for (let i = 0; i < counters.length; i += 2)
			this.coverAll(replica, counters[i] as number, counters[i + 1] as number, event);
	}

	private coverAll(replica: number, writer: number, counter: number, event: number): void {
		const known = this.counters[replica] as Bounds;
		const before = boundOf(known, writer);
		if (counter <= before) return;
		this.visitor.onCoverAll?.(replica, writer, before, counter, event);
		raise(known, writer, counter);
	}

	private learnKey(
		replica: number,
		key: number,
		times: Bounds | undefined,
		counters: Bounds | undefined,
		event: number,
	): void {
		let newTimes: Bounds | undefined;
		if (times !== undefined) {
			const all = this.times[replica] as Bounds;
			const own = this.keyTimes[replica]?.get(key);
			for (let i = 0; i < times.length; i += 2) {
				const writer = times[i] as number;
				const bound = times[i + 1] as number;
				const before = Math.max(boundOf(all, writer), boundOf(own, writer));
				if (bound <= before) continue;
				this.visitor.onLearn?.(replica, key, writer, before, bound, event);
				newTimes ??= [];
				newTimes.push(writer, bound);
			}
			if (newTimes !== undefined) this.keyTimes[replica]?.set(key, joined(own, newTimes));
		}
		let newCounters: Bounds | undefined;
		if (counters !== undefined) {
			const known = this.countersOf(replica, key);
			for (let i = 0; i < counters.length; i += 2) {
				const writer = counters[i] as number;
				const bound = counters[i + 1] as number;
				const before = boundOf(known, writer);
				if (bound <= before) continue;
				this.visitor.onCover?.(replica, key, writer, before, bound, event);
				newCounters ??= [];
				newCounters.push(writer, bound);
			}
			if (newCounters !== undefined)
				this.keyCounters[replica]?.set(key, joined(this.keyCounters[replica]?.get(key), newCounters));
		}
		if (this.hasFullMessages && (newTimes !== undefined || newCounters !== undefined)) {
			(this.logs[replica] as LogEntry[]).push({ key, times: newTimes, counters: newCounters });
		}
	}

	/** The vector of a receive, read or state tells its replica of what it covers: of the keys it names, or of all. */
	private coverBy(event: number, replica: number): void {
		const { trace } = this;
		const start = trace.vector[event] as number;
		if (start < 0) return;
		const entries = trace.vectors.size(start);
		if (trace.key[event] === -1) {
			for (let i = 0; i < entries; i++) {
				this.coverAll(replica, trace.vectors.replica(start, i), trace.vectors.counter(start, i), event);
			}
			return;
		}
		const keys = keysOf(trace, event);
		for (let i = 0; i < entries; i++) {
			const writer = trace.vectors.replica(start, i);
			const counter = trace.vectors.counter(start, i);
			for (let j = 0; j < keys.length; j++) this.cover(replica, keys[j] as number, writer, counter, event);
		}
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

import { createsVersion, Op } from '../trace/ops.ts';
import { keysOf, type Trace } from '../trace/trace.ts';
import type { VectorPool } from '../trace/vectorPool.ts';
import { type Bounds, boundOf, type Known, mergedInto, raised } from './bounds.ts';
import { Parcels } from './parcels.ts';

/** Told what happens while knowledge is replayed. Times are places in the causal order, from 0. */
export interface KnowledgeVisitor {
	/** A replica is about to create a version. What it knows is still what it knew before. */
	onVersion?(event: number, time: number): void;
	/** A receive, read or state with a vector, after what it carried has been taken. See {@link Knowledge.coverBy}. */
	onVector?(event: number): void;
	/** A read or state, after what its vector covers has been taken. */
	onReport?(event: number): void;
	/** A replica comes to know the versions of a key that were created at `writer` at times in (after, until]. */
	onLearn?(replica: number, key: number, writer: number, after: number, until: number, event: number): void;
	/** The same for all keys. */
	onLearnAll?(replica: number, writer: number, after: number, until: number, event: number): void;
	/** A vector tells a replica of the versions of a key whose dots are of `writer`, with counters in (after, until]. */
	onCover?(replica: number, key: number, writer: number, after: number, until: number, event: number): void;
	/** The same for all keys. */
	onCoverAll?(replica: number, writer: number, after: number, until: number, event: number): void;
}

/** Entry kinds of a log. */
const TIME = 0;
const COUNTER = 1;
const ENTRY = 4;
/** Vectors of up to so many numbers are taken over pair by pair, longer ones in one go. */
const SHORT = 4;

const NOTHING: Known = { times: [], counters: [] };

/**
 * Replays what every replica knows: the versions that it wrote, that messages and syncs carried to it, and, where the visitor
 * says so, that the vectors of its events cover.
 *
 * Knowledge is not kept as sets. Of what `writer` created, a replica knows what was created up to some time: a bound for
 * all keys, and for single keys a further one. Of the dots of `writer`, vectors tell it those up to some counter. Messages
 * carry bounds; bounds never change but are replaced, so that sending copies nothing. A message of all keys carries the
 * sender's bounds for all keys, and then the entries of the sender's log of single keys that the receiver has not taken
 * yet, so that every piece of knowledge travels between two replicas once. O(events · replicas) where messages name keys
 * or all of them, plus what is learnt of single keys, once for each pair of replicas.
 */
export class Knowledge {
	/** By replica: when it last created a version. It knows all that it created. */
	private readonly ownTime: Int32Array;
	private readonly all: Known[] = [];
	private readonly byKey: Map<number, Known>[] = [];
	/** By replica, what it learnt of single keys, in order: kind, key, writer and bound, four numbers an entry. */
	private readonly logs: number[][] = [];
	/** By receiver, then sender: how much of the sender's log the receiver has taken. */
	private readonly taken: Map<number, number>[] = [];
	/** By writer, for a moment: the time up to which the replica that is being told knows all keys. */
	private readonly heard: Int32Array;
	private readonly parcels: Parcels;
	private readonly keepsLogs: boolean;

	/** @param cutSyncs syncs that carry nothing */
	constructor(
		private readonly trace: Trace,
		private readonly sendOf: Int32Array,
		private readonly cutSyncs: ReadonlySet<number>,
		private readonly visitor: KnowledgeVisitor,
	) {
		const replicas = trace.replicas.size;
		this.ownTime = new Int32Array(replicas).fill(-1);
		for (let replica = 0; replica < replicas; replica++) {
			this.all.push(NOTHING);
			this.byKey.push(new Map());
			this.logs.push([]);
			this.taken.push(new Map());
		}
		this.heard = new Int32Array(replicas).fill(-1);
		this.parcels = new Parcels(sendOf);
		this.keepsLogs = hasFullMessages(trace);
	}

	/** Replays all events, or the first `until`. `order` as in CausalOrder; `onStep` is called every few ten thousand events. */
	replay(order: Int32Array | null, onStep: (event: number) => void, until = this.trace.count): void {
		for (let time = 0; time < until; time++) {
			if ((time & 0x7fff) === 0) onStep(time);
			this.step(order === null ? time : (order[time] as number), time);
		}
	}

	/** The time up to which a replica knows what `writer` created of a key, -1 for nothing. */
	timeOf(replica: number, key: number, writer: number): number {
		if (replica === writer) return this.ownTime[replica] as number;
		const known = this.byKey[replica]?.get(key) ?? NOTHING;
		return Math.max(boundOf(known.times, writer), boundOf((this.all[replica] as Known).times, writer));
	}

	/** What a replica knows of a key beside what it knows of all keys. */
	ofKey(replica: number, key: number): Readonly<Known> {
		return this.byKey[replica]?.get(key) ?? NOTHING;
	}

	/** What a replica knows of all keys. */
	ofAll(replica: number): Readonly<Known> {
		return this.all[replica] as Known;
	}

	/** The counter up to which vectors told a replica of the dots of `writer` of a key, -1 for nothing. */
	counterOf(replica: number, key: number, writer: number): number {
		const known = this.byKey[replica]?.get(key) ?? NOTHING;
		return Math.max(boundOf(known.counters, writer), boundOf((this.all[replica] as Known).counters, writer));
	}

	/** A vector at a replica covers the dots of `writer` up to `counter`, of one key. */
	cover(replica: number, key: number, writer: number, counter: number, event: number): void {
		const before = this.counterOf(replica, key, writer);
		if (counter <= before) return;
		this.visitor.onCover?.(replica, key, writer, before, counter, event);
		const known = this.recordOf(replica, key);
		known.counters = raised(known.counters, writer, counter);
		if (this.keepsLogs) this.logs[replica]?.push(COUNTER, key, writer, counter);
	}

	/** A replica learns of one writer's versions of a key; `known` is its record of the key. */
	private learn(
		known: Known,
		replica: number,
		key: number,
		writer: number,
		time: number,
		event: number,
	): void {
		if (replica === writer) return;
		const all = this.all[replica] as Known;
		const before = Math.max(boundOf(known.times, writer), boundOf(all.times, writer));
		if (time <= before) return;
		this.visitor.onLearn?.(replica, key, writer, before, time, event);
		known.times = raised(known.times, writer, time);
		if (this.keepsLogs) this.logs[replica]?.push(TIME, key, writer, time);
	}

	private step(event: number, time: number): void {
		const { trace } = this;
		const op = trace.op[event] as number;
		const replica = trace.replica[event] as number;
		if (createsVersion(op)) {
			this.visitor.onVersion?.(event, time);
			this.ownTime[replica] = time;
		} else if (op === Op.send) {
			if (this.parcels.isAwaited(event)) this.send(event, replica);
		} else if (op === Op.receive) {
			this.receive(event, replica);
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
		const { trace } = this;
		const ownTime = this.ownTime[sender] as number;
		const all = this.all[sender] as Known;
		const logLength = (this.logs[sender] as number[]).length;
		const key = trace.key[event] as number;
		if (key === -1) this.parcels.put(event, ownTime, all, logLength, null);
		else if (key >= 0) this.parcels.put(event, ownTime, all, logLength, this.copyOf(sender, key));
		else {
			const keys = Array.from(keysOf(trace, event), (one) => this.copyOf(sender, one));
			this.parcels.put(event, ownTime, all, logLength, keys);
		}
	}

	/** What a sender knows of a key, as it is now. */
	private copyOf(sender: number, key: number): Known {
		const known = this.byKey[sender]?.get(key);
		return known === undefined ? NOTHING : { times: known.times, counters: known.counters };
	}

	private receive(event: number, replica: number): void {
		const send = this.sendOf[event] as number;
		if (send < 0) return;
		const parcel = this.parcels.take(send);
		const { trace } = this;
		const sender = trace.replica[send] as number;
		const key = trace.key[send] as number;
		if (parcel.keys === null)
			this.takeAll(replica, sender, parcel.ownTime, parcel.all, parcel.logLength, event);
		else if (key >= 0)
			this.takeKey(replica, key, sender, parcel.ownTime, parcel.all, parcel.keys as Known, event);
		else {
			const keys = keysOf(trace, send);
			for (let i = 0; i < keys.length; i++) {
				const known = (parcel.keys as Known[])[i] as Known;
				this.takeKey(replica, keys[i] as number, sender, parcel.ownTime, parcel.all, known, event);
			}
		}
	}

	private sync(event: number, sender: number, replica: number): void {
		const ownTime = this.ownTime[sender] as number;
		const all = this.all[sender] as Known;
		if (this.trace.key[event] === -1) {
			this.takeAll(replica, sender, ownTime, all, (this.logs[sender] as number[]).length, event);
			return;
		}
		const keys = keysOf(this.trace, event);
		for (let i = 0; i < keys.length; i++) {
			const key = keys[i] as number;
			const known = this.byKey[sender]?.get(key) ?? NOTHING;
			this.takeKey(replica, key, sender, ownTime, all, known, event);
		}
	}

	/** A replica takes what a sender knew of one key: what it created, what it knew of all keys, and of this one. */
	private takeKey(
		replica: number,
		key: number,
		sender: number,
		ownTime: number,
		all: Known,
		known: Known,
		event: number,
	): void {
		const record = this.recordOf(replica, key);
		if (ownTime >= 0) this.learn(record, replica, key, sender, ownTime, event);
		this.learnEach(record, replica, key, all.times, event);
		this.learnEach(record, replica, key, known.times, event);
		this.coverEach(replica, key, all.counters, event);
		this.coverEach(replica, key, known.counters, event);
	}

	private learnEach(record: Known, replica: number, key: number, times: Bounds, event: number): void {
		const all = (this.all[replica] as Known).times;
		// What both have from one source is one and the same vector.
		if (times === record.times || times === all) return;
		if (times.length <= SHORT) {
			for (let i = 0; i < times.length; i += 2) {
				this.learn(record, replica, key, times[i] as number, times[i + 1] as number, event);
			}
			return;
		}
		record.times = mergedInto(record.times, times, (writer, own, time) => {
			const before = Math.max(own, boundOf(all, writer));
			if (replica === writer || time <= before) return false;
			this.visitor.onLearn?.(replica, key, writer, before, time, event);
			if (this.keepsLogs) this.logs[replica]?.push(TIME, key, writer, time);
			return true;
		});
	}

	private coverEach(replica: number, key: number, counters: Bounds, event: number): void {
		if (counters.length <= SHORT) {
			for (let i = 0; i < counters.length; i += 2) {
				this.cover(replica, key, counters[i] as number, counters[i + 1] as number, event);
			}
			return;
		}
		const record = this.recordOf(replica, key);
		const all = (this.all[replica] as Known).counters;
		record.counters = mergedInto(record.counters, counters, (writer, own, counter) => {
			const before = Math.max(own, boundOf(all, writer));
			if (counter <= before) return false;
			this.visitor.onCover?.(replica, key, writer, before, counter, event);
			if (this.keepsLogs) this.logs[replica]?.push(COUNTER, key, writer, counter);
			return true;
		});
	}

	/** A replica's own record of a key. Its vectors may be shared with messages under way, and are replaced, not changed. */
	private recordOf(replica: number, key: number): Known {
		const records = this.byKey[replica] as Map<number, Known>;
		let record = records.get(key);
		if (record === undefined) {
			record = { times: NOTHING.times, counters: NOTHING.counters };
			records.set(key, record);
		}
		return record;
	}

	private takeAll(
		replica: number,
		sender: number,
		ownTime: number,
		all: Known,
		logLength: number,
		event: number,
	): void {
		if (ownTime >= 0) this.learnAll(replica, sender, ownTime, event);
		this.learnAllEach(replica, all.times, event);
		this.coverAllEach(replica, all.counters, event);
		const taken = this.taken[replica] as Map<number, number>;
		const log = this.logs[sender] as number[];
		const from = taken.get(sender) ?? 0;
		if (from >= logLength) return;
		// Most of the log is old news to a replica that has heard of all keys since: that is told without looking at the key.
		const { times } = this.all[replica] as Known;
		for (let i = 0; i < times.length; i += 2) this.heard[times[i] as number] = times[i + 1] as number;
		for (let i = from; i < logLength; i += ENTRY) {
			const key = log[i + 1] as number;
			const writer = log[i + 2] as number;
			const bound = log[i + 3] as number;
			if (log[i] === TIME && bound <= (this.heard[writer] as number)) continue;
			if (log[i] === TIME) this.learn(this.recordOf(replica, key), replica, key, writer, bound, event);
			else this.cover(replica, key, writer, bound, event);
		}
		for (let i = 0; i < times.length; i += 2) this.heard[times[i] as number] = -1;
		taken.set(sender, logLength);
	}

	private learnAll(replica: number, writer: number, time: number, event: number): void {
		if (replica === writer) return;
		const known = this.all[replica] as Known;
		const before = boundOf(known.times, writer);
		if (time <= before) return;
		this.visitor.onLearnAll?.(replica, writer, before, time, event);
		this.all[replica] = { times: raised(known.times, writer, time), counters: known.counters };
	}

	private learnAllEach(replica: number, times: Bounds, event: number): void {
		const known = this.all[replica] as Known;
		if (times === known.times) return;
		if (times.length <= SHORT) {
			for (let i = 0; i < times.length; i += 2) {
				this.learnAll(replica, times[i] as number, times[i + 1] as number, event);
			}
			return;
		}
		const merged = mergedInto(known.times, times, (writer, before, time) => {
			if (replica === writer || time <= before) return false;
			this.visitor.onLearnAll?.(replica, writer, before, time, event);
			return true;
		});
		this.all[replica] = { times: merged, counters: known.counters };
	}

	private coverAllEach(replica: number, counters: Bounds, event: number): void {
		const known = this.all[replica] as Known;
		if (counters.length <= SHORT) {
			for (let i = 0; i < counters.length; i += 2) {
				this.coverAll(replica, counters[i] as number, counters[i + 1] as number, event);
			}
			return;
		}
		const merged = mergedInto(known.counters, counters, (writer, before, counter) => {
			if (counter <= before) return false;
			this.visitor.onCoverAll?.(replica, writer, before, counter, event);
			return true;
		});
		this.all[replica] = { times: known.times, counters: merged };
	}

	private coverAll(replica: number, writer: number, counter: number, event: number): void {
		const known = this.all[replica] as Known;
		const before = boundOf(known.counters, writer);
		if (counter <= before) return;
		this.visitor.onCoverAll?.(replica, writer, before, counter, event);
		this.all[replica] = { times: known.times, counters: raised(known.counters, writer, counter) };
	}

	/** The vector of a receive, read or state tells its replica of what it covers: of the keys it names, or of all. */
	coverBy(event: number): void {
		const { trace } = this;
		const replica = trace.replica[event] as number;
		const start = trace.vector[event] as number;
		const counters = boundsOf(trace.vectors, start);
		if (trace.key[event] === -1) this.coverAllEach(replica, counters, event);
		else {
			const keys = keysOf(trace, event);
			for (let i = 0; i < keys.length; i++) this.coverEach(replica, keys[i] as number, counters, event);
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

/** A vector of the trace as bounds, sorted by replica. */
function boundsOf(vectors: VectorPool, start: number): Bounds {
	const pairs = Array.from(
		{ length: vectors.size(start) },
		(_, i) => [vectors.replica(start, i), vectors.counter(start, i)] as const,
	);
	return pairs.sort((a, b) => a[0] - b[0]).flat();
}

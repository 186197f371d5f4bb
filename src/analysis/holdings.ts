import type { Trace } from '../trace/trace.ts';
import { type Bounds, mergedInto } from './bounds.ts';
import { HeldRows } from './heldRows.ts';
import { LearnLog, type LogPart, readNews } from './learnLog.ts';
import { groupOf, type VersionIndex } from './versionIndex.ts';

/** Told what replicas come to hold. Times are places in the causal order, from 0. */
export interface HoldingsVisitor {
	/** A replica comes to hold the versions of a key that stand at [after, until) of a group of the index by time; some it may hold already. */
	onLearn?(replica: number, key: number, group: number, after: number, until: number, event: number): void;
	/** A replica comes to know the versions of all keys that were created at `writer` at times in (after, until]. */
	onLearnAll?(replica: number, writer: number, after: number, until: number, event: number): void;
}

/** What a replica holds of all keys at some time. It does not change any more. */
export interface Holding {
	/** When the replica last created a version, -1 for never: it holds all that it created. */
	readonly ownTime: number;
	/** By writer, up to when it knows what that created. */
	readonly times: Bounds;
	/** What it learnt of single keys. */
	readonly log: LogPart;
}

/** What every replica holds since it wrote it, or since messages brought it. */
export class Holdings {
	private readonly rows: HeldRows;
	/** Whether there are versions without a dot, which stand in no group of their replica. */
	private readonly hasUndotted: boolean;
	private readonly ownTime: Int32Array;
	/** By replica: what it knows of all keys, and how often that has changed. */
	private readonly times: Bounds[];
	private readonly states: Int32Array;
	private readonly logs: LearnLog[] = [];
	/** By receiver, then sender: how much of the sender's log the receiver has taken. */
	private readonly taken: Map<number, number>[] = [];
	/** By writer, for a moment: the time up to which the replica that is being told knows all keys. */
	private readonly heard: Int32Array;

	/**
	 * @param index the versions by who created them, and time
	 * @param keepsLogs whether there are messages that carry everything
	 */
	constructor(
		trace: Trace,
		private readonly index: VersionIndex,
		private readonly keepsLogs: boolean,
		private readonly visitor: HoldingsVisitor,
	) {
		const replicas = trace.replicas.size;
		this.rows = new HeldRows(index, trace.keys.size, replicas);
		this.hasUndotted = index.groupReplica.includes(-1);
		this.ownTime = new Int32Array(replicas).fill(-1);
		this.times = new Array(replicas).fill([]);
		this.states = new Int32Array(replicas);
		this.heard = new Int32Array(replicas).fill(-1);
		for (let replica = 0; keepsLogs && replica < replicas; replica++) {
			this.logs.push(new LearnLog());
			this.taken.push(new Map());
		}
	}

	/** How many versions replicas hold; see {@link rowOf}. */
	get counts(): Int32Array {
		return this.rows.counts;
	}

	/**
	 * Where in `counts` it stands what a replica holds of a key: for each of the key's groups how many of its versions, from the
	 * first on. Good until another row is asked for.
	 */
	rowOf(replica: number, key: number): number {
		const row = this.rows.of(replica, key);
		const state = this.states[replica] as number;
		if (this.rows.state(row) !== state) this.rows.raise(row, key, this.times[replica] as Bounds, state);
		return row;
	}

	/** The length of the rows of a key. */
	widthOf(key: number): number {
		return (this.index.keyGroups[key + 1] as number) - (this.index.keyGroups[key] as number);
	}

	/** A replica creates a version of a key. */
	create(replica: number, key: number, time: number): void {
		this.ownTime[replica] = time;
		const { groupStart, keyGroups, ranks } = this.index;
		const group = groupOf(this.index, key, replica);
		if (group < 0) return;
		const cell = this.rowOf(replica, key) + group - (keyGroups[key] as number);
		if (!this.hasUndotted) {
			this.counts[cell]++;
			return;
		}
		const at = (groupStart[group] as number) + (this.counts[cell] as number);
		if (at < (groupStart[group + 1] as number) && ranks[at] === time) this.counts[cell]++;
	}

	/** A replica takes what a sender held of one key: counts that stand at `from` of `cells`. */
	takeKey(replica: number, key: number, cells: Int32Array, from: number, event: number): void {
		const row = this.rowOf(replica, key);
		const { counts } = this;
		const width = this.widthOf(key);
		for (let i = 0; i < width; i++) {
			const count = cells[from + i] as number;
			const before = counts[row + i] as number;
			if (count <= before) continue;
			const group = (this.index.keyGroups[key] as number) + i;
			counts[row + i] = count;
			this.visitor.onLearn?.(replica, key, group, before, count, event);
			if (this.keepsLogs) this.log(replica, key, group, count);
		}
	}

	private log(replica: number, key: number, group: number, count: number): void {
		const { groupStart, groupReplica, ranks } = this.index;
		const time = ranks[(groupStart[group] as number) + count - 1] as number;
		(this.logs[replica] as LearnLog).add(groupReplica[group] as number, time, key, group, count);
	}

	/** What a replica holds now. Amortised constant time. */
	of(replica: number): Holding {
		const log = this.logs[replica] as LearnLog;
		if (log.isLong) {
			this.hear(replica, true);
			log.tidy(this.heard);
			this.hear(replica, false);
		}
		return {
			ownTime: this.ownTime[replica] as number,
			times: this.times[replica] as Bounds,
			log: log.part(),
		};
	}

	/** A replica takes all that a sender held. */
	takeAll(replica: number, sender: number, holding: Holding, event: number): void {
		this.learnAll(replica, [sender, holding.ownTime], event);
		this.learnAll(replica, holding.times, event);
		const taken = this.taken[replica] as Map<number, number>;
		const from = taken.get(sender) ?? 0;
		if (from >= holding.log.total) return;
		this.takeLog(replica, holding.log, from, event);
		taken.set(sender, holding.log.total);
	}

	private takeLog(replica: number, log: LogPart, from: number, event: number): void {
		const { index } = this;
		const own = this.logs[replica] as LearnLog;
		// Most of a log is old news to a replica that has heard of all keys since.
		this.hear(replica, true);
		readNews(log, from, this.heard, (writer, time, key, group, count) => {
			if (writer === replica) return;
			// The row need not be raised: what it then holds of this group is less than `count`, and is told anew.
			const cell = this.rows.of(replica, key) + group - (index.keyGroups[key] as number);
			const before = this.counts[cell] as number;
			if (count <= before) return;
			this.counts[cell] = count;
			this.visitor.onLearn?.(replica, key, group, before, count, event);
			own.add(writer, time, key, group, count);
		});
		this.hear(replica, false);
	}

	/** Fills `heard` with what a replica knows of all keys, or empties it. */
	private hear(replica: number, fills: boolean): void {
		const times = this.times[replica] as Bounds;
		for (let i = 0; i < times.length; i += 2)
			this.heard[times[i] as number] = fills ? (times[i + 1] as number) : -1;
	}

	private learnAll(replica: number, times: Bounds, event: number): void {
		const known = this.times[replica] as Bounds;
		if (times === known) return;
		let learns = false;
		const merged = mergedInto(known, times, (writer, before, time) => {
			if (replica === writer || time <= before) return false;
			this.visitor.onLearnAll?.(replica, writer, before, time, event);
			learns = true;
			return true;
		});
		if (!learns) return;
		this.times[replica] = merged;
		this.states[replica]++;
	}
}

import { grown } from '../../trace/growable.ts';

/** Above this many replicas their pairs are kept in a map rather than in a table. */
const MAX_TABLE = 256;

/**
 * For pairs of replicas the two events that bound the second clock against the first one the most: of all events e at
 * `from` that happened before an event f at `to`, those with the smallest ts(f) − ts(e). The clock of `to` minus the clock
 * of `from` is at most that.
 */
export class Edges {
	count = 0;
	from = new Int32Array(16);
	to = new Int32Array(16);
	/** Milliseconds. */
	ms = new Float64Array(16);
	/** The events e and f. */
	earlier = new Int32Array(16);
	later = new Int32Array(16);
	private readonly table: Int32Array | null;
	private readonly map = new Map<number, number>();

	/** @param replicas the number of replicas that the trace has */
	constructor(private readonly replicas: number) {
		this.table = replicas <= MAX_TABLE ? new Int32Array(replicas * replicas).fill(-1) : null;
	}

	/** Takes a pair of events into account. What is no number, since a time is absent, is none. Constant time. */
	add(from: number, to: number, ms: number, earlier: number, later: number): void {
		if (!Number.isFinite(ms)) return;
		let id = this.find(from, to);
		if (id < 0) {
			id = this.append(from, to);
			this.ms[id] = Number.POSITIVE_INFINITY;
		}
		if (ms >= (this.ms[id] as number)) return;
		this.ms[id] = ms;
		this.earlier[id] = earlier;
		this.later[id] = later;
	}

	/** Whether adding a pair of events would tell anything new. */
	isTighter(from: number, to: number, ms: number): boolean {
		const id = this.find(from, to);
		return id < 0 || ms < (this.ms[id] as number);
	}

	/** The number of a pair of replicas, or -1. */
	find(from: number, to: number): number {
		const cell = from * this.replicas + to;
		return this.table === null ? (this.map.get(cell) ?? -1) : (this.table[cell] as number);
	}

	private append(from: number, to: number): number {
		const id = this.count++;
		this.from = grown(this.from, this.count);
		this.to = grown(this.to, this.count);
		this.ms = grown(this.ms, this.count);
		this.earlier = grown(this.earlier, this.count);
		this.later = grown(this.later, this.count);
		this.from[id] = from;
		this.to[id] = to;
		const cell = from * this.replicas + to;
		if (this.table === null) this.map.set(cell, id);
		else this.table[cell] = id;
		return id;
	}
}

/** Of two sets of pairs the tighter ones. Linear. */
export function tightest(replicas: number, sets: readonly Edges[]): Edges {
	const all = new Edges(replicas);
	for (const set of sets) {
		for (let id = 0; id < set.count; id++) {
			all.add(
				set.from[id] as number,
				set.to[id] as number,
				set.ms[id] as number,
				set.earlier[id] as number,
				set.later[id] as number,
			);
		}
	}
	return all;
}

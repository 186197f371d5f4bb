import { parentsFirst } from '../causality/parentsFirst.ts';
import type { Write } from './writes.ts';

/** What a write's server had seen of another server's writes of the same key: the first `least` of them surely, none after the first `most`. */
export interface Bounds {
	least: number;
	most: number;
}

/** The writes of one key with what is known of their pasts. */
export class KeyPast {
	/** By origin: its writes in the order of its commits; write i has index i + 1. */
	readonly ofOrigin = new Map<string, Write[]>();
	readonly bounds = new Map<Write, Map<string, Bounds>>();
	/** By write: how many of each origin's writes are taken to be in its past, its own origin's included. */
	readonly context = new Map<Write, Map<string, number>>();

	constructor(
		readonly writes: readonly Write[],
		/** Pairs that a report names and that nothing decides: they are taken to be concurrent. */
		private readonly undecided: ReadonlyMap<Write, ReadonlySet<Write>>,
	) {}

	/** Whether v is surely in the past of w. */
	isBefore(v: Write, w: Write): boolean {
		if (v.origin === w.origin) return v.index < w.index;
		return (this.bounds.get(w)?.get(v.origin)?.least ?? 0) >= v.index;
	}

	/** Whether surely neither is in the past of the other. */
	isConcurrent(v: Write, w: Write): boolean {
		return v.origin !== w.origin && this.isUnseen(v, w) && this.isUnseen(w, v);
	}

	private isUnseen(v: Write, w: Write): boolean {
		return (this.bounds.get(w)?.get(v.origin)?.most ?? Number.POSITIVE_INFINITY) < v.index;
	}

	/** What is in the past of something that is in the past is there too. A circle in the logs is cut. */
	closeBounds(): void {
		const order = parentsFirst(this.writes, (write) => this.parents(write, (bounds) => bounds.least));
		for (const { item: write, parents } of order) {
			const own = this.bounds.get(write) as Map<string, Bounds>;
			for (const parent of parents) {
				for (const [origin, { least }] of this.bounds.get(parent) as Map<string, Bounds>) {
					const mine = own.get(origin);
					if (mine === undefined) continue;
					mine.least = Math.max(mine.least, least);
					mine.most = Math.max(mine.most, mine.least);
				}
			}
		}
	}

	/** The write before of the same origin, and the last one seen of each other origin. */
	private parents(write: Write, seenOf: (bounds: Bounds) => number): Write[] {
		const found = [this.ofOrigin.get(write.origin)?.[write.index - 2]];
		for (const [origin, bounds] of this.bounds.get(write) as Map<string, Bounds>) {
			found.push(this.ofOrigin.get(origin)?.[seenOf(bounds) - 1]);
		}
		return found.filter((parent) => parent !== undefined);
	}

	/**
	 * Chooses a past for every write: what is sure; and of what nothing tells, what is older by the clocks, unless a report names
	 * the two as a conflict.
	 */
	choose(): void {
		for (const write of this.writes) {
			const context = new Map<string, number>();
			for (const [origin, { least, most }] of this.bounds.get(write) as Map<string, Bounds>) {
				const others = this.ofOrigin.get(origin) as Write[];
				let seen = least;
				while (seen < Math.min(most, others.length) && this.mayFollow(others[seen] as Write, write)) seen++;
				context.set(origin, seen);
			}
			context.set(write.origin, write.index - 1);
			this.context.set(write, context);
		}
		const seen = (write: Write) =>
			[...(this.context.get(write) as Map<string, number>)]
				.map(([origin, count]) => this.ofOrigin.get(origin)?.[count - 1])
				.filter((parent) => parent !== undefined);
		for (const { item: write, parents } of parentsFirst(this.writes, seen)) {
			const context = this.context.get(write) as Map<string, number>;
			for (const parent of parents) {
				for (const [origin, count] of this.context.get(parent) as Map<string, number>) {
					if (count > (context.get(origin) ?? 0)) context.set(origin, count);
				}
			}
		}
	}

	private mayFollow(v: Write, w: Write): boolean {
		if (this.undecided.get(w)?.has(v) || this.isBefore(w, v)) return false;
		return v.time !== null && w.time !== null && v.time < w.time;
	}

	/**
	 * The writes that are concurrent, as chosen, with one with which they are not surely so. `budget` bounds the pairs that
	 * are looked at; where it does not last, all are named. Linear in the concurrent pairs.
	 */
	unsure(budget: number): Set<Write> {
		const found = new Set<Write>();
		let left = budget;
		for (const write of this.writes) {
			for (const [origin, others] of this.ofOrigin) {
				if (origin === write.origin) continue;
				for (let i = this.context.get(write)?.get(origin) ?? 0; i < others.length; i++) {
					const other = others[i] as Write;
					if ((this.context.get(other)?.get(write.origin) ?? 0) >= write.index) break;
					if (left-- <= 0) return new Set(this.writes);
					if (!this.isConcurrent(write, other)) found.add(write).add(other);
				}
			}
		}
		return found;
	}
}

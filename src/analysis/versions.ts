import type { VectorPool } from '../trace/vectorPool.ts';

/**
 * The versions of a trace as columns, grouped by key: those of key k are [keyStart[k], keyStart[k + 1]), in the order in
 * which the analysis visits them (a linear extension of happened-before); versions left out as unsound come last.
 */
export class Versions {
	constructor(
		readonly count: number,
		/** By key number, one more entry than there are keys. */
		readonly keyStart: Int32Array,
		/** The event that created the version. */
		readonly event: Int32Array,
		/** The replica at which the version was written, and when by that replica's wall clock: milliseconds, or NaN. */
		readonly at: Int32Array,
		readonly ts: Float64Array,
		/** The replica of the dot, as a number of the trace's replica table. */
		readonly replica: Int32Array,
		/** The counter of the dot, from 1. */
		readonly counter: Float64Array,
		/** Where the version's vector starts in `pool`. */
		readonly vector: Int32Array,
		/** 1 where the vector is the context itself (dotted), 0 where it is the context joined with the dot (plain). */
		readonly dotted: Uint8Array,
		readonly pool: VectorPool,
		/** 1 where the version is left out of pairs and conflicts, since its vector is unsound or absent. */
		readonly excluded: Uint8Array,
		/** The conflict that the version belongs to, or -1. */
		readonly conflict: Int32Array,
	) {}

	/** What the version's context says of a replica: how many of its versions of the key the writer had seen. */
	context(version: number, replica: number): number {
		if (this.vector[version] === -1) return 0;
		const counter = this.pool.get(this.vector[version] as number, replica);
		return this.dotted[version] === 0 && replica === this.replica[version] ? counter - 1 : counter;
	}

	/** The same of the replica of entry `i` (from 0) of the version's vector, without looking for it. */
	contextAt(version: number, i: number): number {
		const start = this.vector[version] as number;
		const counter = this.pool.counter(start, i);
		const isOwn = this.pool.replica(start, i) === this.replica[version];
		return isOwn && this.dotted[version] === 0 ? counter - 1 : counter;
	}

	/** Calls back for each replica of which the version's writer had seen something, with how much. Linear in the entries. */
	forEachSeen(version: number, use: (replica: number, counter: number) => void): void {
		const start = this.vector[version] as number;
		const size = start === -1 ? 0 : this.pool.size(start);
		for (let i = 0; i < size; i++) {
			const counter = this.contextAt(version, i);
			if (counter > 0) use(this.pool.replica(start, i), counter);
		}
	}

	/** Whether v happened before w; both are versions of one key. */
	happenedBefore(v: number, w: number): boolean {
		return this.context(w, this.replica[v] as number) >= (this.counter[v] as number);
	}

	/** Whether neither of two versions of one key happened before the other. */
	concurrent(v: number, w: number): boolean {
		return v !== w && !this.happenedBefore(v, w) && !this.happenedBefore(w, v);
	}

	/** The version's vector as pairs: context joined with the dot, entries of 0 left out. */
	entries(version: number): [replica: number, counter: number][] {
		const own = this.replica[version] as number;
		const entries: [number, number][] = [];
		const start = this.vector[version] as number;
		const size = start === -1 ? 0 : this.pool.size(start);
		let ownSeen = false;
		for (let i = 0; i < size; i++) {
			const replica = this.pool.replica(start, i);
			const counter = this.pool.counter(start, i);
			if (replica === own) {
				ownSeen = true;
				entries.push([replica, Math.max(counter, this.counter[version] as number)]);
			} else if (counter > 0) entries.push([replica, counter]);
		}
		if (!ownSeen && (this.counter[version] as number) > 0)
			entries.push([own, this.counter[version] as number]);
		return entries;
	}

	/** The same versions in another order within their keys: place i holds what was version order[i]. */
	reordered(order: Int32Array): Versions {
		const count = this.count;
		const event = new Int32Array(count);
		const at = new Int32Array(count);
		const ts = new Float64Array(count);
		const replica = new Int32Array(count);
		const counter = new Float64Array(count);
		const vector = new Int32Array(count);
		const dotted = new Uint8Array(count);
		const excluded = new Uint8Array(count);
		for (let i = 0; i < count; i++) {
			const from = order[i] as number;
			event[i] = this.event[from] as number;
			at[i] = this.at[from] as number;
			ts[i] = this.ts[from] as number;
			replica[i] = this.replica[from] as number;
			counter[i] = this.counter[from] as number;
			vector[i] = this.vector[from] as number;
			dotted[i] = this.dotted[from] as number;
			excluded[i] = this.excluded[from] as number;
		}
		const conflict = new Int32Array(count).fill(-1);
		return new Versions(
			count,
			this.keyStart,
			event,
			at,
			ts,
			replica,
			counter,
			vector,
			dotted,
			this.pool,
			excluded,
			conflict,
		);
	}
}

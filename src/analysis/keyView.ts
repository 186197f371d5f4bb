import { grown } from '../trace/growable.ts';
import type { Versions } from './versions.ts';

/**
 * The versions of one key as the analysis of a key needs them: numbered from 0 in file order, their replicas numbered from 0,
 * and for each replica its versions sorted by counter. A version's *rank* is its place in its replica's list; what a version
 * has *seen* of a replica is how many of that list are in its context. Reused from key to key, so that small keys are cheap.
 */
export class KeyView {
	/** The number of versions and of replicas that wrote them. */
	size = 0;
	replicas = 0;
	/** By place in file order. */
	ids = new Int32Array(16);
	replica = new Int32Array(16);
	rank = new Int32Array(16);
	/** The list of replica p: places, sorted by counter, at listStart[p] … listStart[p + 1] - 1. */
	listStart = new Int32Array(17);
	list = new Int32Array(16);
	/** By place in `list`. */
	private counters = new Float64Array(16);
	/** Whether the counters of replica p are 1, 2, 3, …: then what is seen needs no searching. */
	private dense = new Uint8Array(16);
	/** By replica of the trace: its number here, or -1. */
	private readonly local: Int32Array;
	private globals: number[] = [];

	constructor(
		readonly versions: Versions,
		replicas: number,
	) {
		this.local = new Int32Array(replicas).fill(-1);
	}

	/** Looks at the versions of `from` that are not excluded. O(n log n), linear where counters rise as they mostly do. */
	load(from: ArrayLike<number>, start: number, end: number): void {
		const { versions, local } = this;
		for (const replica of this.globals) local[replica] = -1;
		this.globals.length = 0;
		this.grow(end - start);
		let size = 0;
		for (let i = start; i < end; i++) {
			const version = from[i] as number;
			if (versions.excluded[version] === 1) continue;
			const replica = versions.replica[version] as number;
			if ((local[replica] as number) < 0) local[replica] = this.globals.push(replica) - 1;
			this.ids[size] = version;
			this.replica[size++] = local[replica] as number;
		}
		this.size = size;
		this.replicas = this.globals.length;
		this.fillLists();
	}

	/**
	 * Writes to `seen`, by replica, how many of its versions are in the context of the version at `place`, and answers their
	 * sum: the size of its past. Linear in the vector's entries, log n each where counters are not dense.
	 */
	readSeen(place: number, seen: Int32Array): number {
		const { versions, local } = this;
		seen.fill(0, 0, this.replicas);
		const version = this.ids[place] as number;
		const start = versions.vector[version] as number;
		const pool = versions.pool;
		const size = pool.size(start);
		const own = versions.replica[version] as number;
		const plain = versions.dotted[version] === 0;
		let past = 0;
		for (let i = 0; i < size; i++) {
			const global = pool.replica(start, i);
			const replica = local[global] as number;
			if (replica < 0) continue;
			const counter = pool.counter(start, i) - (plain && global === own ? 1 : 0);
			const count = this.countUpTo(replica, counter);
			seen[replica] = count;
			past += count;
		}
		return past;
	}

	/** What the context of the version at `place` says of a replica's counter. */
	contextOf(place: number, replica: number): number {
		return this.versions.context(this.ids[place] as number, this.globals[replica] as number);
	}

	counterOf(place: number): number {
		return this.versions.counter[this.ids[place] as number] as number;
	}

	/** The sum of the entries of context joined with the dot. */
	weight(place: number): number {
		const { versions } = this;
		const version = this.ids[place] as number;
		const start = versions.vector[version] as number;
		const own = versions.replica[version] as number;
		let sum = versions.counter[version] as number;
		for (let i = versions.pool.size(start) - 1; i >= 0; i--) {
			const counter = versions.pool.counter(start, i);
			if (versions.pool.replica(start, i) !== own) sum += counter;
			else if (counter > (versions.counter[version] as number))
				sum += counter - (versions.counter[version] as number);
		}
		return sum;
	}

	/** The number of versions of a replica whose counter is at most `counter`. */
	private countUpTo(replica: number, counter: number): number {
		const start = this.listStart[replica] as number;
		const end = this.listStart[replica + 1] as number;
		if (this.dense[replica] === 1) return Math.max(0, Math.min(counter, end - start));
		let low = start;
		let high = end;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.counters[middle] as number) <= counter) low = middle + 1;
			else high = middle;
		}
		return low - start;
	}

	private fillLists(): void {
		const { size, replicas, listStart, list, replica, rank, counters, versions, ids } = this;
		listStart.fill(0, 0, replicas + 1);
		for (let place = 0; place < size; place++) listStart[(replica[place] as number) + 1]++;
		for (let p = 0; p < replicas; p++) listStart[p + 1] += listStart[p] as number;
		const next = listStart.slice(0, replicas);
		for (let place = 0; place < size; place++) list[next[replica[place] as number]++] = place;
		const counterOf = (place: number) => versions.counter[ids[place] as number] as number;
		for (let p = 0; p < replicas; p++) {
			const start = listStart[p] as number;
			const end = listStart[p + 1] as number;
			let sorted = true;
			for (let i = start + 1; i < end && sorted; i++) {
				sorted = counterOf(list[i - 1] as number) <= counterOf(list[i] as number);
			}
			if (!sorted) list.subarray(start, end).sort((v, w) => counterOf(v) - counterOf(w) || v - w);
			let dense = true;
			for (let i = start; i < end; i++) {
				const place = list[i] as number;
				rank[place] = i - start;
				counters[i] = counterOf(place);
				if (counters[i] !== i - start + 1) dense = false;
			}
			this.dense[p] = dense ? 1 : 0;
		}
	}

	private grow(size: number): void {
		this.ids = grown(this.ids, size);
		this.replica = grown(this.replica, size);
		this.rank = grown(this.rank, size);
		this.list = grown(this.list, size);
		this.counters = grown(this.counters, size);
		this.listStart = grown(this.listStart, size + 1);
		this.dense = grown(this.dense, size);
	}
}

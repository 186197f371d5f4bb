import { grown } from './growable.ts';
import { finishHash, HASH_SEED, mixWord, rehashed } from './hash.ts';

/**
 * Version vectors, one after the other in two arrays. A vector is known by the place where it starts; there the replica
 * array holds its number of entries, and the entries follow. Entries of 0 need not be stored: an absent entry is 0. A vector that
 * was there before, entry for entry, is not stored again: it is found by its hash, with open addressing, at most half full.
 */
export class VectorPool {
	private ids = new Uint32Array(1 << 10);
	private counts = new Float64Array(1 << 10);
	private used = 0;
	private open = -1;
	private count = 0;
	/** Two numbers a slot: the hash of a vector, and the place where it starts plus one; 0 where the slot is free. */
	private slots = new Int32Array(1 << 9);
	/** Where each replica's newest entry stands: tells in constant time whether the open vector has one already. */
	private places = new Float64Array(16);

	/** The bytes that the pool keeps alive. */
	get byteLength(): number {
		return this.ids.byteLength + this.counts.byteLength + this.slots.byteLength;
	}

	/** Starts a vector. Its entries are added with {@link push}; a vector that is begun and not {@link end}ed is dropped. */
	begin(): void {
		if (this.open >= 0) this.used = this.open;
		this.open = this.used;
		this.reserve();
		this.used++;
	}

	/** Adds an entry to the vector begun last. A replica that is named twice keeps the later counter. Constant time. */
	push(replica: number, counter: number): void {
		if (replica >= this.places.length) this.places = grown(this.places, replica + 1);
		const place = this.places[replica] as number;
		if (place > this.open && place < this.used && this.ids[place] === replica) {
			this.counts[place] = counter;
			return;
		}
		this.reserve();
		this.places[replica] = this.used;
		this.ids[this.used] = replica;
		this.counts[this.used++] = counter;
	}

	/** Ends the vector begun last and tells where it starts: it, or the same one before it. */
	end(): number {
		const { ids, counts, open, used } = this;
		const size = used - open - 1;
		ids[open] = size;
		counts[open] = 0;
		this.open = -1;
		let hash = HASH_SEED;
		for (let at = open + 1; at < used; at++) {
			const counter = counts[at] as number;
			// Counters beyond 32 bits meet others in the hash, not in the comparison.
			hash = mixWord(mixWord(hash, ids[at] as number), counter | 0);
		}
		hash = finishHash(hash, 0, size);
		const mask = this.slots.length - 1;
		let slot = (hash << 1) & mask;
		for (let place = this.slots[slot + 1] as number; place !== 0; place = this.slots[slot + 1] as number) {
			if (this.slots[slot] === hash && this.equal(place - 1, open, size)) {
				this.used = open;
				return place - 1;
			}
			slot = (slot + 2) & mask;
		}
		this.slots[slot] = hash;
		this.slots[slot + 1] = open + 1;
		if (++this.count * 4 > this.slots.length) this.slots = rehashed(this.slots);
		return open;
	}

	/** Forgets all vectors. */
	clear(): void {
		this.used = 0;
		this.open = -1;
		this.count = 0;
		this.slots.fill(0);
	}

	/** All vectors: replicas and counters as they stand in the pool. */
	entries(): { ids: Uint32Array; counts: Float64Array } {
		const used = this.open < 0 ? this.used : this.open;
		return { ids: this.ids.subarray(0, used), counts: this.counts.subarray(0, used) };
	}

	private equal(one: number, other: number, size: number): boolean {
		const { ids, counts } = this;
		for (let i = 0; i <= size; i++) if (ids[one + i] !== ids[other + i]) return false;
		for (let i = 1; i <= size; i++) if (counts[one + i] !== counts[other + i]) return false;
		return true;
	}

	/** The number of entries of the vector at `start`. */
	size(start: number): number {
		return this.ids[start] as number;
	}

	/** The replica of entry `i` (from 0) of the vector at `start`. */
	replica(start: number, i: number): number {
		return this.ids[start + 1 + i] as number;
	}

	/** The counter of entry `i` (from 0) of the vector at `start`. */
	counter(start: number, i: number): number {
		return this.counts[start + 1 + i] as number;
	}

	/** The counter of a replica in the vector at `start`, 0 where it has no entry. Linear in the entries. */
	get(start: number, replica: number): number {
		const end = start + (this.ids[start] as number);
		for (let i = start + 1; i <= end; i++) {
			if (this.ids[i] === replica) return this.counts[i] as number;
		}
		return 0;
	}

	private reserve(): void {
		if (this.used < this.ids.length) return;
		this.ids = grown(this.ids, this.used + 1);
		this.counts = grown(this.counts, this.used + 1);
	}
}

import { grown } from './growable.ts';

/**
 * Version vectors, one after the other in two arrays. A vector is known by the place where it starts; there the replica
 * array holds its number of entries, and the entries follow. Entries of 0 need not be stored: an absent entry is 0.
 */
export class VectorPool {
	private ids = new Uint32Array(1 << 10);
	private counts = new Float64Array(1 << 10);
	private used = 0;
	private open = -1;
	/** Where each replica's newest entry stands: tells in constant time whether the open vector has one already. */
	private places = new Float64Array(16);

	/** The bytes that the pool keeps alive. */
	get byteLength(): number {
		return this.ids.byteLength + this.counts.byteLength;
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

	/** Ends the vector begun last and tells where it starts. */
	end(): number {
		const start = this.open;
		this.ids[start] = this.used - start - 1;
		this.open = -1;
		return start;
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

import { decodeWtf8, encodeWtf8 } from './wtf8.ts';

/**
 * Interned strings as bytes: every distinct string is kept once, in one arena, and known by a number from 0. No JavaScript
 * string is made until somebody asks for the text. Open addressing with linear probing, at most half full.
 */
export class StringTable {
	private arena = new Uint8Array(1 << 12);
	private ends = new Float64Array(64);
	private hashes = new Int32Array(64);
	private slots = new Int32Array(256).fill(-1);
	private count = 0;
	private used = 0;
	private last = -1;

	/** The number of distinct strings. */
	get size(): number {
		return this.count;
	}

	/** The bytes that the table keeps alive. */
	get byteLength(): number {
		return this.arena.byteLength + this.ends.byteLength + this.hashes.byteLength + this.slots.byteLength;
	}

	/** The number of the string in bytes[start, end), which is added if it is new. Expected time linear in its length. */
	intern(bytes: Uint8Array, start: number, end: number): number {
		// A line often names what the line before it named.
		if (this.last >= 0 && this.equals(this.last, bytes, start, end)) return this.last;
		this.last = this.lookUp(bytes, start, end);
		return this.last;
	}

	private lookUp(bytes: Uint8Array, start: number, end: number): number {
		const hash = hashOf(bytes, start, end);
		const mask = this.slots.length - 1;
		let slot = hash & mask;
		for (;;) {
			const id = this.slots[slot] as number;
			if (id < 0) return this.add(bytes, start, end, hash, slot);
			if (this.hashes[id] === hash && this.equals(id, bytes, start, end)) return id;
			slot = (slot + 1) & mask;
		}
	}

	/** The number of a text, which is added if it is new. */
	internText(text: string): number {
		const bytes = encodeWtf8(text);
		return this.intern(bytes, 0, bytes.length);
	}

	/** The number of a text, or -1 where the table does not have it. */
	find(text: string): number {
		const bytes = encodeWtf8(text);
		const hash = hashOf(bytes, 0, bytes.length);
		const mask = this.slots.length - 1;
		for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
			const id = this.slots[slot] as number;
			if (id < 0) return -1;
			if (this.hashes[id] === hash && this.equals(id, bytes, 0, bytes.length)) return id;
		}
	}

	/** The text of a number that the table gave out. */
	text(id: number): string {
		return decodeWtf8(this.arena.subarray(this.startOf(id), this.ends[id]));
	}

	/** All texts, in the order of their numbers. For small tables (replicas, clients). */
	texts(): string[] {
		return Array.from({ length: this.count }, (_, id) => this.text(id));
	}

	private startOf(id: number): number {
		return id === 0 ? 0 : (this.ends[id - 1] as number);
	}

	private equals(id: number, bytes: Uint8Array, start: number, end: number): boolean {
		const from = this.startOf(id);
		const length = end - start;
		if ((this.ends[id] as number) - from !== length) return false;
		const arena = this.arena;
		for (let i = 0; i < length; i++) {
			if (arena[from + i] !== bytes[start + i]) return false;
		}
		return true;
	}

	private add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
		const id = this.count++;
		const length = end - start;
		if (this.used + length > this.arena.length) {
			const grown = new Uint8Array(Math.max(this.arena.length * 2, this.used + length));
			grown.set(this.arena.subarray(0, this.used));
			this.arena = grown;
		}
		for (let i = 0; i < length; i++) this.arena[this.used + i] = bytes[start + i] as number;
		this.used += length;
		if (id === this.ends.length) {
			const ends = new Float64Array(id * 2);
			ends.set(this.ends);
			this.ends = ends;
			const hashes = new Int32Array(id * 2);
			hashes.set(this.hashes);
			this.hashes = hashes;
		}
		this.ends[id] = this.used;
		this.hashes[id] = hash;
		this.slots[slot] = id;
		if (this.count * 2 > this.slots.length) this.rehash();
		return id;
	}

	private rehash(): void {
		const slots = new Int32Array(this.slots.length * 2).fill(-1);
		const mask = slots.length - 1;
		for (let id = 0; id < this.count; id++) {
			let slot = (this.hashes[id] as number) & mask;
			while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask;
			slots[slot] = id;
		}
		this.slots = slots;
	}
}

/** FNV-1a with a final mix, so that short ids that differ in the last byte spread over small tables. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
	let hash = 0x811c9dc5;
	for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
	hash ^= hash >>> 15;
	hash = Math.imul(hash, 0x2c1b3c6d);
	return hash ^ (hash >>> 13);
}

import { grown } from './growable.ts';
import { enterHash, hashBytes, rehashed, viewOf, wordAt } from './hash.ts';
import { decodeWtf8, encodeWtf8 } from './wtf8.ts';

/** In bytes: an entry of the arena is the string's number, its length, and its bytes, filled up with zeros to whole words. */
const ENTRY_HEAD = 8;

/**
 * Interned strings as bytes: every distinct string is kept once, in one arena, and known by a number from 0. No JavaScript
 * string is made until somebody asks for the text. Open addressing with linear probing, at most half full; a slot holds the hash
 * beside the place, so that looking a string up touches one line of the slots and one of the arena.
 */
export class StringTable {
	private arena = new Uint8Array(1 << 12);
	private words = viewOf(this.arena);
	/** By number: where its entry starts in the arena, in words. */
	private places = new Uint32Array(64);
	/** Two numbers a slot: the hash, and the entry's place in words; 0 where the slot is free. */
	private slots = new Int32Array(512);
	private count = 0;
	/** In words. No entry is at 0. */
	private used = 1;

	/** The number of distinct strings. */
	get size(): number {
		return this.count;
	}

	/** The bytes that the table keeps alive. */
	get byteLength(): number {
		return this.arena.byteLength + this.places.byteLength + this.slots.byteLength;
	}

	/** The number of the string in bytes[start, end), which is added if it is new. Expected time linear in its length. */
	intern(bytes: Uint8Array, start: number, end: number): number {
		const view = viewOf(bytes);
		return this.internHashed(view, start, end, hashBytes(view, start, end));
	}

	/** The same as {@link intern}, for who knows the {@link hashBytes} of the bytes already. */
	internHashed(view: DataView, start: number, end: number, hash: number): number {
		const id = this.findHashed(view, start, end, hash);
		return id >= 0 ? id : this.add(view, start, end, hash);
	}

	/** The number of the string, or -1 where the table does not have it. `hash` is its {@link hashBytes}. */
	findHashed(view: DataView, start: number, end: number, hash: number): number {
		const { slots, words } = this;
		const mask = slots.length - 1;
		for (let slot = (hash << 1) & mask; ; slot = (slot + 2) & mask) {
			const place = slots[slot + 1] as number;
			if (place === 0) return -1;
			if (slots[slot] === hash && this.equals(place * 4, view, start, end))
				return words.getInt32(place * 4, true);
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
		const view = viewOf(bytes);
		return this.findHashed(view, 0, bytes.length, hashBytes(view, 0, bytes.length));
	}

	/** The text of a number that the table gave out. */
	text(id: number): string {
		const entry = (this.places[id] as number) * 4;
		const start = entry + ENTRY_HEAD;
		return decodeWtf8(this.arena.subarray(start, start + this.words.getInt32(entry + 4, true)));
	}

	/** All texts, in the order of their numbers. For small tables (replicas, clients). */
	texts(): string[] {
		return Array.from({ length: this.count }, (_, id) => this.text(id));
	}

	/** The strings from the number `first` on, to be given to {@link internAll} of another table. */
	since(first: number): Uint8Array {
		if (first >= this.count) return new Uint8Array(0);
		return this.arena.subarray((this.places[first] as number) * 4, this.used * 4);
	}

	/** Interns strings of another table one after the other, as {@link since} gives them, and tells the number of each. */
	internAll(strings: Uint8Array, use: (id: number) => void): void {
		const view = viewOf(strings);
		for (let at = 0; at < strings.length; ) {
			const start = at + ENTRY_HEAD;
			const end = start + view.getInt32(at + 4, true);
			use(this.internHashed(view, start, end, hashBytes(view, start, end)));
			at = (end + 3) & ~3;
		}
	}

	private equals(entry: number, view: DataView, start: number, end: number): boolean {
		const { words } = this;
		if (words.getInt32(entry + 4, true) !== end - start) return false;
		let own = entry + ENTRY_HEAD;
		let at = start;
		for (; at + 4 <= end; at += 4, own += 4) {
			if (words.getInt32(own, true) !== view.getInt32(at, true)) return false;
		}
		return at === end || words.getInt32(own, true) === wordAt(view, at, end);
	}

	private add(view: DataView, start: number, end: number, hash: number): number {
		const id = this.count++;
		const place = this.used;
		this.used += (ENTRY_HEAD + end - start + 3) >>> 2;
		if (this.used * 4 > this.arena.length) {
			this.arena = grown(this.arena, this.used * 4);
			this.words = viewOf(this.arena);
		}
		this.words.setInt32(place * 4, id, true);
		this.words.setInt32(place * 4 + 4, end - start, true);
		let own = place * 4 + ENTRY_HEAD;
		for (let at = start; at < end; at += 4, own += 4) this.words.setInt32(own, wordAt(view, at, end), true);
		this.places = grown(this.places, this.count);
		this.places[id] = place;
		enterHash(this.slots, hash, place);
		if (this.count * 4 > this.slots.length) this.slots = rehashed(this.slots);
		return id;
	}
}

/**
 * The hash of a string's bytes, taken four at a time (little-endian words), so that who scans a string can hash it on the way:
 * start with {@link HASH_SEED}, {@link mixWord} each whole word, {@link finishHash} with the 0 to 3 bytes that are left and the
 * length. The mixing is that of MurmurHash3 (Austin Appleby), 32 bits.
 */
export const HASH_SEED = 0x5eed;

/** The hash of a string so far with its next four bytes. */
export function mixWord(hash: number, word: number): number {
	const mixed = Math.imul(hash ^ Math.imul(word, 0xcc9e2d51), 0x1b873593);
	return (mixed << 13) | (mixed >>> 19);
}

/** `tail` has the last bytes in its low bits, 0 above them; `length` is that of the string, in bytes. */
export function finishHash(hash: number, tail: number, length: number): number {
	let mixed = Math.imul(hash ^ Math.imul(tail, 0xcc9e2d51) ^ length, 0x85ebca6b);
	mixed ^= mixed >>> 13;
	mixed = Math.imul(mixed, 0xc2b2ae35);
	return mixed ^ (mixed >>> 16);
}

/** The word at `at`; beyond `end` its bytes are 0. */
export function wordAt(view: DataView, at: number, end: number): number {
	if (at + 4 <= end) return view.getInt32(at, true);
	let word = 0;
	for (let i = at; i < end; i++) word |= view.getUint8(i) << ((i - at) << 3);
	return word;
}

/** The hash of the bytes [start, end). */
export function hashBytes(view: DataView, start: number, end: number): number {
	let hash = HASH_SEED;
	let at = start;
	for (; at + 4 <= end; at += 4) hash = mixWord(hash, view.getInt32(at, true));
	return finishHash(hash, wordAt(view, at, end), end - start);
}

/** A view of the same bytes. */
export function viewOf(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * Enters a place, which is not 0, into a table of slots: two numbers each, the hash and the place, which is 0 where the slot is
 * free. Open addressing with linear probing; the length is a power of two.
 */
export function enterHash(slots: Int32Array, hash: number, place: number): void {
	const mask = slots.length - 1;
	let slot = (hash << 1) & mask;
	while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
	slots[slot] = hash;
	slots[slot + 1] = place;
}

/** The same slots in a table of twice the size. */
export function rehashed(slots: Int32Array): Int32Array<ArrayBuffer> {
	const larger = new Int32Array(slots.length * 2);
	for (let slot = 0; slot < slots.length; slot += 2) {
		if (slots[slot + 1] !== 0) enterHash(larger, slots[slot] as number, slots[slot + 1] as number);
	}
	return larger;
}

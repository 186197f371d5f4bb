/**
 * The hash of a string's bytes, taken four at a time (little-endian words), so that who scans a string can hash it on the way:
 * start with {@link HASH_SEED}, {@link mixWord} each whole word, {@link finishHash} with the 0 to 3 bytes that are left and the
 * length. The mixing is that of MurmurHash3 (Austin Appleby), 32 bits.
 */
export const HASH_SEED = 0x5eed;

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

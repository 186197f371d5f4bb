import { FIELD_NAMES } from './fields.ts';

/** Number of each field by its name: its place in FIELD_NAMES. */
export const FIELD = Object.fromEntries(FIELD_NAMES.map((name, id) => [name, id])) as {
	readonly [Name in (typeof FIELD_NAMES)[number]]: number;
};

const LONGEST = 9;
const SLOTS = 512;
/** Found by trying: with it no two names meet. */
const MULTIPLIER = 5;

/** The names as numbers: their first four bytes, the next four, and the rest with the length. */
const HEADS = new Int32Array(FIELD_NAMES.length);
const MIDDLES = new Int32Array(FIELD_NAMES.length);
const TAILS = new Int32Array(FIELD_NAMES.length);
/** Field numbers by a hash of these, perfect for the names there are, which the table checks. */
const BY_HASH = new Int8Array(SLOTS).fill(-1);

function hash(head: number, middle: number, tail: number): number {
	const mixed = Math.imul(head + Math.imul(middle, 31) + Math.imul(tail, MULTIPLIER), 0x9e3779b1);
	return mixed >>> 23;
}

/**
 * The number of the field whose name starts at bytes[start], up to a quote and a colon that stand before `end`; -1 where that
 * is not so, and the line must be read in general. The name is read once.
 */
export function fieldAt(bytes: Uint8Array, start: number, end: number): number {
	const limit = Math.min(end - 1, start + LONGEST + 1);
	let head = 0;
	let middle = 0;
	let tail = 0;
	for (let at = start; at < limit; at++) {
		const byte = bytes[at] as number;
		if (byte === 0x22) {
			if (bytes[at + 1] !== 0x3a) return -1;
			tail = (tail << 8) | (at - start);
			const id = BY_HASH[hash(head, middle, tail)] as number;
			return id >= 0 && HEADS[id] === head && MIDDLES[id] === middle && TAILS[id] === tail ? id : -1;
		}
		const place = at - start;
		if (place < 4) head = (head << 8) | byte;
		else if (place < 8) middle = (middle << 8) | byte;
		else tail = byte;
	}
	return -1;
}

for (const [id, name] of FIELD_NAMES.entries()) {
	if (name.length > LONGEST) throw new Error(`the field name ${name} is longer than fieldAt reads`);
	const codes = Array.from(name, (character) => character.charCodeAt(0));
	const pack = (some: number[]) => some.reduce((packed, code) => (packed << 8) | code, 0);
	HEADS[id] = pack(codes.slice(0, 4));
	MIDDLES[id] = pack(codes.slice(4, 8));
	TAILS[id] = ((codes[8] ?? 0) << 8) | name.length;
	const at = hash(HEADS[id] as number, MIDDLES[id] as number, TAILS[id] as number);
	if ((BY_HASH[at] as number) >= 0)
		throw new Error(`the field names ${name} and ${FIELD_NAMES[BY_HASH[at] as number]} collide`);
	BY_HASH[at] = id;
}

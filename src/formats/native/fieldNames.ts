import { FIELD_NAMES } from './fields.ts';

/** Number of each field by its name: its place in FIELD_NAMES. */
export const FIELD = Object.fromEntries(FIELD_NAMES.map((name, id) => [name, id])) as {
	readonly [Name in (typeof FIELD_NAMES)[number]]: number;
};

/** Field numbers by a hash of length, first and last byte: perfect for the names there are, which the table checks. */
const BY_HASH = new Int8Array(256).fill(-1);
const NAME_BYTES = FIELD_NAMES.map((name) => Uint8Array.from(name, (character) => character.charCodeAt(0)));

function hash(length: number, first: number, last: number): number {
	return (length * 71 + first * 5 + last * 13) & 255;
}

for (const [id, name] of NAME_BYTES.entries()) {
	const at = hash(name.length, name[0] as number, name[name.length - 1] as number);
	if ((BY_HASH[at] as number) >= 0)
		throw new Error(`field names ${FIELD_NAMES[id]} and ${FIELD_NAMES[BY_HASH[at] as number]} collide`);
	BY_HASH[at] = id;
}

/** The number of the field whose name stands in bytes[start, stop), or -1. Constant time. */
export function fieldAt(bytes: Uint8Array, start: number, stop: number): number {
	const length = stop - start;
	if (length === 0 || length > 9) return -1;
	const id = BY_HASH[hash(length, bytes[start] as number, bytes[stop - 1] as number)] as number;
	if (id < 0) return -1;
	const name = NAME_BYTES[id] as Uint8Array;
	if (name.length !== length) return -1;
	for (let i = 0; i < length; i++) if (name[i] !== bytes[start + i]) return -1;
	return id;
}

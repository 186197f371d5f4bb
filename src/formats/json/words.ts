/*
 * Four bytes at a time, the first one in the low bits of the word. Source: Henry S. Warren, "Hacker's Delight", 2nd edition,
 * section 6-1 (find first 0-byte); Alan Mycroft's test for it, of which the lowest bit that it sets is exact.
 */

const ONES = 0x01010101;
const HIGHS = 0x80808080 | 0;

/** The place, from 0, of the first byte that does not stand for itself in a JSON string (", \ or a control character); 4 for none. */
export function firstSpecial(word: number): number {
	const quote = word ^ 0x22222222;
	const backslash = word ^ 0x5c5c5c5c;
	const found =
		(((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | ((word - 0x20202020) & ~word)) & HIGHS;
	return found === 0 ? 4 : (31 - Math.clz32(found & -found)) >>> 3;
}

/** Whether all four bytes are digits. */
export function areDigits(word: number): boolean {
	return (((word - 0x30303030) | (word + 0x46464646)) & HIGHS) === 0;
}

/** The number that four digits are. */
export function digitsIn(word: number): number {
	const units = word & 0x0f0f0f0f;
	const pairs = Math.imul(units, 10) + (units >>> 8);
	return Math.imul(pairs & 0xff, 100) + ((pairs >>> 16) & 0xff);
}

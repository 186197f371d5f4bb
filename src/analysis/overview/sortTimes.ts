const DIGIT = 16;
const VALUES = 1 << DIGIT;
const DIGITS = 64 / DIGIT;

/**
 * The places of numbers in ascending order, equal ones in the order in which they stand: a radix sort by the numbers' bits, which
 * for numbers from 0 up have their order. O(n).
 *
 * @param numbers finite, none below 0
 */
export function ascending(numbers: Float64Array): Int32Array {
	const { length } = numbers;
	// As little-endian machines hold them: the lowest digit first. There are no others that this runs on.
	const digits = new Uint16Array(numbers.buffer, numbers.byteOffset, length * DIGITS);
	let places = new Int32Array(length);
	let next = new Int32Array(length);
	for (let i = 0; i < length; i++) places[i] = i;
	const starts = new Uint32Array(VALUES);
	for (let digit = 0; digit < DIGITS; digit++) {
		starts.fill(0);
		for (let i = digit; i < digits.length; i += DIGITS) starts[digits[i] as number]++;
		if (starts[digits[digit] as number] === length) continue;
		let start = 0;
		for (let value = 0; value < VALUES; value++) {
			const size = starts[value] as number;
			starts[value] = start;
			start += size;
		}
		for (let i = 0; i < length; i++) {
			const place = places[i] as number;
			next[starts[digits[place * DIGITS + digit] as number]++] = place;
		}
		[places, next] = [next, places];
	}
	return places;
}

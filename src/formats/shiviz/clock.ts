import { isObject } from '../json/isObject.ts';
/** A host and its clock at the end of a line: `p1 {"p1":5, "p3":3}`. */
export const CLOCK_LINE = /(?:^|\s)(\S+)\s+(\{\s*\\?"[^"{}]+"\s*:\s*\d+[^{}]*\})\s*$/;

/**
 * Reads a clock, JSON of whole numbers, as ShiViz takes it: quotes may be escaped (as TLA+ prints them), entries of 0 are none.
 * Null where it is none.
 */
export function readClock(text: string): [host: string, counter: number][] | null {
	let clock: unknown;
	try {
		clock = JSON.parse(text.includes('\\"') ? text.replaceAll('\\"', '"') : text);
	} catch {
		return null;
	}
	if (!isObject(clock)) return null;
	const entries = Object.entries(clock);
	if (!entries.every(([, counter]) => Number.isSafeInteger(counter) && (counter as number) >= 0)) return null;
	return (entries as [string, number][]).filter(([, counter]) => counter > 0);
}

/**
 * A number that stands for a time as milliseconds: what it counts is told by how many digits it has (seconds, milli-, micro-,
 * nanoseconds since 1970 have 10, 13, 16, 19). Other numbers are nanoseconds of a clock of their own, as TSViz takes them.
 */
export function timeOf(digits: string): number | undefined {
	if (!/^\d{1,20}$/.test(digits)) {
		const parsed = Date.parse(digits);
		return Number.isNaN(parsed) ? undefined : parsed;
	}
	const number = Number(digits);
	if (digits.length === 10) return number * 1e3;
	if (digits.length === 13) return number;
	return digits.length === 16 ? number / 1e3 : number / 1e6;
}

import type { Interval } from '../../src/session/protocol.ts';
import { number } from '../words.ts';

/** A span of time as people read it: `182.5 ms`, `12.5 s`, `3 h 20 min`. */
export function duration(ms: number): string {
	const size = Math.abs(ms);
	const sign = ms < 0 ? '−' : '';
	const decimals = (value: number) => number(Math.round(value * 1000) / 1000);
	if (size < 10_000) return `${sign}${decimals(size)} ms`;
	if (size < 120_000) return `${sign}${decimals(size / 1000)} s`;
	const minutes = Math.floor(size / 60_000);
	if (minutes < 120) return `${sign}${number(minutes)} min`;
	const hours = Math.floor(minutes / 60);
	return hours < 48
		? `${sign}${hours} h ${minutes % 60} min`
		: `${sign}${number(Math.floor(hours / 24))} days`;
}

/** The same with a plus before what is ahead. */
export function signed(ms: number): string {
	return ms > 0 ? `+${duration(ms)}` : duration(ms);
}

/** An offset's bounds: `+182 ms to +217 ms`, `at least +3 ms`; one-sided ones say so. */
export function intervalText({ min, max }: Interval): string {
	if (min === null && max === null) return 'not bounded';
	if (min === null) return `at most ${signed(max as number)}`;
	if (max === null) return `at least ${signed(min)}`;
	return min === max ? signed(min) : `${signed(min)} to ${signed(max)}`;
}

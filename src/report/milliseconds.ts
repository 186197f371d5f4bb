import { count, figure } from './visible.ts';

/** A span of time within a sentence: `0.5 ms`, `182 ms`, `1,250 ms`, `12.5 s`, `3 h 20 min`. Exact up to a minute, of either sign, infinite too. */
export function span(ms: number): string {
	const size = Math.abs(ms);
	const sign = ms < 0 ? '−' : '';
	if (size === Number.POSITIVE_INFINITY) return `${sign}1e+300 days or more`;
	if (size < 10_000) return `${sign}${decimal(size)} ms`;
	if (size < 120_000) return `${sign}${decimal(size / 1000)} s`;
	const minutes = Math.floor(size / 60_000);
	if (minutes < 120) return `${sign}${figure(minutes)} min`;
	const hours = Math.floor(minutes / 60);
	if (hours < 48) return `${sign}${figure(hours)} h ${minutes % 60} min`;
	return `${sign}${count(Math.floor(hours / 24), 'day')}`;
}

/** At most three digits after the point. */
function decimal(number: number): string {
	const rounded = Math.round(number * 1000) / 1000;
	const whole = Math.trunc(rounded);
	const fraction = Math.round((rounded - whole) * 1000);
	return fraction === 0
		? figure(whole)
		: `${figure(whole)}.${String(fraction).padStart(3, '0').replace(/0+$/, '')}`;
}

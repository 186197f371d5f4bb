import type { Analysis } from '../analysis.ts';
import { clocksOf } from '../clocks/clocks.ts';
import type { ClockOffsets } from './stamps.ts';

/** With more replicas than this the offsets are not looked for: bounds would be needed for each of them. */
const MAX_REPLICAS = 500;

/**
 * How far the replicas' clocks were ahead of that of the first one, by replica number: the midpoint of what the trace proves, for
 * replicas that it bounds on both sides. Empty where it proves no clock to be off: then none is corrected.
 */
export function provenOffsets(analysis: Analysis): ClockOffsets {
	const offsets = new Map<number, number>();
	const replicas = analysis.trace.participants;
	if (replicas.length > MAX_REPLICAS) return offsets;
	const { skew, timed } = clocksOf(analysis);
	if (!timed) return offsets;
	const bounds = (from: number, to: number) => ({ min: -skew.max(to, from), max: skew.max(from, to) });
	let isProven = false;
	const [first, ...others] = replicas;
	for (const replica of others) {
		const { min, max } = bounds(first as number, replica);
		if (min > 0 || max < 0) isProven = true;
		if (Number.isFinite(min) && Number.isFinite(max)) offsets.set(replica, (min + max) / 2);
	}
	for (const from of isProven ? [] : others) {
		for (const to of others) {
			const { min, max } = bounds(from, to);
			isProven ||= from !== to && (min > 0 || max < 0);
		}
	}
	return isProven ? offsets : new Map();
}

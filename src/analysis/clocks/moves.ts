import type { Analysis } from '../analysis.ts';
import type { ClockGraph } from './graph.ts';
import { type ClockChange, stretchesOf } from './stretches.ts';

/** Clocks that run at different rates drift apart; no clock in use is off by more than this, in millionths. */
const MAX_DRIFT_PPM = 1000;

/** How clocks moved against each other at a change. */
export interface ClockMove {
	/** The replicas whose times contradict each other. */
	replicas: readonly number[];
	/** The one of them whose clock moved against all others that are compared, or -1 where the trace cannot tell. */
	replica: number;
	/** Of that replica's clock: 1 forward, -1 back, 0 where the trace cannot tell. */
	direction: -1 | 0 | 1;
	/** By how many milliseconds at least. */
	ms: number;
	/** The change as a rate, in millionths, and whether a drift can explain it. */
	ppm: number;
	drift: boolean;
	/** The change is between these events. */
	firstEvent: number;
	lastEvent: number;
}

/** Tells how clocks moved at a change: its number among those of {@link stretchesOf}. */
export function moveOf(analysis: Analysis, number: number): ClockMove {
	const { trace } = analysis;
	const { changes, stretches } = stretchesOf(analysis);
	const { contradiction, last } = changes[number] as ClockChange;
	const { replicas, steps, ms } = contradiction;
	const events = steps.flatMap(({ earlier, later }) => [earlier, later]);
	const ppm = (ms / elapsed(trace.replica, trace.ts, events)) * 1e6;
	const after = stretches.findIndex((stretch) => stretch.first <= last && last <= stretch.last);
	const [before, now] = [stretches[after - 1]?.graph ?? null, stretches[after]?.graph ?? null];
	const moved = before === null || now === null ? null : whoMoved(before, now);
	return {
		replicas: [...new Set(replicas)],
		replica: moved?.replica ?? -1,
		direction: moved?.direction ?? 0,
		ms,
		ppm,
		drift: ppm <= MAX_DRIFT_PPM,
		firstEvent: events.reduce((a, b) => Math.min(a, b)),
		lastEvent: events.reduce((a, b) => Math.max(a, b)),
	};
}

/** The longest time that passes on one clock within a proof, at least a millisecond. */
function elapsed(replica: Int32Array, ts: Float64Array, events: readonly number[]): number {
	let longest = 1;
	for (const a of events) {
		for (const b of events)
			if (replica[a] === replica[b]) longest = Math.max(longest, (ts[a] as number) - (ts[b] as number));
	}
	return longest;
}

/** The replica that is in every pair whose bounds before and after exclude each other, if there are several such pairs. */
function whoMoved(before: ClockGraph, after: ClockGraph): { replica: number; direction: -1 | 1 } | null {
	const moved: { from: number; to: number }[] = [];
	for (const from of before.replicas) {
		for (const to of before.replicas) {
			// The clock of `to` against that of `from` is now more than it could be before.
			if (
				from !== to &&
				after.has(from) &&
				after.has(to) &&
				-after.distance(to, from) > before.distance(from, to)
			)
				moved.push({ from, to });
		}
	}
	if (moved.length < 2) return null;
	for (const [side, direction] of [
		['to', 1],
		['from', -1],
	] as const) {
		const replica = moved[0]?.[side] as number;
		if (moved.every((pair) => pair[side] === replica)) return { replica, direction };
	}
	return null;
}

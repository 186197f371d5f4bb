import type { Trace } from '../../trace/trace.ts';
import type { Axis } from './axis.ts';
import { ascending } from './sortTimes.ts';

export interface TimeAxis extends Axis {
	/** The time of position 0, in milliseconds since the Unix epoch. */
	readonly origin: number;
	/** Events that carry no time. */
	readonly missing: number;
}

/**
 * The events by their replicas' wall clocks, corrected by how far these are ahead; ties in file order. Null where no event has
 * a time. O(events).
 *
 * @param ahead milliseconds by replica number
 */
export function timeAxis(trace: Trace, ahead: ReadonlyMap<number, number>): TimeAxis | null {
	const { count, ts, replica } = trace;
	const corrections = Float64Array.from({ length: trace.replicas.size }, (_, id) => ahead.get(id) ?? 0);
	const timeOf = (event: number) => (ts[event] as number) - (corrections[replica[event] as number] as number);
	let timed = 0;
	let first = Number.POSITIVE_INFINITY;
	let last = Number.NEGATIVE_INFINITY;
	let sorted = true;
	for (let event = 0; event < count; event++) {
		const time = timeOf(event);
		if (!Number.isFinite(time)) continue;
		timed++;
		if (time < last) sorted = false;
		if (time > last) last = time;
		if (time < first) first = time;
	}
	if (timed === 0) return null;
	const position = (event: number) => {
		const time = timeOf(event);
		return Number.isFinite(time) ? time - first : Number.NaN;
	};
	return {
		unit: 'ms',
		length: endOf(last - first),
		origin: first,
		missing: count - timed,
		count: timed,
		events: timed === count && sorted ? null : orderOf(count, timed, position, sorted),
		position,
	};
}

/** The events with a position, in the order of their positions. */
function orderOf(
	count: number,
	timed: number,
	position: (event: number) => number,
	sorted: boolean,
): Int32Array {
	const events = new Int32Array(timed);
	const positions = new Float64Array(sorted ? 0 : timed);
	let placed = 0;
	for (let event = 0; event < count; event++) {
		const at = position(event);
		if (Number.isNaN(at)) continue;
		if (!sorted) positions[placed] = at;
		events[placed++] = event;
	}
	return sorted ? events : ascending(positions).map((place) => events[place] as number);
}

/** A little behind the last event, so that it is on the axis too. */
function endOf(last: number): number {
	return Math.max(1, last + Math.max(1e-3, last * 1e-9));
}

import type { Trace } from '../../trace/trace.ts';

/** A replica's clock that went back in the replica's own order of events. */
export interface BackStep {
	replica: number;
	/** The event whose time is furthest behind the greatest time before it, and that earlier event. */
	event: number;
	before: number;
	/** Milliseconds between them. */
	ms: number;
	/** How many events have a time before that of the event before them. */
	times: number;
}

/**
 * Finds the replicas whose times fall along their own events, with the furthest fall of each. A sync has its sender's time.
 * O(events).
 *
 * @param order the events in an order that agrees with every replica's own; null for that of the file
 */
export function findBackSteps(trace: Trace, order: Int32Array | null): BackStep[] {
	const { ts, replica, count } = trace;
	const replicas = trace.replicas.size;
	const last = new Float64Array(replicas).fill(Number.NEGATIVE_INFINITY);
	const greatest = new Int32Array(replicas).fill(-1);
	const steps = new Map<number, BackStep>();
	for (let i = 0; i < count; i++) {
		const event = order === null ? i : (order[i] as number);
		const at = replica[event] as number;
		const time = ts[event] as number;
		if (!Number.isFinite(time)) continue;
		const before = greatest[at] as number;
		if (time < (last[at] as number)) {
			const ms = (ts[before] as number) - time;
			const step = steps.get(at);
			if (step === undefined) steps.set(at, { replica: at, event, before, ms, times: 1 });
			else {
				step.times++;
				if (ms > step.ms) Object.assign(step, { event, before, ms });
			}
		}
		last[at] = time;
		if (before < 0 || time > (ts[before] as number)) greatest[at] = event;
	}
	return [...steps.values()];
}

import { Op } from '../trace/ops.ts';
import type { Trace } from '../trace/trace.ts';

/** The events of every replica in its own order: those of replica r are events[start[r]] … events[start[r + 1] - 1]. */
export interface ReplicaEvents {
	readonly start: Int32Array;
	readonly events: Int32Array;
}

/**
 * The events of each replica in the order of the file, or by `seq` where events carry one (an event without takes the seq
 * of the one before it in the file). A sync stands in the lists of both its replicas. O(events), and a sort where there is a seq.
 */
export function eventsByReplica(trace: Trace): ReplicaEvents {
	const { op, replica, peer, count } = trace;
	const start = new Int32Array(trace.replicas.size + 1);
	const bothSides = (event: number) => op[event] === Op.sync && peer[event] !== replica[event];
	for (let event = 0; event < count; event++) {
		start[(replica[event] as number) + 1]++;
		if (bothSides(event)) start[(peer[event] as number) + 1]++;
	}
	for (let r = 0; r < trace.replicas.size; r++) start[r + 1] += start[r] as number;
	const events = new Int32Array(start[trace.replicas.size] as number);
	const next = start.slice();
	for (let event = 0; event < count; event++) {
		events[next[replica[event] as number]++] = event;
		if (bothSides(event)) events[next[peer[event] as number]++] = event;
	}
	if (trace.seq.length > 0) {
		for (let r = 0; r < trace.replicas.size; r++) sortBySeq(trace, events.subarray(start[r], start[r + 1]));
	}
	return { start, events };
}

function sortBySeq(trace: Trace, events: Int32Array): void {
	const effective = new Float64Array(events.length);
	let previous = Number.NEGATIVE_INFINITY;
	let sorted = true;
	for (let i = 0; i < events.length; i++) {
		const seq = trace.seq[events[i] as number] as number;
		const value = Number.isNaN(seq) ? previous : seq;
		if (value < previous) sorted = false;
		effective[i] = value;
		previous = value;
	}
	if (sorted) return;
	const places = Array.from(events.keys()).sort(
		(i, j) => compare(effective[i] as number, effective[j] as number) || i - j,
	);
	events.set(places.map((i) => events[i] as number));
}

/** Infinities that are equal have no difference, so that subtracting will not do. */
function compare(a: number, b: number): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

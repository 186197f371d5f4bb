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
 *
 * @param oneSided syncs that stand in the list of their sender alone
 */
export function eventsByReplica(trace: Trace, oneSided: ReadonlySet<number> = new Set()): ReplicaEvents {
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
	return oneSided.size === 0 ? { start, events } : withoutReceivers(trace, { start, events }, oneSided);
}

/** The lists without the syncs in `oneSided` at their receivers: only now, since others took their seq. */
function withoutReceivers(
	trace: Trace,
	{ start, events }: ReplicaEvents,
	oneSided: ReadonlySet<number>,
): ReplicaEvents {
	const newStart = start.slice();
	let kept = 0;
	for (let r = 0; r + 1 < start.length; r++) {
		newStart[r] = kept;
		for (let i = start[r] as number; i < (start[r + 1] as number); i++) {
			const event = events[i] as number;
			if (!oneSided.has(event) || trace.replica[event] === r) events[kept++] = event;
		}
	}
	newStart[start.length - 1] = kept;
	return { start: newStart, events: events.subarray(0, kept) };
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

/**
 * For replicas with orders of their own: answers the first event in the file among those of a replica from a given one on.
 * Linear to prepare, constant to ask.
 */
export function earliestFrom({ start, events }: ReplicaEvents): (replica: number, event: number) => number {
	const earliest = events.slice();
	const places = new Map<number, number>();
	for (let replica = 0; replica + 1 < start.length; replica++) {
		for (let i = (start[replica + 1] as number) - 1; i >= (start[replica] as number); i--) {
			if (i + 1 < (start[replica + 1] as number))
				earliest[i] = Math.min(earliest[i] as number, earliest[i + 1] as number);
			places.set((events[i] as number) * start.length + replica, i);
		}
	}
	return (replica, event) => earliest[places.get(event * start.length + replica) as number] as number;
}

import { createsVersion, Op } from '../../trace/ops.ts';
import type { Trace } from '../../trace/trace.ts';
import { type Axis, eventOf } from './axis.ts';
import { countBelow } from './conflictSpans.ts';
import { select } from './select.ts';

/** A stretch in which two replicas exchanged nothing although they otherwise do. */
export interface Partition {
	/** Replica numbers, the lower one first. */
	a: number;
	b: number;
	/** Positions: the last delivery before it and the first one after it, or the end of the axis. */
	start: number;
	end: number;
	/** How far deliveries between the two are usually apart. */
	usual: number;
}

/** With fewer gaps nobody can tell what is usual. */
const MIN_GAPS = 8;
/** What the usual gap is judged by. All but the median count only where at least so many gaps are longer. */
const QUANTILES = [0.5, 0.9, 0.99];
const LONGER = 5;
/** If deliveries came at random, one of so many traces would have a gap as long as a partition. */
const TRACES = 100;

/**
 * Partitions, sorted by start. Deliveries of two replicas are the receives and syncs between them; gaps are the distances between
 * successive ones, n of them between all replicas. The usual gap of two replicas is the largest m that a quantile Q(q) of their
 * gaps suggests: for random arrivals m = Q(q) / -ln(1 - q). A partition is a gap, or the stretch from the last delivery to the end
 * of the axis, that is longer than m · ln(100 · n) and within which one of the two wrote. Before the first delivery nothing tells
 * that the two were connected. Two replicas with fewer than 8 gaps have none.
 *
 * Expected O(events)
 */
export function findPartitions(trace: Trace, axis: Axis): Partition[] {
	const found: Partition[] = [];
	let writes: Map<number, Float64Array> | null = null;
	const wrote = (replica: number, start: number, end: number) => {
		writes ??= writesByReplica(trace, axis);
		const own = writes.get(replica) ?? new Float64Array(0);
		const next = own[countBelow(own, start)];
		return next !== undefined && next <= end;
	};
	const pairs = deliveriesByPair(trace, axis);
	let gaps = 0;
	for (const deliveries of pairs.values()) gaps += deliveries.length - 1;
	for (const [pair, deliveries] of pairs) {
		const usual = usualGap(deliveries);
		if (usual === null) continue;
		const limit = usual * Math.log(TRACES * gaps);
		const [a, b] = [Math.floor(pair / trace.replicas.size), pair % trace.replicas.size];
		for (let i = 0; i < deliveries.length; i++) {
			const start = deliveries[i] as number;
			const end = deliveries[i + 1] ?? axis.length;
			if (end - start > limit && (wrote(a, start, end) || wrote(b, start, end)))
				found.push({ a, b, start, end, usual });
		}
	}
	return found.sort((x, y) => x.start - y.start || x.end - y.end || x.a - y.a || x.b - y.b);
}

/** The usual distance between successive ones of sorted positions; null where it cannot be told. */
export function usualGap(positions: ArrayLike<number>): number | null {
	const count = positions.length - 1;
	if (count < MIN_GAPS) return null;
	const gaps = new Float64Array(count);
	for (let i = 0; i < count; i++) gaps[i] = (positions[i + 1] as number) - (positions[i] as number);
	let usual = 0;
	for (const q of QUANTILES) {
		const place = Math.ceil(q * count) - 1;
		if (q > 0.5 && count - 1 - place < LONGER) continue;
		usual = Math.max(usual, select(gaps, place) / -Math.log(1 - q));
	}
	return usual > 0 ? usual : null;
}

/** By pair of replicas (lower · replicas + higher), the positions of what one received from the other, ascending. */
function deliveriesByPair(trace: Trace, axis: Axis): Map<number, number[]> {
	const { op, replica, peer } = trace;
	const pairs = new Map<number, number[]>();
	for (let rank = 0; rank < axis.count; rank++) {
		const event = eventOf(axis, rank);
		const operation = op[event];
		if (operation !== Op.receive && operation !== Op.sync) continue;
		const [at, other] = [replica[event] as number, peer[event] as number];
		if (other < 0 || other === at) continue;
		const pair = Math.min(at, other) * trace.replicas.size + Math.max(at, other);
		const known = pairs.get(pair);
		if (known === undefined) pairs.set(pair, [axis.position(event)]);
		else known.push(axis.position(event));
	}
	return pairs;
}

/** By replica number, the positions of the versions that it wrote, ascending. */
function writesByReplica(trace: Trace, axis: Axis): Map<number, Float64Array> {
	const writes = new Map<number, number[]>();
	for (let rank = 0; rank < axis.count; rank++) {
		const event = eventOf(axis, rank);
		if (!createsVersion(trace.op[event] as number)) continue;
		const replica = trace.replica[event] as number;
		const own = writes.get(replica);
		if (own === undefined) writes.set(replica, [axis.position(event)]);
		else own.push(axis.position(event));
	}
	return new Map([...writes].map(([replica, positions]) => [replica, Float64Array.from(positions)]));
}

import type { Analysis } from '../analysis.ts';
import { clocksOf } from './clocks.ts';
import type { ClockGraph } from './graph.ts';
import { graphWithin, type Stretch, stretchesOf } from './stretches.ts';

/** How far one clock is ahead of another, in milliseconds; infinite on a side that nothing bounds. */
export interface OffsetBounds {
	min: number;
	max: number;
}

/** Events within this share of the trace on either side count for what is near, and so many events at least. */
const NEAR = 1 / 16;
const NEAR_EVENTS = 100;
const UNKNOWN: OffsetBounds = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };

/** A trace in columns: runs of as many events each, in causal order, with what each proves of the clocks. */
export class OffsetColumns {
	readonly count: number;
	private readonly columnOfBucket: Int32Array;

	/** @param most columns; fewer in traces of fewer events */
	constructor(
		private readonly analysis: Analysis,
		most: number,
	) {
		const { buckets } = stretchesOf(analysis).buckets;
		this.count = Math.max(1, Math.min(most, buckets));
		this.columnOfBucket = new Int32Array(buckets);
		for (let column = 0; column < this.count; column++)
			this.columnOfBucket.fill(column, this.firstBucket(column), this.firstBucket(column + 1));
	}

	/** The column of an event. */
	columnOf(event: number): number {
		return this.columnOfBucket[stretchesOf(this.analysis).buckets.bucketOf(event)] as number;
	}

	/** The first and last event of a column. */
	eventsOf(column: number): { first: number; last: number } {
		const { trace, order } = this.analysis;
		const { buckets } = stretchesOf(this.analysis).buckets;
		const start = (bucket: number) => Math.ceil((bucket * trace.count) / buckets);
		const eventAt = (time: number) => (order === null ? time : (order[time] as number));
		return {
			first: eventAt(start(this.firstBucket(column))),
			last: eventAt(start(this.firstBucket(column + 1)) - 1),
		};
	}

	/** What the events near a column prove of replicas' clocks against a reference. O(replicas · bounds between clocks). */
	near(column: number, reference: number, replicas: readonly number[]): OffsetBounds[] {
		const all = stretchesOf(this.analysis);
		const middle = this.middleOf(column);
		const stretch = stretchAt(all.stretches, middle);
		if (stretch === null || stretch.graph === null) return replicas.map(() => UNKNOWN);
		const share = Math.max(NEAR, NEAR_EVENTS / this.analysis.trace.count);
		const reach = Math.ceil(all.buckets.buckets * share);
		const graph = graphWithin(
			this.analysis,
			all,
			Math.max(stretch.first, middle - reach),
			Math.min(stretch.last, middle + reach),
		);
		return replicas.map((replica) => boundsIn(graph, reference, replica));
	}

	/** What the whole stretch around a column proves in which no clock moves. */
	whole(column: number, reference: number, replicas: readonly number[]): OffsetBounds[] {
		const { stretches } = stretchesOf(this.analysis);
		const { skew } = clocksOf(this.analysis);
		if (skew.contradictions.length === 0)
			return replicas.map((replica) =>
				replica === reference
					? { min: 0, max: 0 }
					: { min: -skew.max(replica, reference), max: skew.max(reference, replica) },
			);
		const graph = stretchAt(stretches, this.middleOf(column))?.graph ?? null;
		return replicas.map((replica) => (graph === null ? UNKNOWN : boundsIn(graph, reference, replica)));
	}

	private middleOf(column: number): number {
		return (this.firstBucket(column) + this.firstBucket(column + 1) - 1) >> 1;
	}

	private firstBucket(column: number): number {
		return Math.floor((column * stretchesOf(this.analysis).buckets.buckets) / this.count);
	}
}

function stretchAt(stretches: readonly Stretch[], bucket: number): Stretch | null {
	return stretches.find(({ first, last }) => first <= bucket && bucket <= last) ?? null;
}

function boundsIn(graph: ClockGraph, reference: number, replica: number): OffsetBounds {
	if (replica === reference) return { min: 0, max: 0 };
	return { min: -graph.distance(replica, reference), max: graph.distance(reference, replica) };
}

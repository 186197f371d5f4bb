import type { Analysis } from '../analysis.ts';
import { once } from '../once.ts';
import { BucketEdges } from './bucketEdges.ts';
import { Edges } from './edges.ts';
import { ClockGraph, type Contradiction } from './graph.ts';

/** A stretch of the trace, in the order of its events, within which the clocks' offsets do not contradict each other. */
export interface Stretch {
	/** Buckets, both included. */
	first: number;
	last: number;
	/** Null where a single bucket contradicts itself. */
	graph: ClockGraph | null;
}

/** A time at which clocks moved against each other. */
export interface ClockChange {
	contradiction: Contradiction;
	/** The shortest run of buckets, up to the first that contradicts what came before, that does. */
	first: number;
	last: number;
}

/** The trace cut into stretches, from its beginning on, each as long as can be. */
export interface Stretches {
	readonly buckets: BucketEdges;
	/** By bucket: the edges whose later event it holds. */
	readonly byLast: readonly number[][];
	readonly stretches: Stretch[];
	/** What parts them. */
	readonly changes: ClockChange[];
}

/** Most buckets that a trace is cut into; fewer where there are very many replicas. */
const BUCKETS = 256;
const MAX_CELLS = 1 << 22;

/** Cuts a trace into stretches without contradictions. O(events + versions · replicas), and O(buckets · replicas³) at worst. */
export const stretchesOf = once((analysis: Analysis): Stretches => {
	const { trace } = analysis;
	const most = Math.max(16, Math.min(BUCKETS, Math.floor(MAX_CELLS / trace.participants.length ** 2)));
	const buckets = new BucketEdges(analysis, Math.max(1, Math.min(most, trace.count)));
	const byLast = group(buckets.last, buckets.count, buckets.buckets);
	const stretches: Stretch[] = [];
	const changes: ClockChange[] = [];
	let first = 0;
	let edges = new Edges(trace.replicas.size);
	let graph = new ClockGraph(edges);
	for (let bucket = 0; bucket < buckets.buckets; bucket++) {
		addAll(edges, buckets, byLast[bucket] as number[], first);
		const longer = new ClockGraph(edges);
		const [contradiction] = longer.contradictions(1);
		if (contradiction === undefined) {
			graph = longer;
			continue;
		}
		const change = shortest(analysis, buckets, byLast, first, bucket);
		changes.push(change ?? { contradiction, first, last: bucket });
		// The graph that is kept must not see the edges that contradict it.
		if (bucket > first)
			stretches.push({
				first,
				last: bucket - 1,
				graph: graphWithin(analysis, { buckets, byLast }, first, bucket - 1),
			});
		first = bucket;
		edges = new Edges(trace.replicas.size);
		addAll(edges, buckets, byLast[bucket] as number[], first);
		graph = new ClockGraph(edges);
		if (graph.contradictions(1).length === 0) continue;
		stretches.push({ first, last: bucket, graph: null });
		first = bucket + 1;
		edges = new Edges(trace.replicas.size);
		graph = new ClockGraph(edges);
	}
	if (first < buckets.buckets) stretches.push({ first, last: buckets.buckets - 1, graph });
	return { buckets, byLast, stretches, changes };
});

/** The graph of the edges within a run of buckets. Linear in the edges that end there. */
export function graphWithin(
	{ trace }: Analysis,
	{ buckets, byLast }: Pick<Stretches, 'buckets' | 'byLast'>,
	first: number,
	last: number,
): ClockGraph {
	const edges = new Edges(trace.replicas.size);
	for (let bucket = first; bucket <= last; bucket++)
		addAll(edges, buckets, byLast[bucket] as number[], first);
	return new ClockGraph(edges);
}

/** Goes back from the bucket that contradicts what came before until it does. */
function shortest(
	{ trace }: Analysis,
	buckets: BucketEdges,
	byLast: readonly number[][],
	start: number,
	last: number,
): ClockChange | null {
	const byFirst: number[][] = Array.from({ length: last - start + 1 }, () => []);
	for (let bucket = start; bucket <= last; bucket++) {
		for (const id of byLast[bucket] as number[]) byFirst[(buckets.first[id] as number) - start]?.push(id);
	}
	const edges = new Edges(trace.replicas.size);
	for (let first = last; first >= start; first--) {
		for (const id of byFirst[first - start] as number[]) add(edges, buckets, id);
		const [contradiction] = new ClockGraph(edges).contradictions(1);
		if (contradiction !== undefined) return { contradiction, first, last };
	}
	return null;
}

function addAll(edges: Edges, buckets: BucketEdges, ids: readonly number[], first: number): void {
	for (const id of ids) if ((buckets.first[id] as number) >= first) add(edges, buckets, id);
}

function add(edges: Edges, buckets: BucketEdges, id: number): void {
	edges.add(
		buckets.from[id] as number,
		buckets.to[id] as number,
		buckets.ms[id] as number,
		buckets.earlier[id] as number,
		buckets.later[id] as number,
	);
}

function group(column: Int32Array, count: number, size: number): number[][] {
	const groups: number[][] = Array.from({ length: size }, () => []);
	for (let id = 0; id < count; id++) groups[column[id] as number]?.push(id);
	return groups;
}

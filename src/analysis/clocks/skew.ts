import type { Analysis } from '../analysis.ts';
import { type Edges, tightest } from './edges.ts';
import { ClockGraph, type Contradiction, type Step } from './graph.ts';
import { stretchesOf } from './stretches.ts';

/** With more replicas, bounds are those of direct messages and writes, not of paths through others. */
const MAX_PATHS = 500;

/** What is known of the clock of `to` minus the clock of `from`, in milliseconds. */
export interface SkewRow {
	/** Replicas, as numbers of the trace. */
	from: number;
	to: number;
	/** Null where nothing bounds it on this side. */
	min: number | null;
	max: number | null;
	/** Whether 0 lies outside. */
	proven: boolean;
	/** The same by messages alone; both null where they contradict each other or say nothing. */
	byMessages: { min: number | null; max: number | null };
}

/** Bounds on how far replicas' clocks are apart, proven by messages and by causally ordered writes. */
export class Skew {
	readonly contradictions: readonly Contradiction[];
	private readonly graph: ClockGraph;
	private readonly messageGraph: ClockGraph;
	private readonly messagesSound: boolean;

	constructor(
		private readonly analysis: Analysis,
		readonly messages: Edges,
		readonly writes: Edges,
	) {
		this.graph = new ClockGraph(tightest(analysis.trace.replicas.size, [messages, writes]));
		this.contradictions = this.graph.contradictions();
		this.messageGraph = new ClockGraph(messages);
		this.messagesSound = this.contradictions.length === 0 || this.messageGraph.contradictions().length === 0;
	}

	/** False: there are so many replicas that paths through others are not taken into account. */
	get closed(): boolean {
		return this.graph.replicas.length <= MAX_PATHS;
	}

	/**
	 * The most that the clock of `to` is ahead of that of `from`, in milliseconds; Infinity where nothing says. Where clocks
	 * moved, so that no single offset fits the whole trace, this holds in every stretch that bounds it; where anything else
	 * shows the clock to be further ahead at some time, nothing is said.
	 */
	max(from: number, to: number): number {
		if (this.contradictions.length === 0) return this.bound(this.graph, from, to);
		let max = Number.NEGATIVE_INFINITY;
		// A message from one stretch into the next is in neither.
		const back = this.graph.edges.find(to, from);
		let least = back < 0 ? Number.NEGATIVE_INFINITY : -(this.graph.edges.ms[back] as number);
		for (const { graph } of stretchesOf(this.analysis).stretches) {
			if (graph === null) continue;
			const bound = this.bound(graph, from, to);
			if (Number.isFinite(bound)) max = Math.max(max, bound);
			least = Math.max(least, -this.bound(graph, to, from));
		}
		return max === Number.NEGATIVE_INFINITY || least > max ? Number.POSITIVE_INFINITY : max;
	}

	/** What proves {@link max} where it is finite: where clocks moved, in the stretch that allows the most. */
	path(from: number, to: number): Step[] {
		if (this.contradictions.length === 0) return this.pathIn(this.graph, from, to);
		const max = this.max(from, to);
		for (const { graph } of stretchesOf(this.analysis).stretches)
			if (graph !== null && this.bound(graph, from, to) === max) return this.pathIn(graph, from, to);
		return [];
	}

	private pathIn(graph: ClockGraph, from: number, to: number): Step[] {
		if (this.closed) return graph.path(from, to);
		const direct = graph.edges.find(from, to);
		return [{ earlier: graph.edges.earlier[direct] as number, later: graph.edges.later[direct] as number }];
	}

	/** The ordered pairs that are bounded on a side, in the order of the trace's replicas. */
	*rows(): Iterable<SkewRow> {
		const replicas = this.analysis.trace.participants.filter((id) => this.graph.has(id));
		for (const from of replicas) {
			for (const to of this.closed ? replicas : this.graph.neighbours(from)) {
				if (from === to) continue;
				const row = this.row(from, to);
				if (row !== null) yield row;
			}
		}
	}

	/** What is known of one ordered pair; null for nothing. */
	row(from: number, to: number): SkewRow | null {
		const [min, max] = [orNull(-this.max(to, from)), orNull(this.max(from, to))];
		if (min === null && max === null) return null;
		const byMessages = (a: number, b: number) =>
			this.messagesSound ? this.bound(this.messageGraph, a, b) : Number.POSITIVE_INFINITY;
		return {
			from,
			to,
			min,
			max,
			proven: (min !== null && min > 0) || (max !== null && max < 0),
			byMessages: { min: orNull(-byMessages(to, from)), max: orNull(byMessages(from, to)) },
		};
	}

	private bound(graph: ClockGraph, from: number, to: number): number {
		if (this.closed) return graph.distance(from, to);
		const direct = graph.edges.find(from, to);
		return direct < 0 ? Number.POSITIVE_INFINITY : (graph.edges.ms[direct] as number);
	}
}

/** -0 is 0. */
function orNull(bound: number): number | null {
	return Number.isFinite(bound) ? bound + 0 : null;
}

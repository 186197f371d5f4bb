import type { Edges } from './edges.ts';

/** Two events of which the first happened before the second: one step of a proof. */
export interface Step {
	earlier: number;
	later: number;
}

/** What sums of fractions may be off by, in milliseconds: clocks are not told apart more finely. */
const EPSILON = 1e-6;

/** Contradictions of three replicas and more are told up to this number. */
const MAX_LONG = 100;

/** Steps that lead from a replica round to itself although their times sum up to less than nothing. */
export interface Contradiction {
	/** The replicas on the way, each once, in its order. */
	replicas: number[];
	steps: Step[];
	/** By how many milliseconds the times contradict each other. */
	ms: number;
}

/**
 * Bounds between replicas' clocks as a graph: an edge from i to j of w milliseconds says that j's clock minus i's is at most w.
 * Holds, from every replica, the shortest paths to the others.
 */
export class ClockGraph {
	/** The replicas that have an edge. */
	readonly replicas: readonly number[];
	private readonly nodeOf = new Map<number, number>();
	private readonly out: number[][] = [];
	private readonly rows = new Map<number, Row>();

	constructor(readonly edges: Edges) {
		const node = (replica: number) => {
			let known = this.nodeOf.get(replica);
			if (known === undefined) {
				known = this.out.push([]) - 1;
				this.nodeOf.set(replica, known);
			}
			return known;
		};
		for (let id = 0; id < edges.count; id++) {
			const from = node(edges.from[id] as number);
			node(edges.to[id] as number);
			this.out[from]?.push(id);
		}
		this.replicas = [...this.nodeOf.keys()];
	}

	/** Whether a replica has an edge. */
	has(replica: number): boolean {
		return this.nodeOf.has(replica);
	}

	/** The replicas that have an edge with one, in either direction. */
	neighbours(replica: number): Iterable<number> {
		if (this.bordering === null) {
			const { edges } = this;
			this.bordering = new Map(this.replicas.map((one) => [one, new Set<number>()]));
			for (let id = 0; id < edges.count; id++) {
				this.bordering.get(edges.from[id] as number)?.add(edges.to[id] as number);
				this.bordering.get(edges.to[id] as number)?.add(edges.from[id] as number);
			}
		}
		return this.bordering.get(replica) ?? [];
	}
	private bordering: Map<number, Set<number>> | null = null;

	/**
	 * The smallest sum of edges from a replica to another, Infinity where no path leads there. Only where the graph has no
	 * contradiction. O(n · edges) once for each `from` (Bellman–Ford with a queue), then constant.
	 */
	distance(from: number, to: number): number {
		const node = this.nodeOf.get(to);
		return node === undefined || !this.nodeOf.has(from)
			? Number.POSITIVE_INFINITY
			: (this.row(from).distance[node] as number);
	}

	/** The steps of a shortest path, which has one. */
	path(from: number, to: number): Step[] {
		const { via } = this.row(from);
		const steps: Step[] = [];
		for (let replica = to; replica !== from; ) {
			const id = via[this.nodeOf.get(replica) as number] as number;
			steps.push(this.step(id));
			replica = this.edges.from[id] as number;
		}
		return steps.reverse();
	}

	/**
	 * Contradictions: of a replica with itself, of two replicas, and, among replicas that are in none of these, longer ones.
	 * None is told twice; replicas on one are not looked for on others, except on those of two. O(n · edges) for each long one.
	 *
	 * @param most how many are wanted; of long ones there are never more than a hundred
	 */
	contradictions(most = Number.POSITIVE_INFINITY): Contradiction[] {
		const { edges } = this;
		const found: Contradiction[] = [];
		const told = new Set<number>();
		const tell = (ids: number[]) => {
			found.push(this.contradiction(ids));
			for (const id of ids) told.add(this.nodeOf.get(edges.from[id] as number) as number);
		};
		for (let id = 0; id < edges.count && found.length < most; id++) {
			const [from, to] = [edges.from[id] as number, edges.to[id] as number];
			if (from === to && (edges.ms[id] as number) < -EPSILON) tell([id]);
			const back = from < to ? edges.find(to, from) : -1;
			if (back >= 0 && (edges.ms[id] as number) + (edges.ms[back] as number) < -EPSILON) tell([id, back]);
		}
		for (let long = 0; long < MAX_LONG && found.length < most; long++) {
			const circle = this.relax(new Float64Array(this.out.length), null, told);
			if (circle === null) break;
			tell(circle);
		}
		return found;
	}

	private row(from: number): Row {
		let row = this.rows.get(from);
		if (row === undefined) {
			const distance = new Float64Array(this.out.length).fill(Number.POSITIVE_INFINITY);
			const start = this.nodeOf.get(from) as number;
			distance[start] = 0;
			const via = new Int32Array(this.out.length).fill(-1);
			this.relax(distance, start, new Set(), via);
			row = { distance, via };
			this.rows.set(from, row);
		}
		return row;
	}

	/**
	 * Lowers distances along edges until none is too large (Bellman–Ford with a queue, from one node or from all). Answers the
	 * edges of a circle that would lower them for ever, or null.
	 */
	private relax(
		distance: Float64Array,
		start: number | null,
		without: ReadonlySet<number>,
		via = new Int32Array(this.out.length).fill(-1),
	): number[] | null {
		const { edges, nodeOf, out } = this;
		let queue = start === null ? Array.from(out.keys()).filter((node) => !without.has(node)) : [start];
		// In the n-th round a node is lowered only by a path of n edges, which has been to some node twice.
		for (let round = 0; queue.length > 0; round++) {
			const next = new Set<number>();
			for (const node of queue) {
				for (const id of out[node] as number[]) {
					const to = nodeOf.get(edges.to[id] as number) as number;
					const lower = (distance[node] as number) + (edges.ms[id] as number);
					if (to === node || without.has(to) || lower > (distance[to] as number) - EPSILON) continue;
					distance[to] = lower;
					via[to] = id;
					next.add(to);
					if (round > out.length) return this.circleFrom(to, via);
				}
			}
			queue = [...next];
		}
		return null;
	}

	/** The circle that going back from a node leads into. */
	private circleFrom(node: number, via: Int32Array): number[] {
		const back = (at: number) => this.nodeOf.get(this.edges.from[via[at] as number] as number) as number;
		let at = node;
		for (let i = 0; i < this.out.length; i++) at = back(at);
		const ids: number[] = [];
		const start = at;
		do {
			ids.push(via[at] as number);
			at = back(at);
		} while (at !== start);
		ids.reverse();
		return ids;
	}

	private contradiction(ids: readonly number[]): Contradiction {
		return {
			replicas: ids.map((id) => this.edges.from[id] as number),
			steps: ids.map((id) => this.step(id)),
			ms: -ids.reduce((sum, id) => sum + (this.edges.ms[id] as number), 0),
		};
	}

	private step(id: number): Step {
		return { earlier: this.edges.earlier[id] as number, later: this.edges.later[id] as number };
	}
}

interface Row {
	/** By node, milliseconds. */
	distance: Float64Array;
	/** By node, the last edge of the path to it. */
	via: Int32Array;
}

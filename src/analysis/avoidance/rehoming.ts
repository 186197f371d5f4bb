import type { Analysis } from '../analysis.ts';

/** Moving a key to another home costs as much as forwarding this many writes, unless the user says otherwise. */
export const MOVING_COST = 5;

/** What it costs to let keys move between homes over time. */
export interface Rehoming {
	/** Writes that still happen elsewhere than at their key's home of the time. */
	forwarded: number;
	/** How often a key moves. */
	moves: number;
	keysThatMove: number;
}

/**
 * The cheapest homes over time: each key's writes, in visiting order, are served at a home that may move before each of them,
 * where forwarding a write costs 1 and a move `movingCost`. Of solutions that cost the same, one with the fewest moves. A key
 * starts where its first home is, at no cost. Linear in the versions.
 */
export function rehome({ trace, versions }: Analysis, movingCost = MOVING_COST): Rehoming {
	const path = new CheapestPath(trace.replicas.size, movingCost);
	const total: Rehoming = { forwarded: 0, moves: 0, keysThatMove: 0 };
	for (let key = 0; key < trace.keys.size; key++) {
		path.clear();
		const end = versions.keyStart[key + 1] as number;
		for (let version = versions.keyStart[key] as number; version < end; version++)
			path.write(versions.at[version] as number);
		total.forwarded += path.cost - path.moves * movingCost;
		total.moves += path.moves;
		if (path.moves > 0) total.keysThatMove++;
	}
	return total;
}

/**
 * The dynamic programme of one key: by home, the cost of the cheapest way to have served all writes so far and to be there now.
 * A write costs 1 at all homes but its own, which is kept as a number that all share; and a home is as cheap as moving there
 * from the cheapest one, which need be looked at only when the home itself is: so a write takes constant time.
 */
export class CheapestPath {
	/** The cost of the cheapest way, and the moves on it. */
	cost = 0;
	moves = 0;
	/** By replica: what being there costs, less the number of writes so far; without moves since it was looked at last. */
	private readonly costs: Float64Array;
	private readonly movesTo: Int32Array;
	private readonly touched: number[] = [];
	private writes = 0;

	constructor(
		replicas: number,
		private readonly movingCost: number,
	) {
		this.costs = new Float64Array(replicas);
		this.movesTo = new Int32Array(replicas);
	}

	clear(): void {
		for (const replica of this.touched) this.costs[replica] = this.movesTo[replica] = 0;
		this.touched.length = 0;
		this.cost = this.moves = this.writes = 0;
	}

	/** The next write happens at a replica. */
	write(at: number): void {
		let cost = (this.costs[at] as number) + this.writes;
		let moves = this.movesTo[at] as number;
		if (cheaper(this.cost + this.movingCost, this.moves + 1, cost, moves)) {
			cost = this.cost + this.movingCost;
			moves = this.moves + 1;
		}
		this.writes++;
		this.costs[at] = cost - this.writes;
		this.movesTo[at] = moves;
		this.touched.push(at);
		if (cheaper(cost, moves, this.cost + 1, this.moves)) {
			this.cost = cost;
			this.moves = moves;
		} else this.cost++;
	}
}

function cheaper(cost: number, moves: number, otherCost: number, otherMoves: number): boolean {
	return cost < otherCost || (cost === otherCost && moves < otherMoves);
}

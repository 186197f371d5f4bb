import { grown } from '../trace/growable.ts';
import type { KeyView } from './keyView.ts';
import { UnionFind } from './unionFind.ts';

/** Versions visited of one replica, as runs of ranks that are known to be of one component. */
class Runs {
	private readonly starts: number[] = [];
	private readonly ends: number[] = [];
	/** A version of each run. */
	private readonly members: number[] = [];

	clear(): void {
		this.starts.length = this.ends.length = this.members.length = 0;
	}

	/** Adds a visited version. Mostly its rank is the next one; in the midst of a run it parts the run in two. */
	add(rank: number, version: number): void {
		const { starts, ends, members } = this;
		let at = starts.length;
		while (at > 0 && (starts[at - 1] as number) > rank) at--;
		const before = at - 1;
		if (before >= 0 && (ends[before] as number) > rank) {
			starts.splice(at, 0, rank, rank + 1);
			ends.splice(at, 0, rank, ends[before] as number);
			members.splice(at, 0, version, members[before] as number);
			ends[before] = rank - 1;
		} else {
			starts.splice(at, 0, rank);
			ends.splice(at, 0, rank);
			members.splice(at, 0, version);
		}
	}

	/**
	 * Unites a version with all that have a rank of at least `from`, which then are one run. What is taken off here was added
	 * once, so that all calls together cost what was added, and one step each.
	 */
	uniteFrom(from: number, version: number, sets: UnionFind): void {
		const { starts, ends, members } = this;
		let start = -1;
		let end = -1;
		while (starts.length > 0 && (starts[starts.length - 1] as number) >= from) {
			start = starts.pop() as number;
			end = Math.max(end, ends.pop() as number);
			sets.union(members.pop() as number, version);
		}
		const top = starts.length - 1;
		if (top >= 0 && (ends[top] as number) >= from) {
			sets.union(members[top] as number, version);
			ends[top] = Math.max(ends[top] as number, end);
		} else if (start >= 0) {
			starts.push(start);
			ends.push(end);
			members.push(version);
		}
	}
}

/**
 * Walks one key's versions in a linear extension of happened-before and finds its conflict pairs, the components of
 * "concurrent", and the largest frontier. A visited version is concurrent to the one being visited unless that one has seen
 * it; what it has not seen of a replica is the end of that replica's list. So pairs are counted by subtraction, and
 * components are united end by end: O(n · replicas) for n versions, and no pair is enumerated. Unlike the intervals of
 * trace-model.md this needs no transitive happened-before, which damaged vectors do not have.
 */
export class ComponentWalk {
	/** By step of the walk: how many versions stand in the past of the version visited there. */
	past = new Int32Array(16);
	readonly sets = new UnionFind();
	pairs = 0;
	siblings = 0;
	private seen = new Int32Array(16);
	private visited = new Int32Array(16);
	private covered = new Int32Array(16);
	/** By replica: how many of its versions, from the first on without a hole, have been visited. */
	private unbroken = new Int32Array(16);
	/** By place: visited before the versions of its replica with lower counters. */
	private met = new Uint8Array(16);
	private readonly runs: Runs[] = [];

	/**
	 * Walks the versions; `order` gives the place visited at each step, null for file order. The sets are of steps. Answers
	 * false, and nothing else that can be used, where the order is no linear extension: a version has seen another that
	 * stands after it.
	 */
	walk(view: KeyView, order: Int32Array | null): boolean {
		const { size, replicas } = view;
		this.prepare(size, replicas);
		const { seen, visited, unbroken, covered, runs, sets } = this;
		this.pairs = 0;
		this.siblings = 0;
		let frontier = 0;
		for (let step = 0; step < size; step++) {
			const place = order === null ? step : (order[step] as number);
			const past = view.readSeen(place, seen);
			this.past[step] = past;
			this.pairs += step - past;
			for (let p = 0; p < replicas; p++) {
				const count = seen[p] as number;
				if (count > (unbroken[p] as number)) return false;
				if ((visited[p] as number) > count) (runs[p] as Runs).uniteFrom(count, step, sets);
				if (count > (covered[p] as number)) {
					// All that is seen has been visited, so all of it was in the frontier unless seen before.
					frontier -= count - (covered[p] as number);
					covered[p] = count;
				}
			}
			const own = view.replica[place] as number;
			const rank = view.rank[place] as number;
			visited[own]++;
			if (rank === unbroken[own] && visited[own] === rank + 1) unbroken[own]++;
			else this.extendUnbroken(view, own, place);
			(runs[own] as Runs).add(rank, step);
			if (rank >= (covered[own] as number)) frontier++;
			if (frontier > this.siblings) this.siblings = frontier;
		}
		return true;
	}

	/** For replicas whose versions are not visited in the order of their counters: those visited are marked one by one. */
	private extendUnbroken(view: KeyView, replica: number, place: number): void {
		const { unbroken, met } = this;
		const first = view.listStart[replica] as number;
		const length = (view.listStart[replica + 1] as number) - first;
		met[place] = 1;
		let known = unbroken[replica] as number;
		while (known < length && met[view.list[first + known] as number] === 1) known++;
		unbroken[replica] = known;
	}

	private prepare(size: number, replicas: number): void {
		this.past = grown(this.past, size);
		this.seen = grown(this.seen, replicas);
		this.visited = grown(this.visited, replicas);
		this.covered = grown(this.covered, replicas);
		this.unbroken = grown(this.unbroken, replicas);
		this.met = grown(this.met, size);
		this.visited.fill(0, 0, replicas);
		this.unbroken.fill(0, 0, replicas);
		this.met.fill(0, 0, size);
		this.covered.fill(0, 0, replicas);
		while (this.runs.length < replicas) this.runs.push(new Runs());
		for (let p = 0; p < replicas; p++) (this.runs[p] as Runs).clear();
		this.sets.reset(size);
	}
}

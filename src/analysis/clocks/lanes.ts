import { grown } from '../../trace/growable.ts';
import type { KeyView } from '../keyView.ts';

/**
 * One key's versions by whose clock timed them. A lane holds, of the versions with dots of one replica, those that were
 * created at one replica (mostly the same one), by counter. What a version has seen of a lane is the beginning of it, so
 * that the greatest time that it has seen there is looked up, and no pair is enumerated. Versions without a time (absent,
 * or beyond what a double holds) are in no lane. Reused from key to key.
 */
export class Lanes {
	count = 0;
	/** By lane: the replica, as the view numbers it, whose dots it holds. */
	list = new Int32Array(16);
	/** By lane: the replica, as the trace numbers it, whose clock timed its versions. */
	replica = new Int32Array(16);
	private start = new Int32Array(17);
	/** By place in a lane: the version (a place of the view), its rank, and the place with the greatest time up to here. */
	private items = new Int32Array(16);
	private ranks = new Int32Array(16);
	private greatest = new Int32Array(16);

	/** Takes the versions of a view. Linear, but for replicas whose dots several replicas used. */
	load(view: KeyView): void {
		this.count = 0;
		let used = 0;
		for (let p = 0; p < view.replicas; p++) {
			const from = view.listStart[p] as number;
			const end = view.listStart[p + 1] as number;
			for (let first = this.nextTimed(view, from, end, null); first < end; ) {
				const others = new Set<number>();
				const clock = this.clockOf(view, first);
				used = this.fill(view, p, clock, first, end, used, others);
				// What else is in this list belongs to clocks that are still to be taken.
				if (others.size === 0) break;
				this.taken.add(clock);
				first = this.nextTimed(view, from, end, this.taken);
			}
			if (this.taken.size > 0) this.taken.clear();
		}
		this.start = grown(this.start, this.count + 1);
		this.start[this.count] = used;
	}
	private readonly taken = new Set<number>();

	/** The place with the greatest time among the first `seen` versions of the lane's list (of equal ones the first), or -1. */
	greatestSeen(lane: number, seen: number): number {
		const at = this.lastBefore(lane, seen);
		return at < 0 ? -1 : (this.greatest[at] as number);
	}

	/** The last place among the first `seen` versions of the lane's list, or -1. */
	lastSeen(lane: number, seen: number): number {
		const at = this.lastBefore(lane, seen);
		return at < 0 ? -1 : (this.items[at] as number);
	}

	private lastBefore(lane: number, seen: number): number {
		const start = this.start[lane] as number;
		let low = start;
		let high = this.start[lane + 1] as number;
		// Mostly the lane is its whole list, and the place is known.
		if (low + seen <= high && seen > 0 && this.ranks[low + seen - 1] === seen - 1) return low + seen - 1;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.ranks[middle] as number) < seen) low = middle + 1;
			else high = middle;
		}
		return low > start ? low - 1 : -1;
	}

	private fill(
		view: KeyView,
		list: number,
		clock: number,
		first: number,
		end: number,
		from: number,
		others: Set<number>,
	): number {
		const lane = this.count++;
		this.list = grown(this.list, this.count);
		this.replica = grown(this.replica, this.count);
		this.start = grown(this.start, this.count + 1);
		this.list[lane] = list;
		this.replica[lane] = clock;
		this.start[lane] = from;
		this.items = grown(this.items, from + end - first);
		this.ranks = grown(this.ranks, from + end - first);
		this.greatest = grown(this.greatest, from + end - first);
		let used = from;
		let greatest = -1;
		let most = Number.NEGATIVE_INFINITY;
		for (let i = first; i < end; i++) {
			const place = view.list[i] as number;
			const ts = this.timeOf(view, place);
			if (!Number.isFinite(ts)) continue;
			const own = this.clockOf(view, i);
			if (own !== clock) {
				others.add(own);
				continue;
			}
			if (ts > most) {
				most = ts;
				greatest = place;
			}
			this.items[used] = place;
			this.ranks[used] = view.rank[place] as number;
			this.greatest[used++] = greatest;
		}
		for (const done of this.taken) others.delete(done);
		return used;
	}

	private nextTimed(view: KeyView, from: number, end: number, taken: Set<number> | null): number {
		for (let i = from; i < end; i++) {
			if (!Number.isFinite(this.timeOf(view, view.list[i] as number))) continue;
			if (taken === null || !taken.has(this.clockOf(view, i))) return i;
		}
		return end;
	}

	private timeOf({ versions, ids }: KeyView, place: number): number {
		return versions.ts[ids[place] as number] as number;
	}

	private clockOf({ versions, ids, list }: KeyView, i: number): number {
		return versions.at[ids[list[i] as number] as number] as number;
	}
}

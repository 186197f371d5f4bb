import { grown } from '../../trace/growable.ts';
import type { KeyView } from '../keyView.ts';

/**
 * Collects ties: concurrent versions of one key, with dots of different replicas, that have one and the same time, so that
 * last-write-wins decides by the replica's id. Of versions that share a key and a time one pair is told.
 */
export class Ties {
	count = 0;
	/** Two versions, the one that stands later in the file first. */
	later = new Int32Array(16);
	earlier = new Int32Array(16);
	/** How many versions of the key have that time. */
	size = new Uint32Array(16);
	private times = new Float64Array(16);

	/** Looks at a key's versions. O(n log n), and O(replicas) for each version that shares its time with others. */
	onKey(view: KeyView): void {
		this.times = grown(this.times, view.size);
		for (let place = 0; place < view.size; place++) this.times[place] = this.timeOf(view, place);
		const sorted = this.times.slice(0, view.size).sort();
		const shared = new Map<number, number[]>();
		for (let i = 1; i < sorted.length; i++) {
			const time = sorted[i] as number;
			if (time === sorted[i - 1] && Number.isFinite(time)) shared.set(time, []);
		}
		if (shared.size === 0) return;
		for (let place = 0; place < view.size; place++) shared.get(this.times[place] as number)?.push(place);
		for (const places of shared.values()) this.onTime(view, places);
	}

	/** Tells the first pair among versions of one time, in visiting order. */
	private onTime(view: KeyView, places: readonly number[]): void {
		/** By replica: of the versions visited, the one of highest rank. Where that is seen, so are all before it. */
		const highest = new Map<number, number>();
		for (const place of places) {
			const own = view.replica[place] as number;
			for (const [replica, other] of highest) {
				if (replica === own) continue;
				if (!view.versions.concurrent(view.ids[other] as number, view.ids[place] as number)) continue;
				this.add(view, place, other, places.length);
				return;
			}
			const before = highest.get(own);
			if (before === undefined || (view.rank[before] as number) < (view.rank[place] as number))
				highest.set(own, place);
		}
	}

	private add(view: KeyView, place: number, other: number, size: number): void {
		const { event } = view.versions;
		const [v, w] = [view.ids[place] as number, view.ids[other] as number];
		const swapped = (event[v] as number) < (event[w] as number);
		const id = this.count++;
		this.later = grown(this.later, this.count);
		this.earlier = grown(this.earlier, this.count);
		this.size = grown(this.size, this.count);
		this.later[id] = swapped ? w : v;
		this.earlier[id] = swapped ? v : w;
		this.size[id] = size;
	}

	private timeOf({ versions, ids }: KeyView, place: number): number {
		return versions.ts[ids[place] as number] as number;
	}
}

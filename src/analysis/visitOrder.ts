import { grown } from '../trace/growable.ts';
import type { KeyView } from './keyView.ts';

/**
 * Checks orders of one key's versions: whether everything that a version has seen stands before it. Such an order is a linear
 * extension of happened-before, and there is none where versions have seen each other.
 */
export class VisitOrder {
	private seen = new Int32Array(16);
	private visited = new Uint8Array(16);
	/** By replica: how many of its versions, from the first on without a hole, have been visited. */
	private prefix = new Int32Array(16);

	/**
	 * The order in which the versions are visited: file order (null) where that is a linear extension, else by the sum of the
	 * entries of context and dot, ties in file order. `sound` says whether it is a linear extension. O(n · replicas), n log n
	 * where sorting is needed.
	 */
	choose(view: KeyView): { order: Int32Array | null; sound: boolean } {
		if (this.isLinearExtension(view, null)) return { order: null, sound: true };
		const weights = Float64Array.from({ length: view.size }, (_, place) => view.weight(place));
		const order = Int32Array.from({ length: view.size }, (_, place) => place);
		order.sort((v, w) => (weights[v] as number) - (weights[w] as number) || v - w);
		return { order, sound: this.isLinearExtension(view, order) };
	}

	private isLinearExtension(view: KeyView, order: Int32Array | null): boolean {
		const { size, replicas, listStart, list } = view;
		this.seen = grown(this.seen, replicas);
		this.visited = grown(this.visited, size);
		this.prefix = grown(this.prefix, replicas);
		this.visited.fill(0, 0, size);
		this.prefix.fill(0, 0, replicas);
		const { seen, visited, prefix } = this;
		for (let i = 0; i < size; i++) {
			const place = order === null ? i : (order[i] as number);
			view.readSeen(place, seen);
			for (let p = 0; p < replicas; p++) if ((seen[p] as number) > (prefix[p] as number)) return false;
			visited[place] = 1;
			const own = view.replica[place] as number;
			const first = listStart[own] as number;
			const length = (listStart[own + 1] as number) - first;
			let known = prefix[own] as number;
			while (known < length && visited[list[first + known] as number] === 1) known++;
			prefix[own] = known;
		}
		return true;
	}
}

import type { KeyView } from './keyView.ts';

/** A version whose vector cannot be right, and the other one that it contradicts (itself where it is in its own past). */
export interface Contradiction {
	version: number;
	other: number;
}

/** Tables larger than this are not built (half a gigabyte): a key of that size is then judged by each replica's last version. */
const MAX_TABLE = 1 << 26;

/**
 * Finds versions in their own past, and versions that have seen one another. For each replica's list, the joined contexts
 * of its first i versions tell whether one among what a version has seen has seen it. O(n · replicas) time and memory.
 */
export function findContradictions(view: KeyView): Contradiction[] {
	const { size, replicas, listStart, list } = view;
	const found: Contradiction[] = [];
	const seen = new Int32Array(replicas);
	const joined = size * replicas <= MAX_TABLE ? joinedContexts(view) : null;
	for (let place = 0; place < size; place++) {
		view.readSeen(place, seen);
		const own = view.replica[place] as number;
		const counter = view.counterOf(place);
		if (view.contextOf(place, own) >= counter) {
			found.push({ version: view.ids[place] as number, other: view.ids[place] as number });
			continue;
		}
		for (let p = 0; p < replicas; p++) {
			if (seen[p] === 0) continue;
			const last = (listStart[p] as number) + (seen[p] as number) - 1;
			const most =
				joined === null
					? view.contextOf(list[last] as number, own)
					: (joined[last * replicas + own] as number);
			if (most < counter) continue;
			found.push({
				version: view.ids[place] as number,
				other: view.ids[culprit(view, p, last, own, counter)] as number,
			});
			break;
		}
	}
	return found;
}

/** By place in `list`, then replica: the largest counter in the contexts of the list's versions up to there. */
function joinedContexts(view: KeyView): Float64Array {
	const { replicas, listStart, list } = view;
	const joined = new Float64Array(view.size * replicas);
	for (let p = 0; p < replicas; p++) {
		for (let i = listStart[p] as number; i < (listStart[p + 1] as number); i++) {
			for (let q = 0; q < replicas; q++) {
				const before = i > (listStart[p] as number) ? (joined[(i - 1) * replicas + q] as number) : 0;
				joined[i * replicas + q] = Math.max(before, view.contextOf(list[i] as number, q));
			}
		}
	}
	return joined;
}

/** A version in the list of p, at or before `last`, that has seen replica `own` up to `counter`; a few steps back at most. */
function culprit(view: KeyView, p: number, last: number, own: number, counter: number): number {
	const stop = Math.max(view.listStart[p] as number, last - 1000);
	for (let i = last; i >= stop; i--) {
		const place = view.list[i] as number;
		if (view.contextOf(place, own) >= counter) return place;
	}
	return view.list[last] as number;
}

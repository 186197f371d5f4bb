import type { KeyView } from './keyView.ts';
import { UnionFind } from './unionFind.ts';

/** What ComponentWalk finds, for versions that no order suits since some have seen each other in a ring. */
export interface PairwiseResult {
	sets: UnionFind;
	pairs: number;
	siblings: number;
	/** By step: the concurrent versions visited before it. */
	concurrentBefore: Int32Array;
}

/** Looks at every pair of one key's versions, by the definition: O(n²). For keys of few versions. */
export function walkPairwise(view: KeyView, order: Int32Array): PairwiseResult {
	const { versions, ids, size } = view;
	const at = (step: number) => ids[order[step] as number] as number;
	const concurrentBefore = new Int32Array(size);
	const sets = new UnionFind();
	sets.reset(size);
	let pairs = 0;
	let siblings = 0;
	const covered = new Uint8Array(size);
	let frontier = 0;
	for (let step = 0; step < size; step++) {
		for (let other = 0; other < size; other++) {
			if (other === step) continue;
			if (versions.happenedBefore(at(other), at(step))) {
				if (covered[other] === 0) {
					covered[other] = 1;
					if (other < step) frontier--;
				}
			} else if (other < step && !versions.happenedBefore(at(step), at(other))) {
				concurrentBefore[step]++;
				pairs++;
				sets.union(step, other);
			}
		}
		if (covered[step] === 0) frontier++;
		siblings = Math.max(siblings, frontier);
	}
	return { sets, pairs, siblings, concurrentBefore };
}

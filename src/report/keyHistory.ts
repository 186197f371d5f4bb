import { contextOf, maximalVersions } from '../analysis/maximalVersions.ts';
import type { Versions } from '../analysis/versions.ts';
import type { KeyHistory, Relation } from './model.ts';
import type { Shown } from './shown.ts';
import { versionRow } from './versionRow.ts';

/** Of versions with very many siblings, no more parents than these are told: nobody can look at them. */
const MAX_PARENTS = 50;

/**
 * The versions of a key, in visiting order, from the `from`-th on; where `around` is one of them, the window is moved so that
 * it is inside. O(n·R) for the replicas, and for each row O(n) at worst for its parents.
 */
export function keyHistory(
	shown: Shown,
	key: number,
	window: { from: number; count: number; around?: number; compareWith?: number },
): KeyHistory {
	const { trace, versions } = shown.analysis;
	const start = versions.keyStart[key] as number;
	const total = (versions.keyStart[key + 1] as number) - start;
	const count = Math.max(0, Math.min(window.count, total));
	let from = Math.max(0, Math.min(window.from, total - count));
	const compareWith = window.compareWith ?? -1;
	const place = window.around === undefined ? -1 : window.around - start;
	if (place >= 0 && place < total && (place < from || place >= from + count)) {
		from = Math.max(0, Math.min(place - (count >> 1), total - count));
	}
	const ids = Array.from({ length: count }, (_, i) => start + from + i);
	return {
		key: trace.keys.text(key),
		total,
		from,
		rows: ids.map((version) => versionRow(shown, version)),
		replicas: replicasOf(versions, start, start + total)
			.sort((a, b) => a - b)
			.map((replica) => trace.replicas.text(replica)),
		parents: ids.map((version) => parentsOf(versions, start, version)),
		relations:
			compareWith < start || compareWith >= start + total ? null : ids.map(relationTo(versions, compareWith)),
	};
}

/** How versions stand to a given one of their key. */
function relationTo(versions: Versions, other: number): (version: number) => Relation {
	return (version) => {
		if (version === other) return 'same';
		if (versions.happenedBefore(version, other)) return 'before';
		return versions.happenedBefore(other, version) ? 'after' : 'concurrent';
	};
}

/** The replicas that have an entry in any vector of the versions [start, end). */
function replicasOf(versions: Versions, start: number, end: number): number[] {
	const replicas = new Set<number>();
	for (let version = start; version < end; version++) {
		for (const [replica] of versions.entries(version)) replicas.add(replica);
	}
	return [...replicas];
}

/** The causal parents of a version: those in its context that no other version of its context has in its own. */
export function parentsOf(versions: Versions, keyStart: number, version: number): number[] {
	if (versions.excluded[version] === 1) return [];
	return maximalVersions(versions, keyStart, version, contextOf(versions, version), MAX_PARENTS);
}

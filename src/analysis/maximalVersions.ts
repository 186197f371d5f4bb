import type { Versions } from './versions.ts';

/**
 * The maximal versions of a key among those whose counters are within `bounds` (by replica) and that stand before version
 * `below`: none of them happened before another one. Walking back in visiting order meets a version before all that it knows,
 * so what those found so far know is not maximal. The walk ends where nothing is left to be found; O(n · entries) at worst for n versions.
 * Of several versions with one dot, which pass for one, it may find only the last.
 *
 * @param keyStart the key's first version
 * @param bounds what is left in it afterwards is without meaning
 */
export function maximalVersions(
	versions: Versions,
	keyStart: number,
	below: number,
	bounds: Map<number, number>,
	limit = Number.POSITIVE_INFINITY,
): number[] {
	const within = new Map(bounds);
	/** By replica: the most that any of those found has seen. */
	const seen = new Map<number, number>();
	const found: number[] = [];
	const cover = (replica: number, counter: number) => {
		if ((bounds.get(replica) ?? Number.POSITIVE_INFINITY) <= counter) bounds.delete(replica);
	};
	const know = (replica: number, counter: number) => {
		if (counter > (seen.get(replica) ?? 0)) seen.set(replica, counter);
		cover(replica, counter);
	};
	for (let other = below - 1; other >= keyStart && bounds.size > 0 && found.length < limit; other--) {
		if (versions.excluded[other] === 1) continue;
		const bound = within.get(versions.replica[other] as number) ?? 0;
		const counter = versions.counter[other] as number;
		if (bound < counter) continue;
		if ((seen.get(versions.replica[other] as number) ?? 0) >= counter) continue;
		found.push(other);
		versions.forEachSeen(other, know);
		// Dots of one replica may be concurrent: then those before its own are not all seen.
		const own = versions.replica[other] as number;
		if (versions.context(other, own) === counter - 1) cover(own, counter);
	}
	return found.reverse();
}

/** A version's context as a map; entries of 0 are left out. */
export function contextOf(versions: Versions, version: number): Map<number, number> {
	const context = new Map<number, number>();
	versions.forEachSeen(version, (replica, counter) => context.set(replica, counter));
	return context;
}

/** What all of several contexts cover: entry by entry the least. */
export function commonContext(versions: Versions, some: readonly number[]): Map<number, number> {
	const [first, ...rest] = some;
	const common = first === undefined ? new Map<number, number>() : contextOf(versions, first);
	for (const [replica, counter] of common) {
		const least = Math.min(counter, ...rest.map((version) => versions.context(version, replica)));
		if (least > 0) common.set(replica, least);
		else common.delete(replica);
	}
	return common;
}

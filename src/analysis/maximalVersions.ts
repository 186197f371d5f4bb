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
	for (let other = below - 1; other >= keyStart && bounds.size > 0 && found.length < limit; other--) {
		if (versions.excluded[other] === 1) continue;
		const bound = within.get(versions.replica[other] as number) ?? 0;
		const counter = versions.counter[other] as number;
		if (bound < counter) continue;
		if ((seen.get(versions.replica[other] as number) ?? 0) >= counter) continue;
		found.push(other);
		for (const [replica] of versions.entries(other)) {
			const context = versions.context(other, replica);
			if (context > (seen.get(replica) ?? 0)) seen.set(replica, context);
			if ((bounds.get(replica) ?? Number.POSITIVE_INFINITY) <= covered(versions, other, replica))
				bounds.delete(replica);
		}
	}
	return found.reverse();
}

/** Up to which counter a version covers all of a replica's: dots of one replica may be concurrent. */
function covered(versions: Versions, version: number, replica: number): number {
	const seen = versions.context(version, replica);
	const isNext = versions.replica[version] === replica && versions.counter[version] === seen + 1;
	return isNext ? seen + 1 : seen;
}

/** A version's context as a map; entries of 0 are left out. */
export function contextOf(versions: Versions, version: number): Map<number, number> {
	const context = new Map<number, number>();
	for (const [replica] of versions.entries(version)) {
		const counter = versions.context(version, replica);
		if (counter > 0) context.set(replica, counter);
	}
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

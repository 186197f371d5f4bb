import type { Versions } from '../versions.ts';
import type { Frontier } from './frontier.ts';
import type { Stamps } from './stamps.ts';

/** No version of the key carries what the strategy decides by, and there is more than one to choose from. */
export const UNDECIDED = -2;
/** The key has no (sound) version. */
export const NONE = -1;

/** By key number: the version that the strategy keeps, or {@link UNDECIDED} or {@link NONE}. */
export type Winners = Int32Array;

/** The greatest version of every key, whether somebody had seen it or not: last write wins. Linear. */
export function lastWriteWinners(versions: Versions, stamps: Stamps): Winners {
	return winners(versions, versions.excluded, 0, stamps, 1);
}

/** The least version of every key's final frontier: of writes that nobody had seen, the first one stays. Linear. */
export function firstWriteWinners(versions: Versions, frontier: Frontier, stamps: Stamps): Winners {
	return winners(versions, frontier.isIn, 1, stamps, -1);
}

/** @param mark by version: those with the mark `part` take part */
function winners(versions: Versions, mark: Uint8Array, part: 0 | 1, stamps: Stamps, sign: 1 | -1): Winners {
	const keys = versions.keyStart.length - 1;
	const result = new Int32Array(keys).fill(NONE);
	for (let key = 0; key < keys; key++) {
		const end = versions.keyStart[key + 1] as number;
		let best = NONE;
		let several = false;
		for (let version = versions.keyStart[key] as number; version < end; version++) {
			if (mark[version] !== part) continue;
			if (best === NONE) {
				best = version;
				continue;
			}
			several = true;
			// Whatever the direction, a version without a time loses to any with one.
			const better =
				stamps.has(version) === stamps.has(best)
					? sign * stamps.compare(version, best) > 0
					: stamps.has(version);
			if (better) best = version;
		}
		result[key] = several && !stamps.has(best) ? UNDECIDED : best;
	}
	return result;
}

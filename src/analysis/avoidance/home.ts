import type { Analysis } from '../analysis.ts';
import { Writers } from './writers.ts';

/** One home for each key: the replica at which most of its writes happened. */
export interface BestHomes {
	/** By key number; -1 for a key without writes. */
	readonly homes: Int32Array;
	/** Writes that happened elsewhere than at their key's home. */
	readonly forwarded: number;
	readonly writes: number;
	readonly keysWithSeveralWriters: number;
}

/** Finds the home of each key that forwards the fewest writes; of several the first in the trace's order. Linear. */
export function bestHomes(analysis: Analysis): BestHomes {
	const keys = analysis.trace.keys.size;
	const homes = new Int32Array(keys).fill(-1);
	const writers = new Writers(analysis);
	const { keyStart } = analysis.versions;
	let forwarded = 0;
	let keysWithSeveralWriters = 0;
	for (let key = 0; key < keys; key++) {
		const writes = (keyStart[key + 1] as number) - (keyStart[key] as number);
		if (writes === 0) continue;
		writers.load(key);
		const home = writers.majority();
		homes[key] = home;
		forwarded += writes - writers.of(home);
		if (writers.replicas.length > 1) keysWithSeveralWriters++;
	}
	return { homes, forwarded, writes: analysis.versions.count, keysWithSeveralWriters };
}

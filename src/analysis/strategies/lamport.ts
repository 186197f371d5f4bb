import type { Trace } from '../../trace/trace.ts';
import type { Versions } from '../versions.ts';
import type { Frontier } from './frontier.ts';
import { Stamps } from './stamps.ts';
import { NONE, type Winners } from './winners.ts';

/** Of damaged vectors that go round in rings no more passes are made than these. */
const MAX_PASSES = 64;

/** By replica: counters of its versions numbered so far, sorted, and the greatest number up to each of them. */
type Numbered = Map<number, { counters: number[]; greatest: number[] }>;

/**
 * Lamport numbers of one key's versions, from their contexts: one more than the greatest number among the versions in the
 * context, 1 where there is none. What happened before therefore has the smaller number. Written to `numbers`, by version;
 * versions left out as unsound keep what is there. O(n · entries · log n) for n versions in a linear extension of
 * happened-before, as they are unless vectors are damaged; then versions are passed over again until nothing changes.
 */
export function numberKey(versions: Versions, key: number, numbers: Float64Array): void {
	const start = versions.keyStart[key] as number;
	const end = versions.keyStart[key + 1] as number;
	const numbered: Numbered = new Map();
	for (let pass = 0; pass < MAX_PASSES; pass++) {
		let changed = false;
		for (let version = start; version < end; version++) {
			if (versions.excluded[version] === 1) continue;
			const number = 1 + greatestBefore(versions, version, numbered);
			if (pass > 0 && number <= (numbers[version] as number)) continue;
			numbers[version] = number;
			note(numbered, versions.replica[version] as number, versions.counter[version] as number, number);
			changed = true;
		}
		if (!changed) return;
	}
}

function greatestBefore(versions: Versions, version: number, numbered: Numbered): number {
	let greatest = 0;
	const start = versions.vector[version] as number;
	for (let i = start < 0 ? -1 : versions.pool.size(start) - 1; i >= 0; i--) {
		const replica = versions.pool.replica(start, i);
		const list = numbered.get(replica);
		if (list === undefined) continue;
		const place = placeAfter(list.counters, versions.contextAt(version, i));
		if (place > 0) greatest = Math.max(greatest, list.greatest[place - 1] as number);
	}
	return greatest;
}

/** Adds a number to its replica's list, or raises what stands there. */
function note(numbered: Numbered, replica: number, counter: number, number: number): void {
	let list = numbered.get(replica);
	if (list === undefined) {
		list = { counters: [], greatest: [] };
		numbered.set(replica, list);
	}
	let at = placeAfter(list.counters, counter);
	if (list.counters[at - 1] === counter) at--;
	else {
		list.counters.splice(at, 0, counter);
		list.greatest.splice(at, 0, list.greatest[at - 1] ?? 0);
	}
	for (; at < list.greatest.length && (list.greatest[at] as number) < number; at++)
		list.greatest[at] = number;
}

/**
 * The winners by (Lamport number, replica id). A version's number exceeds those of its past, so the winner is in the final
 * frontier: numbers are computed only for keys where that holds several versions.
 */
export function lamportWinners(
	trace: Trace,
	versions: Versions,
	frontier: Frontier,
): { winners: Winners; stamps: Stamps } {
	const keys = versions.keyStart.length - 1;
	const numbers = new Float64Array(versions.count).fill(Number.NaN);
	const stamps = new Stamps(trace, versions, numbers, null);
	const winners = new Int32Array(keys).fill(NONE);
	for (let key = 0; key < keys; key++) {
		if ((frontier.size[key] as number) > 1) numberKey(versions, key, numbers);
		const end = versions.keyStart[key + 1] as number;
		for (let version = versions.keyStart[key] as number; version < end; version++) {
			if (frontier.isIn[version] === 0) continue;
			const best = winners[key] as number;
			if (best < 0 || stamps.compare(version, best) > 0) winners[key] = version;
		}
	}
	return { winners, stamps };
}

/** How many of the counters are at most `counter`. They are sorted, and mostly the answer is near the end. */
function placeAfter(counters: readonly number[], counter: number): number {
	let low = 0;
	let high = counters.length;
	if (high > 0 && (counters[high - 1] as number) <= counter) return high;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((counters[middle] as number) <= counter) low = middle + 1;
		else high = middle;
	}
	return low;
}

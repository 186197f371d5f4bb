import type { FindingStore } from '../trace/finding.ts';
import { fileOf, type Trace } from '../trace/trace.ts';
import type { VersionIndex } from './versionIndex.ts';
import type { Versions } from './versions.ts';

/**
 * Reports dots that are used twice, on all versions of the key that have the dot but the first in the file: what a restart
 * or a restore that reuses ids looks like. Linear.
 *
 * @param byCounter the versions by the replica of their dot, and counter
 */
export function findReusedDots(
	trace: Trace,
	versions: Versions,
	byCounter: VersionIndex,
	findings: FindingStore,
): void {
	for (let group = 0; group + 1 < byCounter.groupStart.length; group++) {
		const end = byCounter.groupStart[group + 1] as number;
		let start = byCounter.groupStart[group] as number;
		for (let i = start + 1; i <= end; i++) {
			if (i < end && byCounter.ranks[i] === byCounter.ranks[start]) continue;
			if (i - start > 1 && (byCounter.ranks[start] as number) >= 1) reportTwins(start, i);
			start = i;
		}
	}

	function reportTwins(start: number, end: number): void {
		const twins = byCounter.items.slice(start, end).map((version) => versions.event[version] as number);
		twins.sort();
		for (const event of twins.subarray(1)) {
			findings.add({
				code: 'dot-reused',
				file: fileOf(trace, event),
				line: trace.line[event] as number,
				event,
				related: [twins[0] as number],
			});
		}
	}
}

/** The counters that a replica gave so far, of one key. */
interface Counters {
	previous: number;
	highest: number;
}

/**
 * Reports counters that fall or skip, of one key at one replica: falling is to be lower than that of the version before,
 * skipping is to be more than one above the highest so far. Linear.
 *
 * @param byTime the versions by the replica that created them, and time
 */
export function findCounterFaults(
	trace: Trace,
	versions: Versions,
	byTime: VersionIndex,
	findings: FindingStore,
): void {
	for (let group = 0; group + 1 < byTime.groupStart.length; group++) {
		const here = byTime.groupReplica[group] as number;
		const own: Counters = { previous: 0, highest: 0 };
		/** By replica of the dot, for dots that are not of the replica that wrote. */
		let foreign: Map<number, Counters> | null = null;
		for (let i = byTime.groupStart[group] as number; i < (byTime.groupStart[group + 1] as number); i++) {
			const version = byTime.items[i] as number;
			if ((versions.counter[version] as number) < 1) continue;
			const replica = versions.replica[version] as number;
			let counters = own;
			if (replica !== here) {
				foreign ??= new Map();
				counters = foreign.get(replica) ?? { previous: 0, highest: 0 };
				foreign.set(replica, counters);
			}
			check(version, counters);
		}
	}

	function check(version: number, counters: Counters): void {
		const counter = versions.counter[version] as number;
		if (counter < counters.previous) report('counter-regression', version, counters.previous);
		if (counter > counters.highest + 1) report('counter-gap', version, counters.highest);
		counters.previous = counter;
		counters.highest = Math.max(counters.highest, counter);
	}

	function report(code: 'counter-regression' | 'counter-gap', version: number, a: number): void {
		const event = versions.event[version] as number;
		findings.add({ code, file: fileOf(trace, event), line: trace.line[event] as number, event, a });
	}
}

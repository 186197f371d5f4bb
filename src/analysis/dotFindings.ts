import type { FindingCode, FindingStore } from '../trace/finding.ts';
import { fileOf, type Trace } from '../trace/trace.ts';
import type { VersionIndex } from './versionIndex.ts';
import type { Versions } from './versions.ts';

/**
 * Finds dots that are used twice, and counters that fall or skip: what a restart or a restore that reuses ids looks like.
 * A counter falls when it is lower than that of the replica's version before it, of the same key; it skips when it is more
 * than one above the highest one so far.
 *
 * @param byTime the versions by the replica of their dot and the time
 */
export function findDotFaults(
	trace: Trace,
	versions: Versions,
	byTime: VersionIndex,
	findings: FindingStore,
): void {
	for (let group = 0; group + 1 < byTime.groupStart.length; group++) {
		const start = byTime.groupStart[group] as number;
		const end = byTime.groupStart[group + 1] as number;
		let previous = 0;
		let highest = 0;
		let firstWith: Map<number, number> | null = null;
		for (let i = start; i < end; i++) {
			const version = byTime.items[i] as number;
			const counter = versions.counter[version] as number;
			if (counter < 1) continue;
			if (counter <= highest) {
				firstWith ??= firstVersions(versions, byTime, start, i);
				const first = firstWith.get(counter);
				if (first !== undefined) add('dot-reused', version, highest, [versions.event[first] as number]);
				else firstWith.set(counter, version);
				if (counter < previous) add('counter-regression', version, previous);
			} else {
				if (counter > highest + 1) add('counter-gap', version, highest);
				highest = counter;
				firstWith?.set(counter, version);
			}
			previous = counter;
		}
	}

	function add(code: FindingCode, version: number, a: number, related: number[] = []): void {
		const event = versions.event[version] as number;
		findings.add({ code, file: fileOf(trace, event), line: trace.line[event] as number, event, a, related });
	}
}

/** The first version with each counter among items [start, end) of an index. Built only where a counter did not rise. */
function firstVersions(
	versions: Versions,
	index: VersionIndex,
	start: number,
	end: number,
): Map<number, number> {
	const first = new Map<number, number>();
	for (let i = start; i < end; i++) {
		const version = index.items[i] as number;
		const counter = versions.counter[version] as number;
		if (!first.has(counter)) first.set(counter, version);
	}
	return first;
}

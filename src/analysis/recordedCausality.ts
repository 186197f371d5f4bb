import type { FindingStore } from '../trace/finding.ts';
import { createsVersion } from '../trace/ops.ts';
import { Flag, fileOf, type Trace } from '../trace/trace.ts';
import type { GroupedVersions } from './groupVersions.ts';
import { indexVersions } from './indexVersions.ts';
import type { VersionIndex } from './versionIndex.ts';
import { Versions } from './versions.ts';

/** Whether every version of a trace carries its causality: vv, or dot with context. */
export function isRecorded(trace: Trace): boolean {
	let versions = 0;
	for (let event = 0; event < trace.count; event++) {
		if (!createsVersion(trace.op[event] as number)) continue;
		if ((trace.vector[event] as number) < 0) return false;
		versions++;
	}
	return versions > 0;
}

/**
 * The versions as their vectors tell. A version without one, or whose vector lacks its own counter, has no place in
 * happened-before: it is reported and left out. Linear in the vectors' entries.
 */
export function recordedVersions(trace: Trace, groups: GroupedVersions, findings: FindingStore): Versions {
	const count = groups.events.length;
	const replica = new Int32Array(count);
	const counter = new Float64Array(count);
	const vector = new Int32Array(count);
	const dotted = new Uint8Array(count);
	const excluded = new Uint8Array(count);
	// In the order of the file, in which vectors stand.
	const next = groups.keyStart.slice();
	for (let event = 0; event < trace.count; event++) {
		if (!createsVersion(trace.op[event] as number)) continue;
		const version = next[trace.key[event] as number]++;
		const at = trace.replica[event] as number;
		const start = trace.vector[event] as number;
		vector[version] = start;
		replica[version] = at;
		if (start >= 0 && ((trace.flags[event] as number) & Flag.dotted) !== 0) {
			const dot = trace.dot[event] as number;
			dotted[version] = 1;
			replica[version] = trace.vectors.replica(dot, 0);
			counter[version] = trace.vectors.counter(dot, 0);
		} else if (start >= 0) counter[version] = trace.vectors.get(start, at);
	}
	for (let version = 0; version < count; version++) {
		if ((counter[version] as number) >= 1) continue;
		excluded[version] = 1;
		const event = groups.events[version] as number;
		if ((vector[version] as number) < 0) add('missing-field', event, 'vv, or dot and context');
		else add('vector-unsound', event, 'no-own-entry');
	}
	return new Versions(
		count,
		groups.keyStart,
		groups.events,
		groups.at,
		groups.ts,
		replica,
		counter,
		vector,
		dotted,
		trace.vectors,
		excluded,
		new Int32Array(count).fill(-1),
	);

	function add(code: 'missing-field' | 'vector-unsound', event: number, text: string): void {
		findings.add({ code, file: fileOf(trace, event), line: trace.line[event] as number, event, text });
	}
}

/** An index by the replica of dots and their counters. */
export interface CounterIndex extends VersionIndex {
	/** By group: 1 where the counters are 1, 2, 3, …: then a counter tells a place without searching. */
	readonly dense: Uint8Array;
}

/**
 * The versions indexed by the replica of their dot and its counter; those without one are left aside, under replica -1.
 *
 * @param byTime the versions by who created them, and time; where counters rise with it, as they should, that order is shared
 */
export function indexByCounter(versions: Versions, byTime: VersionIndex, replicas: number): CounterIndex {
	const shared = sharedIndex(versions, byTime);
	if (shared !== null) return withDensity(shared);
	const replica = versions.replica.map((id, version) =>
		(versions.counter[version] as number) >= 1 ? id : -1,
	);
	return withDensity(indexVersions(versions.keyStart, replica, versions.counter, replicas));
}

/** The index by time with counters for ranks, or null where some dot is not of its writer or does not rise with time. */
function sharedIndex({ replica, counter }: Versions, byTime: VersionIndex): VersionIndex | null {
	const { groupStart, groupReplica, items } = byTime;
	const ranks = new Float64Array(items.length);
	for (let group = 0; group < groupReplica.length; group++) {
		const writer = groupReplica[group] as number;
		let before = 0;
		for (let i = groupStart[group] as number; i < (groupStart[group + 1] as number); i++) {
			const version = items[i] as number;
			const rank = counter[version] as number;
			if (replica[version] !== writer || !(rank > before)) return null;
			ranks[i] = before = rank;
		}
	}
	return { ...byTime, ranks };
}

function withDensity(index: VersionIndex): CounterIndex {
	const { groupStart, groupReplica, ranks } = index;
	const dense = new Uint8Array(groupReplica.length);
	for (let group = 0; group < dense.length; group++) {
		const start = groupStart[group] as number;
		const end = groupStart[group + 1] as number;
		let at = start;
		while (at < end && ranks[at] === at - start + 1) at++;
		if (at === end) dense[group] = 1;
	}
	return { ...index, dense };
}

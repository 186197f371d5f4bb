import type { FindingStore } from '../trace/finding.ts';
import { createsVersion } from '../trace/ops.ts';
import { Flag, fileOf, type Trace } from '../trace/trace.ts';
import type { GroupedVersions } from './groupVersions.ts';
import { indexVersions, type VersionIndex } from './versionIndex.ts';
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
	for (let version = 0; version < count; version++) {
		const event = groups.events[version] as number;
		const at = trace.replica[event] as number;
		const start = trace.vector[event] as number;
		vector[version] = start;
		replica[version] = at;
		if (start < 0) {
			excluded[version] = 1;
			add('missing-field', event, 'vv, or dot and context');
			continue;
		}
		if (((trace.flags[event] as number) & Flag.dotted) !== 0) {
			const dot = trace.dot[event] as number;
			dotted[version] = 1;
			replica[version] = trace.vectors.replica(dot, 0);
			counter[version] = trace.vectors.counter(dot, 0);
		} else counter[version] = trace.vectors.get(start, at);
		if ((counter[version] as number) < 1) {
			excluded[version] = 1;
			add('vector-unsound', event, 'no-own-entry');
		}
	}
	return new Versions(
		count,
		groups.keyStart,
		groups.events,
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

/** The versions indexed by the replica of their dot and its counter; those without one are left aside, under replica -1. */
export function indexByCounter(versions: Versions): VersionIndex {
	const replica = versions.replica.map((id, version) =>
		(versions.counter[version] as number) >= 1 ? id : -1,
	);
	return indexVersions(versions.keyStart, replica, versions.counter);
}

import type { Trace } from '../trace/trace.ts';
import { VectorPool } from '../trace/vectorPool.ts';
import type { CausalOrder } from './causalOrder.ts';
import type { GroupedVersions } from './groupVersions.ts';
import { indexVersions } from './indexVersions.ts';
import { Knowledge } from './knowledge.ts';
import type { VersionIndex } from './versionIndex.ts';
import { Versions } from './versions.ts';

/**
 * The versions of a trace indexed by who created them and when: `time` is the place in the causal order, null where that is
 * the event's number.
 *
 * @param counter by version; those below 1 have no place in happened-before and are left aside, under replica -1
 */
export function indexByTime(
	trace: Trace,
	groups: { keyStart: Int32Array; event: Int32Array; at: Int32Array },
	time: Int32Array | null,
	counter: Float64Array | null,
): VersionIndex {
	const { keyStart, event, at } = groups;
	let writer = at;
	if (counter?.some((one) => one < 1))
		writer = at.map((replica, version) => ((counter[version] as number) >= 1 ? replica : -1));
	const times = time === null ? event : event.map((one) => time[one] as number);
	return indexVersions(keyStart, writer, times, trace.replicas.size);
}

/**
 * The versions as the messages tell: a version's dot is its replica and how many versions of the key that replica has now
 * created; its context is what the replica then knew of the key. O((events + versions) · replicas).
 *
 * @param time by event: its place in the causal order; null where that is the event's number
 */
export function derivedVersions(
	trace: Trace,
	groups: GroupedVersions,
	time: Int32Array | null,
	sendOf: Int32Array,
	causal: CausalOrder,
	onStep: (event: number) => void,
): Versions {
	const count = groups.events.length;
	const replica = new Int32Array(count);
	const counter = new Float64Array(count);
	const vector = new Int32Array(count);
	const pool = new VectorPool();
	const index = indexByTime(trace, { ...groups, event: groups.events }, time, null);
	const versionOf = versionByEvent(trace, groups);
	const knowledge: Knowledge = new Knowledge(trace, sendOf, causal.cutSyncs, index, {
		onVersion(event) {
			const version = versionOf[event] as number;
			const key = trace.key[event] as number;
			const writer = trace.replica[event] as number;
			pool.begin();
			const row = knowledge.rowOf(writer, key);
			const first = index.keyGroups[key] as number;
			const end = index.keyGroups[key + 1] as number;
			for (let group = first; group < end; group++) {
				const other = index.groupReplica[group] as number;
				const seen = (knowledge.counts[row + group - first] as number) + (other === writer ? 1 : 0);
				if (seen > 0) pool.push(other, seen);
				if (other === writer) counter[version] = seen;
			}
			replica[version] = writer;
			vector[version] = pool.end();
		},
	});
	knowledge.replay(causal.order, onStep);
	return new Versions(
		count,
		groups.keyStart,
		groups.events,
		groups.at,
		groups.ts,
		replica,
		counter,
		vector,
		new Uint8Array(count),
		pool,
		new Uint8Array(count),
		new Int32Array(count).fill(-1),
	);
}

/** By event, the version that it created, or -1. */
export function versionByEvent(trace: Trace, groups: { events: Int32Array }): Int32Array {
	const versionOf = new Int32Array(trace.count).fill(-1);
	for (let version = 0; version < groups.events.length; version++)
		versionOf[groups.events[version] as number] = version;
	return versionOf;
}

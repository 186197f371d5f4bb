import { Op } from '../../trace/ops.ts';
import type { Analysis } from '../analysis.ts';
import { placesIn } from '../causalOrder.ts';
import { indexByTime } from '../derivedCausality.ts';
import { Knowledge } from '../knowledge.ts';
import { groupOf, placeAfter } from '../versionIndex.ts';
import { coverContext } from './coverContext.ts';

/** What one replica holds of a key at some point of the trace. */
export interface Held {
	replica: number;
	/** The versions that it holds and that nothing which it holds supersedes, in visiting order; at most {@link MAX_LATEST}. */
	latest: number[];
	/** How many versions of the key it holds, superseded ones too. */
	held: number;
	/** Its last read or state of the key up to there, or -1. */
	report: number;
}

/** What all replicas hold of a key after an event. */
export interface HeldAt {
	replicas: Held[];
	/** How many versions of the key there are by then. */
	written: number;
}

/** Siblings that are told; more nobody looks at. */
const MAX_LATEST = 50;

/**
 * What every replica holds of a key right after an event: what it wrote, and what messages or the vectors of its events told
 * it, in causal order up to there. O(events · replicas), and O(n · (replicas + siblings)) for a key of n versions.
 *
 * @param versionOf by event, the version that it creates, or -1
 */
export function heldAt(
	analysis: Analysis,
	key: number,
	event: number,
	versionOf: (event: number) => number,
): HeldAt {
	const { trace, versions, order, sendOf, cutSyncs, causality } = analysis;
	const until = 1 + (order === null ? event : order.indexOf(event));
	const time = order === null ? null : placesIn(order);
	const index = indexByTime(trace, versions, time, null);
	const knowledge: Knowledge = new Knowledge(trace, sendOf, cutSyncs, index, {
		onVersion: (created) => coverContext(analysis, knowledge, versionOf(created)),
		onVector: (covering) => {
			if (causality === 'recorded') knowledge.coverBy(covering);
		},
	});
	knowledge.replay(order, () => {}, until);
	const timeOf = new Map<number, number>();
	const reports = new Int32Array(trace.replicas.size).fill(-1);
	for (let time = 0; time < until; time++) {
		const at = order === null ? time : (order[time] as number);
		if (trace.key[at] !== key) continue;
		if (versionOf(at) >= 0) timeOf.set(versionOf(at), time);
		else if (trace.op[at] === Op.read || trace.op[at] === Op.state) reports[trace.replica[at] as number] = at;
	}
	const written = [...timeOf.keys()].sort((a, b) => a - b);
	const holds = (replica: number, version: number): boolean => {
		const writer = versions.at[version] as number;
		if (writer === replica) return true;
		const group = groupOf(index, key, writer);
		const place =
			placeAfter(index, group, timeOf.get(version) as number) - (index.groupStart[group] as number);
		if (knowledge.heldOf(replica, key, group) >= place) return true;
		const counter = versions.counter[version] as number;
		const dot = versions.replica[version] as number;
		return counter >= 1 && knowledge.told.of(replica, key, dot) >= counter;
	};
	const replicas = trace.participants.map((replica) => {
		const held = written.filter((version) => holds(replica, version));
		return {
			replica,
			latest: latestOf(analysis, held),
			held: held.length,
			report: reports[replica] as number,
		};
	});
	return { replicas, written: written.length };
}

/** The versions that no other one has seen. Visited backwards, so that what supersedes comes first. */
function latestOf({ versions }: Analysis, held: readonly number[]): number[] {
	const latest: number[] = [];
	for (let i = held.length - 1; i >= 0 && latest.length < MAX_LATEST; i--) {
		const version = held[i] as number;
		if (versions.excluded[version] === 1) continue;
		if (!latest.some((later) => versions.happenedBefore(version, later))) latest.push(version);
	}
	return latest.reverse();
}

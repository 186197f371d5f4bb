import { FindingStore } from '../trace/finding.ts';
import type { Trace } from '../trace/trace.ts';
import type { Analysis, AnalysisOptions } from './analysis.ts';
import { findWritesAwayFromHome, headerRule } from './avoidance/homeRule.ts';
import { type CausalOrder, orderCausally, placesIn } from './causalOrder.ts';
import { ConflictCollector } from './conflictCollector.ts';
import { type Certainty, type Conflicts, isResolved } from './conflicts.ts';
import { KeyConflicts } from './conflictsOfKey.ts';
import { derivedVersions, indexByTime, versionByEvent } from './derivedCausality.ts';
import { Detection } from './detection.ts';
import { findCounterFaults, findReusedDots } from './dotFindings.ts';
import { countConcurrentEvents } from './eventClocks.ts';
import { groupVersions } from './groupVersions.ts';
import { Knowledge } from './knowledge.ts';
import { matchMessages } from './messages.ts';
import { indexByCounter, isRecorded, recordedVersions } from './recordedCausality.ts';
import { earliestFrom, eventsByReplica } from './replicaOrder.ts';
import { findUnknownReplicas } from './unknownReplicas.ts';
import { VectorCheck } from './vectorFindings.ts';
import type { VersionIndex } from './versionIndex.ts';
import type { Versions } from './versions.ts';

/** The offset that CockroachDB allows between clocks by default, in milliseconds. */
const HLC_DRIFT_MS = 500;

/**
 * Analyses a trace: its causality, conflicts with where they were detected and how resolved, and the integrity of dots,
 * vectors and messages. Terms and definitions are those of the README's chapter on the trace model.
 *
 * O(events · replicas), plus sorting where the file's order is not a causal one.
 *
 * @throws whatever `onProgress` throws, to cancel
 */
export function analyse(trace: Trace, options: AnalysisOptions = {}): Analysis {
	const progress = options.onProgress ?? (() => {});
	const findings = new FindingStore();
	findUnknownReplicas(trace, findings);
	const homes = options.homes === undefined ? headerRule(trace) : options.homes;
	if (homes !== null) findWritesAwayFromHome(trace, homes, findings);

	// Only where events carry a seq do replicas have an order of their own.
	const replicaEvents = trace.seq.length > 0 ? eventsByReplica(trace) : null;
	const sendOf = matchMessages(trace, replicaEvents?.events ?? null, findings);
	const withoutSend = findings.count > 0 && hasReceiveWithoutSend(findings);
	const causal = orderCausally(trace, sendOf, findings);
	const time = causal.order === null ? null : placesIn(causal.order);
	progress(0.1);

	const choice = options.causality ?? 'auto';
	const recorded = choice === 'auto' ? isRecorded(trace) : choice === 'recorded';
	const groups = groupVersions(trace);
	const first = recorded
		? recordedVersions(trace, groups, findings)
		: derivedVersions(trace, groups, time, sendOf, causal, (event) =>
				progress(share(0.1, 0.4, event, trace.count)),
			);
	progress(0.4);

	const { conflicts, versions, chains, siblings, totalPairs, mergedPairs } = findConflicts(
		trace,
		first,
		findings,
		(key) => progress(share(0.4, 0.7, key, trace.keys.size)),
	);
	const onStep = (event: number) => progress(share(0.7, 1, event, trace.count));
	const earliest = replicaEvents === null ? null : earliestFrom(replicaEvents);
	const byTime = indexByTime(trace, versions, time, versions.counter);
	const byCounter = indexByCounter(versions, byTime, trace.replicas.size);
	// Of dots that an importer made up there is nothing to find fault with.
	const integrity = trace.madeDots ? new FindingStore() : findings;
	const versionOf = versionByEvent(trace, { events: versions.event });
	const soFar: Analysis = {
		trace,
		causality: recorded ? 'recorded' : 'derived',
		versions,
		byTime,
		byCounter,
		conflicts,
		certainty: sureness(recorded, withoutSend || causal.impossible > 0),
		findings,
		homes,
		chains,
		siblings,
		totals: { ...totalsOf(trace, versions, conflicts, siblings, totalPairs), mergedPairs },
		order: causal.order,
		sendOf,
		cutSyncs: causal.cutSyncs,
		concurrentEventPairs: null,
		hlcDriftMs: options.hlcDriftMs ?? HLC_DRIFT_MS,
		unchecked: false,
	};
	options.onConflicts?.(soFar);

	const detection = new Detection(
		trace,
		versions,
		conflicts,
		versionOf,
		byTime,
		recorded ? byCounter : null,
		earliest,
	);
	let unchecked = false;
	if (recorded) {
		findReusedDots(trace, versions, byCounter, integrity);
		findCounterFaults(trace, versions, byTime, integrity);
		const check = new VectorCheck(trace, versions, versionOf, byTime, byCounter, time, integrity);
		replayRecorded(trace, sendOf, causal, byTime, check, detection, onStep);
		unchecked = check.gaveUp;
	} else if (conflicts.count > 0)
		new Knowledge(trace, sendOf, causal.cutSyncs, byTime, detection).replay(causal.order, onStep);

	const concurrentEventPairs = countConcurrentEvents(trace, sendOf, findings);
	const isRecordedByEvents = versions.count === 0 && concurrentEventPairs !== null;
	return {
		...soFar,
		causality: recorded || isRecordedByEvents ? 'recorded' : 'derived',
		concurrentEventPairs,
		unchecked,
	};
}

function findConflicts(trace: Trace, first: Versions, findings: FindingStore, onKey: (key: number) => void) {
	const collector = new ConflictCollector(first, trace.imported?.closes ?? null);
	const keyConflicts = new KeyConflicts(trace, first, collector, findings);
	const siblings = new Uint32Array(trace.keys.size);
	for (let key = 0; key < trace.keys.size; key++) {
		if ((key & 0xfff) === 0) onKey(key);
		siblings[key] = keyConflicts.analyse(key);
	}
	const visiting = keyConflicts.visiting;
	const versions = visiting === null ? first : first.reordered(visiting);
	const conflicts = collector.finish(versions, visiting === null ? null : placesIn(visiting));
	return {
		conflicts,
		versions,
		chains: keyConflicts.chains,
		siblings,
		totalPairs: collector.totalPairs,
		mergedPairs: keyConflicts.mergedPairs,
	};
}

/** Replays what replicas knew in recorded causality: compares vectors with it, and finds where conflicts were detected. */
function replayRecorded(
	trace: Trace,
	sendOf: Int32Array,
	causal: CausalOrder,
	byTime: VersionIndex,
	check: VectorCheck,
	detection: Detection,
	onStep: (event: number) => void,
): void {
	const knowledge: Knowledge = new Knowledge(trace, sendOf, causal.cutSyncs, byTime, {
		onVersion(event) {
			check.check(event, knowledge);
			detection.onVersion(event);
		},
		onVector: (event) => check.cover(event, knowledge),
		onLearn: detection.onLearn.bind(detection),
		onLearnAll: detection.onLearnAll.bind(detection),
		onCover: detection.onCover.bind(detection),
		onCoverAll: detection.onCoverAll.bind(detection),
	});
	knowledge.replay(causal.order, onStep);
}

/** Messages that came from nowhere, or from the future, show that the log of messages is not complete. */
function sureness(recorded: boolean, incomplete: boolean): Certainty {
	return recorded || !incomplete ? 'proven' : 'possible';
}

function hasReceiveWithoutSend(findings: FindingStore): boolean {
	for (let id = 0; id < findings.count; id++) if (findings.code(id) === 'receive-without-send') return true;
	return false;
}

function totalsOf(
	trace: Trace,
	versions: Versions,
	conflicts: Conflicts,
	siblings: Uint32Array,
	conflictPairs: number,
) {
	let keys = 0;
	let maxSiblings = 0;
	for (let key = 0; key < trace.keys.size; key++) {
		if ((versions.keyStart[key + 1] as number) > (versions.keyStart[key] as number)) keys++;
		maxSiblings = Math.max(maxSiblings, siblings[key] as number);
	}
	let conflictsResolved = 0;
	for (let conflict = 0; conflict < conflicts.count; conflict++)
		if (isResolved(conflicts, conflict)) conflictsResolved++;
	return {
		keys,
		conflictPairs,
		conflictsOpen: conflicts.count - conflictsResolved,
		conflictsResolved,
		keysInConflict: new Set(conflicts.key).size,
		maxSiblings,
	};
}

function share(from: number, to: number, done: number, all: number): number {
	return from + ((to - from) * done) / Math.max(1, all);
}

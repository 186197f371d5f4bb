import { analyseKey } from './conflicts.ts';
import { hasDot, replicaIds, unknownReplicas, unsoundVersions, vectorFindings } from './integrity.ts';
import { type Knowledge, knowledgeOf } from './knowledge.ts';
import { type EventOrder, orderEvents } from './order.ts';
import { type NaiveTrace, parseNaive } from './parse.ts';
import type { NaiveCausality, NaiveFile, NaiveFinding, NaiveReport, NaiveVersion } from './types.ts';
import { chooseBasis, derivedVersions, recordedVersions, toContext } from './versions.ts';

export type { NaiveCausality, NaiveConflict, NaiveFile, NaiveFinding, NaiveReport } from './types.ts';

export interface Causality {
	versions: NaiveVersion[];
	knowledge: Knowledge;
	findings: NaiveFinding[];
	/** Left out of pairs, conflicts and frontiers. */
	leftOut: Set<NaiveVersion>;
}

/** The versions of a trace and what replicas knew of them: what every other figure follows from. */
export function naiveCausality(
	files: NaiveFile[],
	options: { causality: NaiveCausality },
): Causality & { trace: NaiveTrace; order: EventOrder } {
	const trace = parseNaive(files);
	const order = orderEvents(trace.events);
	const causality = chooseBasis(trace.events, options.causality);
	return { trace, order, ...(causality === 'recorded' ? recorded(trace, order) : derived(trace, order)) };
}

/** The report on a trace, every figure by its definition. Cubic in the number of events: for small traces. */
export function naiveReport(files: NaiveFile[], options: { causality: NaiveCausality }): NaiveReport {
	const trace = parseNaive(files);
	const order = orderEvents(trace.events);
	const causality = chooseBasis(trace.events, options.causality);
	const { versions, knowledge, findings, leftOut } =
		causality === 'recorded' ? recorded(trace, order) : derived(trace, order);
	const incomplete = order.findings.some((finding) => finding.code !== 'duplicate-receive');
	const certainty = causality === 'derived' && incomplete ? 'possible' : 'proven';
	const keys = [...new Set(versions.map((version) => version.key))];
	const analysed = keys.map((key) => {
		const sound = versions.filter((version) => version.key === key && !leftOut.has(version));
		return { key, ...analyseKey(sound, trace.events, knowledge, certainty) };
	});
	const conflicts = analysed
		.flatMap((key) => key.conflicts)
		.sort((a, b) => a.first - b.first)
		.map((conflict) => conflict.report);
	const resolved = conflicts.filter((conflict) => conflict.resolvedBy.length > 0).length;
	return {
		trace: {
			files: files.map((file) => file.name),
			format: 'native',
			causality,
			events: trace.events.length,
			versions: versions.length,
			keys: keys.length,
			replicas: replicaIds(trace.events, trace.headerReplicas),
		},
		summary: {
			conflictPairs: analysed.reduce((total, key) => total + key.pairs, 0),
			conflicts: conflicts.length,
			conflictsOpen: conflicts.length - resolved,
			conflictsResolved: resolved,
			keysInConflict: analysed.filter((key) => key.conflicts.length > 0).length,
			maxSiblings: Math.max(0, ...analysed.map((key) => key.siblings)),
		},
		conflicts,
		findings: [
			...trace.findings,
			...unknownReplicas(trace.events, trace.headerReplicas),
			...order.findings,
			...findings,
		],
		detail: {
			siblings: new Map(analysed.map((key) => [key.key, key.siblings])),
			disordered: new Set(analysed.filter((key) => key.disordered).map((key) => key.key)),
		},
	};
}

/** The sound versions of a trace in file order, with all its events; what else is computed from is these. */
export function naiveVersions(files: NaiveFile[], choice: NaiveCausality) {
	const trace = parseNaive(files);
	const order = orderEvents(trace.events);
	const isRecorded = chooseBasis(trace.events, choice) === 'recorded';
	const { versions, leftOut } = isRecorded ? recorded(trace, order) : derived(trace, order);
	const sound = versions.filter((version) => !leftOut.has(version));
	return { sound, all: versions, events: trace.events, headerReplicas: trace.headerReplicas };
}

function recorded(trace: NaiveTrace, order: EventOrder): Causality {
	const versions = recordedVersions(trace.events);
	const knowledge = knowledgeOf(order, versions.filter(hasDot), true);
	const leftOut = new Set([...versions.filter((version) => !hasDot(version)), ...unsoundVersions(versions)]);
	return { versions, knowledge, findings: vectorFindings(versions, order, knowledge), leftOut };
}

function derived(trace: NaiveTrace, order: EventOrder): Causality {
	const versions = derivedVersions(trace.events, order);
	const knowledge = knowledgeOf(order, versions, false);
	for (const version of versions) {
		const held = knowledge.before(version.event, version.event.at);
		version.context = toContext([...held].filter((other) => other.key === version.key));
	}
	return { versions, knowledge, findings: [], leftOut: new Set() };
}

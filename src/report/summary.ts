import { replicaName } from '../trace/trace.ts';
import type { FindingOrder } from './findingOrder.ts';
import type { Summary } from './model.ts';
import { notesOn } from './notes.ts';
import type { Shown } from './shown.ts';

/** The figures of a trace. O(findings + files). */
export function summary(shown: Shown, findings: FindingOrder): Summary {
	const { trace, causality, versions, conflicts, totals } = shown.analysis;
	return {
		files: trace.files.map(({ name, firstEvent, endEvent, lines, bytes, skipped, ignored }) => ({
			name,
			events: endEvent - firstEvent,
			lines,
			bytes,
			skipped: Object.entries(skipped),
			ignored: Object.entries(ignored),
		})),
		format: trace.format,
		causality,
		events: trace.count,
		versions: versions.count,
		keys: totals.keys,
		replicas: trace.participants.map((replica) => ({
			id: trace.replicas.text(replica),
			name: replicaName(trace, replica),
		})),
		conflictPairs: totals.conflictPairs,
		conflicts: conflicts.count,
		conflictsOpen: totals.conflictsOpen,
		conflictsResolved: totals.conflictsResolved,
		keysInConflict: totals.keysInConflict,
		maxSiblings: totals.maxSiblings,
		mergedPairs: totals.mergedPairs,
		concurrentEventPairs: shown.analysis.concurrentEventPairs,
		system: trace.system,
		partial: shown.partial ?? null,
		findings: findings.counts(),
		notes: notesOn(shown),
	};
}

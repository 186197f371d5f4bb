import type { Analysis } from '../../analysis/analysis.ts';
import { membersOf, resolversOf } from '../../analysis/conflicts.ts';
import { detectionEvent } from './conflictSlice.ts';
import type { Step } from './step.ts';

/** Notes on conflicts by the event after which they stand: numbers of the conflicts. */
export interface ConflictNotes {
	readonly detected: ReadonlyMap<number, number[]>;
	readonly resolving: ReadonlySet<number>;
	/** The replicas at which versions of these conflicts were written: the notes stand over them. */
	readonly replicas: number[];
}

/** The notes that stand on a page. Linear in the conflicts' number and in the versions of those that it shows. */
export function conflictNotes(
	analysis: Analysis,
	conflicts: Iterable<number>,
	steps: readonly Step[],
): ConflictNotes {
	const here = new Set(steps.map(({ event }) => event));
	const detected = new Map<number, number[]>();
	const resolving = new Set<number>();
	const replicas = new Set<number>();
	for (const conflict of conflicts) {
		const event = detectionEvent(analysis, conflict);
		if (here.has(event)) {
			detected.set(event, [...(detected.get(event) ?? []), conflict]);
			for (const replica of writersOf(analysis, conflict)) replicas.add(replica);
		}
		for (const version of resolversOf(analysis.conflicts, conflict)) {
			const resolver = analysis.versions.event[version] as number;
			if (here.has(resolver)) resolving.add(resolver);
		}
	}
	return { detected, resolving, replicas: [...replicas] };
}

/** The replicas at which the versions of a conflict were written. */
export function writersOf({ conflicts, versions, trace }: Analysis, conflict: number): number[] {
	const writers = new Set<number>();
	for (const version of membersOf(conflicts, conflict)) {
		writers.add(trace.replica[versions.event[version] as number] as number);
	}
	return [...writers];
}

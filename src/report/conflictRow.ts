import { isResolved, membersOf, resolversOf } from '../analysis/conflicts.ts';
import { certaintyOf, winnerOf } from '../analysis/judgement.ts';
import type { ConflictRow } from './model.ts';
import { placeOf, type Shown } from './shown.ts';
import { inFileOrder, versionRow } from './versionRow.ts';

/** A conflict with its first versions, at most `limit`, and the first that resolve it. O(n log n) for n versions. */
export function conflictRow(shown: Shown, conflict: number, limit = 100): ConflictRow {
	const { trace, conflicts, versions } = shown.analysis;
	const winner = winnerOf(shown.analysis, conflict);
	const members = membersOf(conflicts, conflict);
	const resolvers = resolversOf(conflicts, conflict);
	const rows = (some: Int32Array) =>
		Array.from(inFileOrder(versions, some).subarray(0, limit), (version) => versionRow(shown, version));
	return {
		id: conflict,
		key: trace.keys.text(conflicts.key[conflict] as number),
		certainty: certaintyOf(shown.analysis, conflict),
		pairs: conflicts.pairs[conflict] as number,
		versionCount: members.length,
		versions: rows(members),
		detected: detectedAt(shown, conflict),
		winner: winner < 0 ? null : versionRow(shown, winner),
		resolved: isResolved(conflicts, conflict),
		resolvedBy: rows(resolvers),
		resolverCount: resolvers.length,
	};
}

/** The place after which one replica first held two concurrent versions of the conflict, and that replica's id. */
export function detectedAt(
	{ analysis: { trace, conflicts } }: Shown,
	conflict: number,
): ConflictRow['detected'] {
	const event = conflicts.detectedEvent[conflict] as number;
	if (event < 0) return null;
	return {
		...placeOf(trace, event),
		replica: trace.replicas.text(conflicts.detectedReplica[conflict] as number),
	};
}

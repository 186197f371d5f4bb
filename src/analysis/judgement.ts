import { EVIDENCE_NAMES, Evidence } from '../trace/importedColumns.ts';
import type { Analysis } from './analysis.ts';
import { type Certainty, membersOf } from './conflicts.ts';

/** How sure a conflict is: as sure as the trace makes its least sure version. Linear in its versions. */
export function certaintyOf(
	{ trace, versions, conflicts, certainty }: Analysis,
	conflict: number,
): Certainty {
	const evidence = trace.imported?.evidence;
	if (evidence === undefined) return certainty;
	let least: number = Evidence[certainty];
	for (const version of membersOf(conflicts, conflict))
		least = Math.max(least, evidence[versions.event[version] as number] ?? 0);
	return EVIDENCE_NAMES[least] as Certainty;
}

/**
 * The version of a conflict that the system itself kept, by its own order: of those that no other version of the conflict has
 * in its past, the one of greatest rank. -1 where the trace does not tell. O(n²) at worst for the conflict's n versions.
 */
export function winnerOf({ trace, versions, conflicts }: Analysis, conflict: number): number {
	const rank = trace.imported?.rank;
	if (rank === undefined) return -1;
	const rankOf = (version: number) => rank[versions.event[version] as number] ?? Number.NaN;
	const members = Array.from(membersOf(conflicts, conflict));
	if (members.some((version) => Number.isNaN(rankOf(version)))) return -1;
	members.sort((v, w) => rankOf(w) - rankOf(v));
	return members.find((v) => members.every((w) => w === v || !versions.happenedBefore(v, w))) ?? -1;
}

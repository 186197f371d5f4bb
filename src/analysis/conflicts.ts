import type { EvidenceName } from '../trace/importedColumns.ts';

/** How sure the trace makes a conflict. */
export type Certainty = EvidenceName;

/** The conflicts of a trace as columns, in file order of their first version. */
export interface Conflicts {
	readonly count: number;
	/** Key number. */
	readonly key: Int32Array;
	/** Concurrent pairs among the conflict's versions. */
	readonly pairs: Float64Array;
	/** The versions of conflict c, in visiting order, are members[memberStart[c]] … members[memberStart[c + 1] - 1]. */
	readonly memberStart: Int32Array;
	readonly members: Int32Array;
	/** The versions that resolve conflict c; none for an open one. Laid out like members. */
	readonly resolverStart: Int32Array;
	readonly resolvers: Int32Array;
	/** The event after which one replica first held two concurrent versions of it, and that replica; -1 for none. */
	readonly detectedEvent: Int32Array;
	readonly detectedReplica: Int32Array;
	/** The event after which every replica that wrote its versions holds all of them; -1 where that never happens. */
	readonly knownEvent: Int32Array;
}

/** Whether a conflict has been resolved: a later component of its key exists. */
export function isResolved(conflicts: Conflicts, conflict: number): boolean {
	return (conflicts.resolverStart[conflict + 1] as number) > (conflicts.resolverStart[conflict] as number);
}

/** The versions of a conflict. A view: not to be changed. */
export function membersOf(conflicts: Conflicts, conflict: number): Int32Array {
	return conflicts.members.subarray(conflicts.memberStart[conflict], conflicts.memberStart[conflict + 1]);
}

/** The versions that resolve a conflict, none where it is open. A view: not to be changed. */
export function resolversOf(conflicts: Conflicts, conflict: number): Int32Array {
	return conflicts.resolvers.subarray(
		conflicts.resolverStart[conflict],
		conflicts.resolverStart[conflict + 1],
	);
}

import type { Analysis } from '../analysis.ts';

/** What it would cost to accept all writes at one replica. No conflicts are left. */
export interface Leader {
	/** Replica number. */
	leader: number;
	/** Writes that happened at other replicas. */
	forwarded: number;
}

/** Every replica as the leader, the one that forwards the fewest writes first, ties in the trace's order. O(versions). */
export function singleLeaders({ trace, versions }: Analysis): Leader[] {
	const writes = new Int32Array(trace.replicas.size);
	for (let version = 0; version < versions.count; version++)
		writes[trace.replica[versions.event[version] as number] as number]++;
	return trace.participants
		.map((leader) => ({ leader, forwarded: versions.count - (writes[leader] as number) }))
		.sort((a, b) => a.forwarded - b.forwarded);
}

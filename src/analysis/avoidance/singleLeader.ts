import type { Analysis } from '../analysis.ts';
import { type Links, measureLinks } from './links.ts';

/** What it would cost to accept all writes at one replica. No conflicts are left. */
export interface Leader {
	/** Replica number. */
	leader: number;
	/** Writes that happened at other replicas. */
	forwarded: number;
	/** Milliseconds that a forwarded write takes longer, on average over those whose way to the leader is known; null: none. */
	addedLatencyMs: number | null;
	/** Forwarded writes whose way to the leader is known. */
	forwardedWithLatency: number;
	/** Forwarded writes that happened while their replica was cut off from the leader: they could not have been accepted. */
	cutOff: number;
}

/** Every replica as the leader, the one that forwards the fewest writes first, ties in the trace's order. O(events + replicas²). */
export function singleLeaders(analysis: Analysis): Leader[] {
	const { trace, versions } = analysis;
	const writes = new Int32Array(trace.replicas.size);
	for (let version = 0; version < versions.count; version++) writes[versions.at[version] as number]++;
	const links = measureLinks(analysis);
	const writers = trace.participants.filter((replica) => (writes[replica] as number) > 0);
	return trace.participants
		.map((leader) => costs(leader, writers, writes, links))
		.sort((a, b) => a.forwarded - b.forwarded);
}

function costs(leader: number, writers: readonly number[], writes: Int32Array, links: Links): Leader {
	let forwarded = 0;
	let forwardedWithLatency = 0;
	let latency = 0;
	let cutOff = 0;
	for (const replica of writers) {
		if (replica === leader) continue;
		const own = writes[replica] as number;
		const way = links.roundTrip(replica, leader);
		forwarded += own;
		cutOff += links.cutOffWrites(replica, leader);
		if (way === null) continue;
		forwardedWithLatency += own;
		latency += own * way;
	}
	const addedLatencyMs = forwardedWithLatency === 0 ? null : latency / forwardedWithLatency;
	return { leader, forwarded, addedLatencyMs, forwardedWithLatency, cutOff };
}

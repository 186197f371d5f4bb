import { createsVersion, Op } from '../../trace/ops.ts';
import type { Analysis } from '../analysis.ts';
import { CellTable } from '../cellTable.ts';

/** So many messages in a row that did not arrive are no accident: the two replicas were cut off from one another. */
const LOST_IN_A_ROW = 3;
/** Of so many messages a link's times are kept at most, evenly spread. */
const SAMPLES = 256;

/** What the messages tell of the way between replicas. */
export interface Links {
	/**
	 * Milliseconds for a request from one replica to another and the answer: the medians of the messages' times in both
	 * directions added up. What the clocks are off adds to one and is taken from the other. Null where one is unknown.
	 */
	roundTrip(replica: number, other: number): number | null;
	/** Writes at a replica while it was cut off from another one. */
	cutOffWrites(replica: number, other: number): number;
}

interface Link {
	/** Receive's ts less send's ts. */
	readonly delays: number[];
	stride: number;
	skip: number;
	/** Since the last message that got through: sends that did not, and the writes made before it. */
	lost: number;
	writesBefore: number;
	hasMet: boolean;
	cutOff: number;
}

/**
 * Measures the ways between replicas. Two replicas are cut off from one another between two messages that got through, where
 * at least three in a row that one sent to the other in between did not. Each replica's side is judged by its own events, in
 * the order of the file. O(events); memory for the pairs that exchange messages.
 */
export function measureLinks({ trace, sendOf }: Analysis): Links {
	const replicas = trace.replicas.size;
	const links: Link[] = [];
	/** By replica and other replica: the place among the links, from 1. */
	const places = new CellTable(replicas * replicas);
	const linkOf = (replica: number, other: number): Link => {
		const place = places.get(replica * replicas + other);
		if (place > 0) return links[place - 1] as Link;
		const link = { delays: [], stride: 1, skip: 0, lost: 0, writesBefore: 0, hasMet: false, cutOff: 0 };
		places.set(replica * replicas + other, links.push(link));
		return link;
	};
	const known = (replica: number, other: number): Link | undefined =>
		links[places.get(replica * replicas + other) - 1];
	const arrived = new Uint8Array(trace.count);
	for (let receive = 0; receive < sendOf.length; receive++) {
		const send = sendOf[receive] as number;
		if (send >= 0) arrived[send] = 1;
	}
	const writes = new Int32Array(replicas);
	const meet = (replica: number, other: number) => {
		const link = linkOf(replica, other);
		const now = writes[replica] as number;
		if (link.hasMet && link.lost >= LOST_IN_A_ROW) link.cutOff += now - link.writesBefore;
		link.hasMet = true;
		link.lost = 0;
		link.writesBefore = now;
	};
	for (let event = 0; event < trace.count; event++) {
		const op = trace.op[event] as number;
		const replica = trace.replica[event] as number;
		const peer = trace.peer[event] as number;
		if (createsVersion(op)) writes[replica]++;
		else if (op === Op.send && arrived[event] === 0) linkOf(replica, peer).lost++;
		else if (op === Op.send) meet(replica, peer);
		else if (op === Op.receive) {
			const send = sendOf[event] as number;
			if (send < 0) continue;
			meet(replica, peer);
			sample(linkOf(peer, replica), (trace.ts[event] as number) - (trace.ts[send] as number));
		} else if (op === Op.sync) {
			meet(replica, peer);
			meet(peer, replica);
		}
	}
	return {
		cutOffWrites: (replica, other) => known(replica, other)?.cutOff ?? 0,
		roundTrip(replica, other) {
			const there = median(known(replica, other)?.delays ?? []);
			const back = median(known(other, replica)?.delays ?? []);
			return there === null || back === null ? null : Math.max(0, there + back);
		},
	};
}

/** Keeps every stride-th delay; where there are too many, every second one of those kept. */
function sample(link: Link, delay: number): void {
	if (Number.isNaN(delay)) return;
	if (link.skip > 0) {
		link.skip--;
		return;
	}
	link.delays.push(delay);
	if (link.delays.length === SAMPLES) {
		for (let i = 0; i < SAMPLES / 2; i++) link.delays[i] = link.delays[i * 2] as number;
		link.delays.length = SAMPLES / 2;
		link.stride *= 2;
	}
	link.skip = link.stride - 1;
}

function median(some: readonly number[]): number | null {
	if (some.length === 0) return null;
	const sorted = Float64Array.from(some).sort();
	const middle = sorted.length >> 1;
	const upper = sorted[middle] as number;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

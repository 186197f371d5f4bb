import type { FindingStore } from '../trace/finding.ts';
import { Op } from '../trace/ops.ts';
import { fileOf, type Trace } from '../trace/trace.ts';

/**
 * Finds for every receive the send that its message comes from. A message is known by sender, receiver and id; where an id is
 * used again, the k-th receive belongs to the k-th send, and what is received more often than it was sent is a duplicate of
 * the last. Reports receives without a send and duplicates.
 *
 * @param order the events, those of each replica in its own order; null for the order of the file
 * @returns by event, the send or -1. Expected linear time.
 */
export function matchMessages(trace: Trace, order: Int32Array | null, findings: FindingStore): Int32Array {
	const { op, replica, peer, message, count } = trace;
	let receives = 0;
	let sends = 0;
	for (let event = 0; event < count; event++) {
		if (op[event] === Op.receive) receives++;
		else if (op[event] === Op.send) sends++;
	}
	if (receives === 0) return new Int32Array(0);

	const length = order === null ? count : order.length;
	const identities = new TripleTable(sends);
	// A queue of sends for each identity: the first not yet received, the last, and each send's next.
	const first = new Int32Array(sends);
	const last = new Int32Array(sends);
	const next = new Int32Array(count).fill(-1);
	for (let i = 0; i < length; i++) {
		const event = order === null ? i : (order[i] as number);
		if (op[event] !== Op.send) continue;
		const known = identities.size;
		const id = identities.intern(message[event] as number, replica[event] as number, peer[event] as number);
		if (id === known) first[id] = event;
		else next[last[id] as number] = event;
		last[id] = event;
	}
	const sent = identities.size;
	const sendOf = new Int32Array(count).fill(-1);
	const firstReceive = new Int32Array(sent).fill(-1);
	for (let i = 0; i < length; i++) {
		const event = order === null ? i : (order[i] as number);
		if (op[event] !== Op.receive) continue;
		const id = identities.find(message[event] as number, peer[event] as number, replica[event] as number);
		if (id < 0) {
			report(trace, findings, event, 'receive-without-send', -1);
			continue;
		}
		const send = first[id] as number;
		if (send >= 0) {
			sendOf[event] = send;
			first[id] = next[send] as number;
			firstReceive[id] = event;
			continue;
		}
		sendOf[event] = last[id] as number;
		report(trace, findings, event, 'duplicate-receive', firstReceive[id] as number);
	}
	return sendOf;
}

function report(
	trace: Trace,
	findings: FindingStore,
	event: number,
	code: 'receive-without-send' | 'duplicate-receive',
	related: number,
): void {
	findings.add({
		code,
		file: fileOf(trace, event),
		line: trace.line[event] as number,
		event,
		related: related < 0 ? [] : [related],
	});
}

/** Numbers triples of numbers from 0. Open addressing with linear probing, at most half full. */
class TripleTable {
	size = 0;
	private readonly triples: Int32Array;
	private readonly slots: Int32Array;

	/** @param capacity the largest number of triples that there can be */
	constructor(capacity: number) {
		this.triples = new Int32Array(capacity * 3);
		this.slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(2, capacity * 2)))).fill(-1);
	}

	/** The number of a triple, which is added if it is new. */
	intern(a: number, b: number, c: number): number {
		const slot = this.slotOf(a, b, c);
		const known = this.slots[slot] as number;
		if (known >= 0) return known;
		const id = this.size++;
		this.triples[id * 3] = a;
		this.triples[id * 3 + 1] = b;
		this.triples[id * 3 + 2] = c;
		this.slots[slot] = id;
		return id;
	}

	/** The number of a triple, or -1. */
	find(a: number, b: number, c: number): number {
		return this.slots[this.slotOf(a, b, c)] as number;
	}

	private slotOf(a: number, b: number, c: number): number {
		const { slots, triples } = this;
		const mask = slots.length - 1;
		let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
		hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
		let slot = (hash ^ (hash >>> 13)) & mask;
		for (let id = slots[slot] as number; id >= 0; id = slots[slot] as number) {
			const at = id * 3;
			if (triples[at] === a && triples[at + 1] === b && triples[at + 2] === c) return slot;
			slot = (slot + 1) & mask;
		}
		return slot;
	}
}

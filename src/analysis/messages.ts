import type { FindingStore } from '../trace/finding.ts';
import { grown } from '../trace/growable.ts';
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
	let receives = false;
	for (let event = 0; event < count && !receives; event++) receives = op[event] === Op.receive;
	if (!receives) return new Int32Array(0);

	const length = order === null ? count : order.length;
	const identities = new TripleTable();
	const identity = new Int32Array(count).fill(-1);
	for (let i = 0; i < length; i++) {
		const event = order === null ? i : (order[i] as number);
		const here = replica[event] as number;
		const there = peer[event] as number;
		if (op[event] === Op.send) identity[event] = identities.intern(message[event] as number, here, there);
		else if (op[event] === Op.receive)
			identity[event] = identities.intern(message[event] as number, there, here);
	}
	// A queue of sends for each identity: the first not yet received, and each send's next.
	const first = new Int32Array(identities.size).fill(-1);
	const last = new Int32Array(identities.size).fill(-1);
	const next = new Int32Array(count).fill(-1);
	for (let i = 0; i < length; i++) {
		const event = order === null ? i : (order[i] as number);
		if (op[event] !== Op.send) continue;
		const id = identity[event] as number;
		if ((last[id] as number) < 0) first[id] = event;
		else next[last[id] as number] = event;
		last[id] = event;
	}
	const sendOf = new Int32Array(count).fill(-1);
	const firstReceive = new Int32Array(identities.size).fill(-1);
	for (let i = 0; i < length; i++) {
		const event = order === null ? i : (order[i] as number);
		if (op[event] !== Op.receive) continue;
		const id = identity[event] as number;
		const send = first[id] as number;
		if (send >= 0) {
			sendOf[event] = send;
			first[id] = next[send] as number;
			firstReceive[id] = event;
			continue;
		}
		sendOf[event] = last[id] as number;
		const known = firstReceive[id] as number;
		report(trace, findings, event, known < 0 ? 'receive-without-send' : 'duplicate-receive', known);
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
	private triples = new Int32Array(48);
	private slots = new Int32Array(64).fill(-1);

	intern(a: number, b: number, c: number): number {
		let slot = this.home(a, b, c);
		const mask = this.slots.length - 1;
		for (let id = this.slots[slot] as number; id >= 0; id = this.slots[slot] as number) {
			if (this.triples[id * 3] === a && this.triples[id * 3 + 1] === b && this.triples[id * 3 + 2] === c)
				return id;
			slot = (slot + 1) & mask;
		}
		const id = this.size++;
		this.triples = grown(this.triples, this.size * 3);
		this.triples[id * 3] = a;
		this.triples[id * 3 + 1] = b;
		this.triples[id * 3 + 2] = c;
		this.slots[slot] = id;
		if (this.size * 2 > this.slots.length) this.rehash();
		return id;
	}

	private home(a: number, b: number, c: number): number {
		let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
		hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
		return (hash ^ (hash >>> 13)) & (this.slots.length - 1);
	}

	private rehash(): void {
		this.slots = new Int32Array(this.slots.length * 2).fill(-1);
		const mask = this.slots.length - 1;
		for (let id = 0; id < this.size; id++) {
			const at = id * 3;
			let slot = this.home(
				this.triples[at] as number,
				this.triples[at + 1] as number,
				this.triples[at + 2] as number,
			);
			while ((this.slots[slot] as number) >= 0) slot = (slot + 1) & mask;
			this.slots[slot] = id;
		}
	}
}

import { Op } from '../trace/ops.ts';
import type { Trace } from '../trace/trace.ts';
import { CellTable } from './cellTable.ts';

/**
 * Numbers messages from 0; one is known by sender, receiver and id. Open addressing with linear probing, at most half full.
 * Ids mostly count up, and one id is used by a few pairs of replicas only: then the slots of an id stand together, and those
 * of the next id behind them, so that a trace, which goes through its messages in about that order, goes through memory
 * in order too. Where some id is used more often than its share of the slots, slots are scattered.
 */
export class MessageTable {
	size = 0;
	/** By number: id and pair. */
	private readonly known: Int32Array;
	private readonly slots: Int32Array;
	private readonly mask: number;
	/** The slots of an id; 0: scattered. */
	private readonly stride: number;
	private readonly replicas: number;
	/** By sender and receiver: the number of the pair, from 1. */
	private readonly pairs: CellTable;
	private pairCount = 0;

	/** @param sends the number of sends that the trace has */
	constructor(trace: Trace, sends: number) {
		this.replicas = trace.replicas.size;
		this.pairs = new CellTable(this.replicas * this.replicas);
		this.known = new Int32Array(sends * 2);
		this.slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(2, sends * 2))));
		this.mask = this.slots.length - 1;
		const stride = Math.floor(this.slots.length / Math.max(1, trace.messages.size));
		this.stride = stride >= mostSends(trace) ? stride : 0;
	}

	/** The number of a message, which is added if it is new. */
	intern(id: number, from: number, to: number): number {
		const pair = this.pairOf(from, to, true);
		const slot = this.slotOf(id, pair);
		const known = this.slots[slot] as number;
		if (known > 0) return known - 1;
		const number = this.size++;
		this.known[number * 2] = id;
		this.known[number * 2 + 1] = pair;
		this.slots[slot] = number + 1;
		return number;
	}

	/** The number of a message, or -1. */
	find(id: number, from: number, to: number): number {
		const pair = this.pairOf(from, to, false);
		return pair === 0 ? -1 : (this.slots[this.slotOf(id, pair)] as number) - 1;
	}

	private slotOf(id: number, pair: number): number {
		const { slots, known, mask, stride } = this;
		let slot = (stride > 0 ? id * stride + (pair % stride) : scattered(id, pair)) & mask;
		for (let number = slots[slot] as number; number > 0; number = slots[slot] as number) {
			if (known[number * 2 - 2] === id && known[number * 2 - 1] === pair) return slot;
			slot = (slot + 1) & mask;
		}
		return slot;
	}

	/** The number of a pair, 0 where it is not known and not to be added. */
	private pairOf(from: number, to: number, adds: boolean): number {
		const cell = from * this.replicas + to;
		const known = this.pairs.get(cell);
		if (known > 0 || !adds) return known;
		this.pairCount++;
		this.pairs.set(cell, this.pairCount);
		return this.pairCount;
	}
}

/** How often the id that is sent most is sent. */
function mostSends({ op, message, messages, count }: Trace): number {
	const sends = new Int32Array(messages.size);
	let most = 0;
	for (let event = 0; event < count; event++) {
		if (op[event] !== Op.send) continue;
		const id = message[event] as number;
		const now = ++sends[id];
		if (now > most) most = now;
	}
	return most;
}

function scattered(a: number, b: number): number {
	let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
	return hash ^ (hash >>> 13);
}

import type { FindingStore } from '../trace/finding.ts';
import { fileOf, type Trace } from '../trace/trace.ts';
import type { ReplicaEvents } from './replicaOrder.ts';

/** The events in an order that agrees with every replica's own order and every message, as near to the file's as can be. */
export interface CausalOrder {
	/** order[i] is an event; null where the file's order is one. */
	readonly order: Int32Array | null;
	/** The number of receives whose message was sent after they happened; they carry nothing. */
	readonly impossible: number;
}

/**
 * Orders the events topologically (Kahn), the earliest in the file first. Where receives stand before their own sends in
 * happened-before, no such order exists: those receives are found as message edges within a strongly connected component
 * (Tarjan), reported, and cut off from their sends. O(n log n) for n events; linear where the file's order will do.
 *
 * @param sendOf by event, the send of a receive; impossible ones are set to -1
 */
export function orderCausally(
	trace: Trace,
	replicas: () => ReplicaEvents,
	sendOf: Int32Array,
	findings: FindingStore,
): CausalOrder {
	if (trace.seq.length === 0 && sendsComeFirst(sendOf)) return { order: null, impossible: 0 };
	const graph = new EventGraph(trace.count, replicas(), sendOf);
	const queue = new EventHeap();
	const order = new Int32Array(trace.count);
	let done = 0;
	let impossible = 0;
	const take = (event: number) => {
		order[done++] = event;
		graph.remove(event, queue);
	};
	for (let event = 0; event < trace.count; event++) if (graph.isFree(event)) queue.push(event);
	for (let stuck = 0; done < trace.count; stuck++) {
		for (let event = queue.pop(); event >= 0; event = queue.pop()) take(event);
		if (done === trace.count) break;
		if (stuck === 0) {
			for (const receive of graph.receivesBeforeTheirSends()) {
				const send = sendOf[receive] as number;
				findings.add({
					code: 'receive-before-send',
					file: fileOf(trace, receive),
					line: trace.line[receive] as number,
					event: receive,
					related: [send],
				});
				sendOf[receive] = -1;
				impossible++;
				graph.cut(receive, send, queue);
			}
			continue;
		}
		// Contradictory seqs of syncs: no order satisfies both replicas, so the earliest in the file goes first.
		const event = graph.firstLeft();
		graph.release(event);
		take(event);
	}
	return { order: isIdentity(order) ? null : order, impossible };
}

function sendsComeFirst(sendOf: Int32Array): boolean {
	for (let event = 0; event < sendOf.length; event++) if ((sendOf[event] as number) > event) return false;
	return true;
}

function isIdentity(order: Int32Array): boolean {
	for (let i = 0; i < order.length; i++) if (order[i] !== i) return false;
	return true;
}

const DONE = 255;

/** Happened-before between neighbouring events: a replica's next event, and the receives of a send. */
class EventGraph {
	/** By event: how many of its direct predecessors are left; DONE once it has been taken. */
	private readonly waiting: Uint8Array;
	/** Up to two successors in program order: at a sync both replicas go on. */
	private readonly nextHere: Int32Array;
	private readonly nextThere: Int32Array;
	private readonly firstReceive: Int32Array;
	private readonly nextReceive: Int32Array;
	private cursor = 0;

	constructor(
		private readonly count: number,
		replicas: ReplicaEvents,
		private readonly sendOf: Int32Array,
	) {
		this.waiting = new Uint8Array(count);
		this.nextHere = new Int32Array(count).fill(-1);
		this.nextThere = new Int32Array(count).fill(-1);
		this.firstReceive = new Int32Array(count).fill(-1);
		this.nextReceive = new Int32Array(count).fill(-1);
		for (let r = 0; r + 1 < replicas.start.length; r++) {
			for (let i = (replicas.start[r] as number) + 1; i < (replicas.start[r + 1] as number); i++) {
				const event = replicas.events[i - 1] as number;
				const next = replicas.events[i] as number;
				if ((this.nextHere[event] as number) < 0) this.nextHere[event] = next;
				else this.nextThere[event] = next;
				this.waiting[next]++;
			}
		}
		for (let receive = sendOf.length - 1; receive >= 0; receive--) {
			const send = sendOf[receive] as number;
			if (send < 0) continue;
			this.nextReceive[receive] = this.firstReceive[send] as number;
			this.firstReceive[send] = receive;
			this.waiting[receive]++;
		}
	}

	isFree(event: number): boolean {
		return this.waiting[event] === 0;
	}

	/** Takes an event out and puts those that waited for it alone into the queue. */
	remove(event: number, queue: EventHeap): void {
		this.waiting[event] = DONE;
		for (let i = 0; ; i++) {
			const next = this.successor(event, i);
			if (next === END) return;
			if (next >= 0) this.loosen(next, queue);
		}
	}

	/** Cuts a receive off from its send. */
	cut(receive: number, send: number, queue: EventHeap): void {
		let link = this.firstReceive[send] as number;
		if (link === receive) this.firstReceive[send] = this.nextReceive[receive] as number;
		else {
			while (this.nextReceive[link] !== receive) link = this.nextReceive[link] as number;
			this.nextReceive[link] = this.nextReceive[receive] as number;
		}
		this.loosen(receive, queue);
	}

	private loosen(event: number, queue: EventHeap): void {
		if (this.waiting[event] === DONE) return;
		this.waiting[event]--;
		if (this.waiting[event] === 0) queue.push(event);
	}

	/** The first event in the file that is left. */
	firstLeft(): number {
		while (this.waiting[this.cursor] === DONE) this.cursor++;
		return this.cursor;
	}

	release(event: number): void {
		this.waiting[event] = 0;
	}

	/** Successor i of an event, -1 where there is none at that place, END after the last. */
	private successor(event: number, i: number): number {
		if (i === 0) return this.nextHere[event] as number;
		if (i === 1) return this.nextThere[event] as number;
		if (i === 2) this.receiveCursor = this.firstReceive[event] as number;
		else this.receiveCursor = this.nextReceive[this.receiveCursor] as number;
		return this.receiveCursor < 0 ? END : this.receiveCursor;
	}
	private receiveCursor = -1;

	/** The receives left whose send lies in their own strongly connected component, in file order. Linear; no recursion. */
	receivesBeforeTheirSends(): number[] {
		const component = this.components();
		const found: number[] = [];
		for (let receive = 0; receive < this.count; receive++) {
			const send = this.sendOf[receive] ?? -1;
			if (
				send >= 0 &&
				this.waiting[receive] !== DONE &&
				this.waiting[send] !== DONE &&
				component[send] === component[receive]
			) {
				found.push(receive);
			}
		}
		return found;
	}

	/** Tarjan's strongly connected components of the events that are left, with a stack of its own. */
	private components(): Int32Array {
		const index = new Int32Array(this.count).fill(-1);
		const low = new Int32Array(this.count);
		const component = new Int32Array(this.count).fill(-1);
		const path: number[] = [];
		const frames: number[] = [];
		const resume: number[] = [];
		let nextIndex = 0;
		let components = 0;
		for (let root = 0; root < this.count; root++) {
			if (this.waiting[root] === DONE || (index[root] as number) >= 0) continue;
			frames.push(root);
			resume.push(ENTER);
			while (frames.length > 0) {
				const event = frames[frames.length - 1] as number;
				let at = resume[resume.length - 1] as number;
				if (at === ENTER) {
					index[event] = low[event] = nextIndex++;
					path.push(event);
					at = HERE;
				}
				// `at` names the next edge: program order here, there, then the receives by their own numbers.
				let descended = false;
				while (at !== LEAVE) {
					let next: number;
					if (at === HERE) {
						next = this.nextHere[event] as number;
						at = THERE;
					} else if (at === THERE) {
						next = this.nextThere[event] as number;
						at = (this.firstReceive[event] as number) < 0 ? LEAVE : (this.firstReceive[event] as number);
					} else {
						next = at;
						at = (this.nextReceive[at] as number) < 0 ? LEAVE : (this.nextReceive[at] as number);
					}
					if (next < 0 || this.waiting[next] === DONE) continue;
					if ((index[next] as number) < 0) {
						resume[resume.length - 1] = at;
						frames.push(next);
						resume.push(ENTER);
						descended = true;
						break;
					}
					if (component[next] === -1) low[event] = Math.min(low[event] as number, index[next] as number);
				}
				if (descended) continue;
				frames.pop();
				resume.pop();
				if (low[event] === index[event]) {
					for (let member = path.pop() as number; ; member = path.pop() as number) {
						component[member] = components;
						if (member === event) break;
					}
					components++;
				}
				const parent = frames[frames.length - 1];
				if (parent !== undefined) low[parent] = Math.min(low[parent] as number, low[event] as number);
			}
		}
		return component;
	}
}

const END = -2;
const ENTER = -5;
const HERE = -4;
const THERE = -3;
const LEAVE = -6;

/** A binary heap of events, the earliest in the file on top. */
class EventHeap {
	private readonly items: number[] = [];

	push(event: number): void {
		const items = this.items;
		let at = items.length;
		items.push(event);
		while (at > 0) {
			const parent = (at - 1) >> 1;
			if ((items[parent] as number) <= event) break;
			items[at] = items[parent] as number;
			at = parent;
		}
		items[at] = event;
	}

	/** The earliest event, or -1 when there is none. */
	pop(): number {
		const items = this.items;
		const top = items[0];
		if (top === undefined) return -1;
		const last = items.pop() as number;
		const size = items.length;
		if (size === 0) return top;
		let at = 0;
		for (;;) {
			let child = at * 2 + 1;
			if (child >= size) break;
			if (child + 1 < size && (items[child + 1] as number) < (items[child] as number)) child++;
			if ((items[child] as number) >= last) break;
			items[at] = items[child] as number;
			at = child;
		}
		items[at] = last;
		return top;
	}
}

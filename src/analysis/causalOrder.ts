import type { FindingStore } from '../trace/finding.ts';
import { Op } from '../trace/ops.ts';
import { fileOf, type Trace } from '../trace/trace.ts';
import { eventsByReplica, type ReplicaEvents } from './replicaOrder.ts';

/** The events in an order that agrees with every replica's own order and every message, as near to the file's as can be. */
export interface CausalOrder {
	/** order[i] is an event; null where the file's order is one. */
	readonly order: Int32Array | null;
	/** The number of receives and syncs that would have to happen before themselves; they carry nothing. */
	readonly impossible: number;
	/** The syncs among them. */
	readonly cutSyncs: ReadonlySet<number>;
}

/**
 * Orders the events topologically (Kahn), the earliest in the file first. Where receives stand before their own sends in
 * happened-before, no such order exists: those receives are found as message edges within a strongly connected component
 * (Tarjan), reported, and cut off from their sends. What then still goes round are syncs that stand in one order at one of
 * their replicas and in another at the other, by seq: they are reported and cut too. O(n log n) for n events; linear where
 * the file's order will do.
 *
 * @param sendOf by event, the send of a receive; impossible ones are set to -1
 */
export function orderCausally(trace: Trace, sendOf: Int32Array, findings: FindingStore): CausalOrder {
	const cutSyncs = new Set<number>();
	if (trace.seq.length === 0 && sendsComeFirst(sendOf)) return { order: null, impossible: 0, cutSyncs };
	let impossible = 0;
	for (;;) {
		const graph = new EventGraph(trace.count, eventsByReplica(trace, cutSyncs), sendOf);
		const order = graph.sort();
		if (order !== null) return { order: isIdentity(order) ? null : order, impossible, cutSyncs };
		const inCircle = graph.inCircles();
		const receives = inCircle((event) => (sendOf[event] ?? -1) >= 0, sendOf);
		const culprits = receives.length > 0 ? receives : inCircle((event) => trace.op[event] === Op.sync, null);
		for (const event of culprits) {
			const send = sendOf[event] ?? -1;
			findings.add({
				code: 'receive-before-send',
				file: fileOf(trace, event),
				line: trace.line[event] as number,
				event,
				related: send < 0 ? [] : [send],
			});
			if (send < 0) cutSyncs.add(event);
			else sendOf[event] = -1;
			impossible++;
		}
	}
}

/** By event: its place in the order. */
export function placesIn(order: Int32Array): Int32Array {
	const places = new Int32Array(order.length);
	for (let i = 0; i < order.length; i++) places[order[i] as number] = i;
	return places;
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

	constructor(
		private readonly count: number,
		replicas: ReplicaEvents,
		sendOf: Int32Array,
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

	/** The events in topological order, or null where there is none; then those that come first are DONE. */
	sort(): Int32Array | null {
		const queue = new EventHeap();
		const order = new Int32Array(this.count);
		let done = 0;
		for (let event = 0; event < this.count; event++) if (this.waiting[event] === 0) queue.push(event);
		for (let event = queue.pop(); event >= 0; event = queue.pop()) {
			order[done++] = event;
			this.waiting[event] = DONE;
			this.loosen(this.nextHere[event] as number, queue);
			this.loosen(this.nextThere[event] as number, queue);
			let receive = this.firstReceive[event] as number;
			for (; receive >= 0; receive = this.nextReceive[receive] as number) this.loosen(receive, queue);
		}
		return done === this.count ? order : null;
	}

	private loosen(event: number, queue: EventHeap): void {
		if (event < 0) return;
		this.waiting[event]--;
		if (this.waiting[event] === 0) queue.push(event);
	}

	/**
	 * Prepares to answer which of the events left, of those that pass a test, lie on a circle of happened-before; with
	 * `sendOf`, on one through their message. In file order. Linear; no recursion.
	 */
	inCircles(): (test: (event: number) => boolean, sendOf: Int32Array | null) => number[] {
		const component = this.components();
		const sizes = new Map<number, number>();
		for (const number of component) if (number >= 0) sizes.set(number, (sizes.get(number) ?? 0) + 1);
		return (test, sendOf) => {
			const found: number[] = [];
			for (let event = 0; event < this.count; event++) {
				if (this.waiting[event] === DONE || !test(event)) continue;
				const own = component[event] as number;
				const onCircle =
					sendOf === null ? (sizes.get(own) as number) > 1 : component[sendOf[event] as number] === own;
				if (onCircle) found.push(event);
			}
			return found;
		};
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

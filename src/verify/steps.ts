import { createsVersion, Op } from '../trace/ops.ts';
import { Flag, keysOf, type Trace } from '../trace/trace.ts';
import { Programs } from './programs.ts';

/** Checks, step by step, that events happened before one another: by what stands on their lines, and by nothing else. */
export class StepChecker {
	private readonly programs: Programs;

	constructor(private readonly trace: Trace) {
		this.programs = new Programs(trace);
	}

	/** Why a step does not hold, in words; null where it does. */
	problemOf(by: string, events: readonly number[]): string | null {
		if (events.length < 2) return 'a step has fewer than two events';
		const [first, last] = [events[0] as number, events.at(-1) as number];
		if (by === 'delivery') return this.delivery(events);
		if (events.length > 2) return `a step by ${by} has more than two events`;
		if (by === 'message')
			return this.isMessage(first, last)
				? null
				: `${this.line(last)} is not the receive of ${this.line(first)}`;
		if (by === 'vectors')
			return this.covers(first, last)
				? null
				: `the vector of ${this.line(last)} does not cover ${this.line(first)}`;
		if (by === 'order') {
			const replica = this.trace.replica[first] as number;
			return this.trace.replica[last] === replica && this.isBefore(replica, first, last)
				? null
				: `${this.line(first)} does not stand before ${this.line(last)} at one replica`;
		}
		return 'a step has no known reason';
	}

	/** The line of an event, in words. */
	line(event: number): string {
		return `line ${this.trace.line[event]}`;
	}

	/** Of sends and receives of one id between two replicas, the k-th belong together; more receives repeat the last send. */
	private isMessage(send: number, receive: number): boolean {
		const { op, message, replica, peer, count } = this.trace;
		if (op[send] !== Op.send || op[receive] !== Op.receive) return false;
		if (message[send] !== message[receive]) return false;
		const [from, to] = [replica[send] as number, peer[send] as number];
		if (replica[receive] !== to || peer[receive] !== from) return false;
		let sends = 0;
		let [nthSend, nthReceive] = [0, 0];
		for (let event = 0; event < count; event++) {
			if (message[event] !== message[send]) continue;
			if (op[event] === Op.send && replica[event] === from && peer[event] === to) {
				sends++;
				if (this.isBefore(from, event, send)) nthSend++;
			} else if (op[event] === Op.receive && replica[event] === to && peer[event] === from) {
				if (this.isBefore(to, event, receive)) nthReceive++;
			}
		}
		return nthSend === Math.min(nthReceive, sends - 1);
	}

	/** Two versions of a key: the context of the second holds the dot of the first, and not the other way round. */
	private covers(earlier: number, later: number): boolean {
		const { trace } = this;
		const [v, w] = [this.dot(earlier), this.dot(later)];
		if (v === null || w === null || trace.key[earlier] !== trace.key[later]) return false;
		return this.context(later, v.replica) >= v.counter && this.context(earlier, w.replica) < w.counter;
	}

	private dot(event: number): { replica: number; counter: number } | null {
		const { trace } = this;
		const vector = trace.vector[event] as number;
		if (!createsVersion(trace.op[event] as number) || vector < 0) return null;
		const dotted = ((trace.flags[event] as number) & Flag.dotted) !== 0;
		const at = trace.replica[event] as number;
		const dot = dotted ? (trace.dot[event] as number) : -1;
		const found = dotted
			? { replica: trace.vectors.replica(dot, 0), counter: trace.vectors.counter(dot, 0) }
			: { replica: at, counter: trace.vectors.get(vector, at) };
		return found.counter >= 1 ? found : null;
	}

	private context(event: number, replica: number): number {
		const { trace } = this;
		const counter = trace.vectors.get(trace.vector[event] as number, replica);
		const dotted = ((trace.flags[event] as number) & Flag.dotted) !== 0;
		return !dotted && replica === trace.replica[event] ? counter - 1 : counter;
	}

	/** A version, then the messages and syncs that carried its key on, each leaving where and after the last arrived, then a version. */
	private delivery(events: readonly number[]): string | null {
		const { trace } = this;
		const [first, last] = [events[0] as number, events.at(-1) as number];
		const key = trace.key[first] as number;
		if (!this.isVersion(first) || !this.isVersion(last) || trace.key[last] !== key)
			return 'a delivery does not go from a version of a key to another';
		let at = trace.replica[first] as number;
		let here = first;
		for (let i = 1; i < events.length - 1; i++) {
			const event = events[i] as number;
			const carries = trace.key[event] === -1 || Array.from(keysOf(trace, event)).includes(key);
			const leaves = trace.op[event] === Op.send || trace.op[event] === Op.sync;
			if (!leaves || !carries) return `${this.line(event)} does not carry the version on`;
			if (trace.replica[event] !== at || !this.isBefore(at, here, event))
				return `${this.line(event)} does not leave after ${this.line(here)}`;
			if (trace.op[event] === Op.send) {
				here = events[++i] as number;
				if (i >= events.length - 1 || !this.isMessage(event, here))
					return `${this.line(event)} does not arrive`;
				at = trace.replica[here] as number;
			} else {
				here = event;
				at = trace.peer[event] as number;
			}
		}
		return trace.replica[last] === at && this.isBefore(at, here, last)
			? null
			: `${this.line(last)} is not written after ${this.line(here)}`;
	}

	private isVersion(event: number): boolean {
		return createsVersion(this.trace.op[event] as number);
	}

	private isBefore(replica: number, earlier: number, later: number): boolean {
		const [a, b] = [this.programs.place(replica, earlier), this.programs.place(replica, later)];
		return a >= 0 && b >= 0 && a < b;
	}
}

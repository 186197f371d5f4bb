import type { NaiveEvent, NaiveFinding } from './types.ts';

/** The order of events at each replica, and what messages add to it. */
export interface EventOrder {
	/** Replica to its events, in the order in which they happened there. */
	programs: Map<string, NaiveEvent[]>;
	/** For a receive: the send whose content it carries. Absent where it carries nothing. */
	sendOf: Map<NaiveEvent, NaiveEvent>;
	/** Syncs that carry nothing, because each would have to happen before itself. */
	cutSyncs: Set<NaiveEvent>;
	findings: NaiveFinding[];
}

/** Program order, the matching of sends and receives, and the receives that stand before their sends. */
export function orderEvents(events: NaiveEvent[]): EventOrder {
	const programs = toPrograms(events);
	const { sendOf, findings } = matchMessages(programs);
	const withAll = successorsOf(programs, sendOf);
	const late = [...sendOf].filter(([receive, send]) => reaches(receive, send, withAll));
	for (const [receive] of late) findings.push(toFinding('receive-before-send', receive));
	for (const [receive] of late) sendOf.delete(receive);
	// Only seq can still make a circle: two syncs in one order at one replica, and in the other at the other.
	const withoutLate = successorsOf(programs, sendOf);
	const cut = events.filter((event) => event.op === 'sync' && reaches(event, event, withoutLate));
	for (const sync of cut) findings.push(toFinding('receive-before-send', sync));
	return { programs, sendOf, cutSyncs: new Set(cut), findings };
}

/** The replicas at which an event happens: one, or the two of a sync. */
export function replicasOf(event: NaiveEvent): string[] {
	return event.op === 'sync' ? [...new Set([event.from!, event.to!])] : [event.at];
}

/** File order; where events carry `seq`, sorted by it, an event without one keeping to the event before it. */
function toPrograms(events: NaiveEvent[]): Map<string, NaiveEvent[]> {
	const programs = new Map<string, NaiveEvent[]>();
	const ids = new Set(events.flatMap(replicasOf));
	for (const id of ids) {
		let seq = Number.NEGATIVE_INFINITY;
		const rows = events
			.filter((event) => replicasOf(event).includes(id))
			.map((event) => {
				seq = event.seq ?? seq;
				return { event, seq };
			});
		rows.sort((a, b) => (a.seq === b.seq ? 0 : a.seq < b.seq ? -1 : 1));
		programs.set(
			id,
			rows.map((row) => row.event),
		);
	}
	return programs;
}

function matchMessages(programs: Map<string, NaiveEvent[]>) {
	const sendOf = new Map<NaiveEvent, NaiveEvent>();
	const findings: NaiveFinding[] = [];
	for (const [replica, program] of programs) {
		for (const receive of program.filter((event) => event.op === 'receive')) {
			const isTwin = (other: NaiveEvent) =>
				other.op === 'receive' && other.from === receive.from && other.msg === receive.msg;
			const nth = program.filter(isTwin).indexOf(receive);
			const sends = (programs.get(receive.from!) ?? []).filter(
				(send) => send.op === 'send' && send.to === replica && send.msg === receive.msg,
			);
			const send = sends[Math.min(nth, sends.length - 1)];
			if (send === undefined) findings.push(toFinding('receive-without-send', receive));
			else sendOf.set(receive, send);
			if (send !== undefined && nth >= sends.length) findings.push(toFinding('duplicate-receive', receive));
		}
	}
	return { sendOf, findings };
}

/** Whether `goal` comes after `start` by one or more steps. */
function reaches(start: NaiveEvent, goal: NaiveEvent, successors: Map<NaiveEvent, NaiveEvent[]>): boolean {
	const seen = new Set<NaiveEvent>();
	const todo = [start];
	for (let event = todo.pop(); event !== undefined; event = todo.pop()) {
		for (const next of successors.get(event) ?? []) {
			if (next === goal) return true;
			if (!seen.has(next)) todo.push(next);
			seen.add(next);
		}
	}
	return false;
}

/** One step of program order or of a message from each event. */
function successorsOf(
	programs: Map<string, NaiveEvent[]>,
	sendOf: Map<NaiveEvent, NaiveEvent>,
): Map<NaiveEvent, NaiveEvent[]> {
	const successors = new Map<NaiveEvent, NaiveEvent[]>();
	const add = (event: NaiveEvent, next: NaiveEvent) =>
		successors.set(event, [...(successors.get(event) ?? []), next]);
	for (const program of programs.values())
		program.slice(1).forEach((next, at) => void add(program[at], next));
	for (const [receive, send] of sendOf) add(send, receive);
	return successors;
}

function toFinding(code: string, event: NaiveEvent): NaiveFinding {
	return { code, file: event.file, line: event.line };
}

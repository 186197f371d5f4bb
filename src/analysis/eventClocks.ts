import type { FindingCode, FindingStore } from '../trace/finding.ts';
import { fileOf, type Trace } from '../trace/trace.ts';

/** The events of one host that have a clock, by their own counter. */
interface Host {
	readonly events: number[];
	readonly counters: number[];
	/** Whether knowledge only grows along the list: then the last event covered tells of all. */
	growing: boolean;
}

/**
 * Counts the pairs of events, of one execution, of which neither clock covers the other; null where events have no clocks.
 * Pairs are counted by subtraction: an event covers, of each host, the events up to a counter. On the way the clocks' health is
 * told: entries that fall, events that are missing, clocks that cover each other, messages that others overtook. O(entries · log n) for sound clocks.
 */
export function countConcurrentEvents(
	trace: Trace,
	sendOf: Int32Array,
	findings: FindingStore,
): number | null {
	const clocks = trace.imported?.clock;
	if (clocks === undefined || !clocks.some((clock) => clock >= 0)) return null;
	const hosts = new Map<number, Host>();
	/** By replica: the highest counter of an event that the log does not have, as far as reported. */
	const reported = new Map<number, number>();
	const ofExecution = new Map<string, number>();
	for (let event = 0; event < trace.count; event++) {
		const own = ownCounter(trace, clocks, event);
		if (own < 1) {
			if ((clocks[event] ?? -1) >= 0) add('vector-unsound', event, { text: 'no-own-entry' });
			continue;
		}
		const replica = trace.replica[event] as number;
		let host = hosts.get(replica);
		if (host === undefined) {
			host = { events: [], counters: [], growing: true };
			hosts.set(replica, host);
		}
		host.events.push(event);
		host.counters.push(own);
		const execution = trace.executionOf.get(replica) ?? '';
		ofExecution.set(execution, (ofExecution.get(execution) ?? 0) + 1);
	}
	for (const host of hosts.values()) prepare(host);
	let pairs = 0;
	for (const count of ofExecution.values()) pairs += (count * (count - 1)) / 2;
	let mutual = 0;
	for (const [replica, host] of hosts) {
		for (const [place, event] of host.events.entries()) {
			const clock = clocks[event] as number;
			for (let i = trace.vectors.size(clock) - 1; i >= 0; i--) {
				const other = trace.vectors.replica(clock, i);
				const counter = trace.vectors.counter(clock, i);
				const there = hosts.get(other);
				const covered = there === undefined ? 0 : countUpTo(there.counters, counter);
				if (other === replica) {
					// Of the host's own events, those that stand before it, and none twice.
					pairs -= place;
					continue;
				}
				if (counter > 0 && (there === undefined || (there.counters.at(-1) as number) < counter))
					reportUnknown(event, other, counter);
				pairs -= covered;
				if (there !== undefined && covered > 0)
					mutual += coveringBack(there, covered, replica, event, host.counters[place] as number);
			}
		}
	}
	reportOvertaken();
	return pairs + mutual / 2;

	/** Sorts a host's events by counter, and reports what its own order says of its clock. */
	function prepare(host: Host): void {
		const { events, counters } = host;
		/** Counters that only one event has. */
		const isNew = new Set<number>();
		const seen = new Set<number>();
		for (const counter of counters) {
			if (seen.has(counter)) isNew.delete(counter);
			else isNew.add(counter);
			seen.add(counter);
		}
		for (let i = 1; i < events.length; i++) {
			if ((counters[i] as number) < (counters[i - 1] as number) && isNew.has(counters[i] as number)) {
				// The events are in another order than their lines, as threads write them.
				host.growing = false;
				add('clock-regression', events[i] as number, {
					text: 'order',
					a: trace.replica[events[i] as number] as number,
					b: counters[i] as number,
					related: [events[i - 1] as number],
				});
				continue;
			}
			const fallen = firstFallen(events[i - 1] as number, events[i] as number);
			if (fallen !== null) {
				host.growing = false;
				add('clock-regression', events[i] as number, { ...fallen, related: [events[i - 1] as number] });
			}
		}
		const order = Array.from(events.keys());
		const sorted = order.every((i) => i === 0 || (counters[i - 1] as number) < (counters[i] as number));
		if (!sorted) {
			host.growing = false;
			order.sort((i, j) => (counters[i] as number) - (counters[j] as number) || i - j);
			const [oldEvents, oldCounters] = [events.slice(), counters.slice()];
			for (const [to, from] of order.entries()) {
				events[to] = oldEvents[from] as number;
				counters[to] = oldCounters[from] as number;
			}
		}
		for (let i = 0; i < events.length; i++) {
			const before = i === 0 ? 0 : (counters[i - 1] as number);
			if ((counters[i] as number) <= before + 1) continue;
			const related = i === 0 ? [] : [events[i - 1] as number];
			add('clock-gap', events[i] as number, { a: before, b: counters[i] as number, related });
		}
	}

	/** The first entry of the clock before that the next clock of the host has lower. */
	function firstFallen(before: number, next: number): { a: number; b: number } | null {
		const [from, to] = [clocks?.[before] as number, clocks?.[next] as number];
		for (let i = 0; i < trace.vectors.size(from); i++) {
			const replica = trace.vectors.replica(from, i);
			const now = trace.vectors.get(to, replica);
			const own = replica === trace.replica[next] ? 1 : 0;
			if (now < trace.vectors.counter(from, i) + own) return { a: replica, b: now };
		}
		return null;
	}

	/** How many of the first events of `there` have a clock that covers `event` as well. */
	function coveringBack(there: Host, first: number, replica: number, event: number, counter: number): number {
		let found = 0;
		for (let i = first - 1; i >= 0; i--) {
			const other = there.events[i] as number;
			if (trace.vectors.get(clocks?.[other] as number, replica) >= counter) {
				if (found++ === 0) add('clock-cycle', event, { related: [other] });
			} else if (there.growing) break;
		}
		return found;
	}

	/** Receives of messages that were sent before one that the same host received from the same sender already. */
	function reportOvertaken(): void {
		const newest = new Map<string, number>();
		for (let event = 0; event < sendOf.length; event++) {
			const send = sendOf[event] as number;
			if (send < 0) continue;
			const way = `${trace.replica[send]} ${trace.replica[event]}`;
			const before = newest.get(way) ?? send;
			const counter = ownCounter(trace, clocks as Int32Array, send);
			if (counter < ownCounter(trace, clocks as Int32Array, before))
				add('late-delivery', event, { related: [send] });
			else newest.set(way, send);
		}
	}

	function reportUnknown(event: number, replica: number, counter: number): void {
		const known = reported.get(replica) ?? 0;
		if (counter <= known) return;
		reported.set(replica, counter);
		add('clock-unknown-event', event, { a: replica, b: counter });
	}

	function add(
		code: FindingCode,
		event: number,
		about: { a?: number; b?: number; text?: string; related?: number[] },
	): void {
		findings.add({ code, file: fileOf(trace, event), line: trace.line[event] as number, event, ...about });
	}
}

/** What an event's clock says of its own host; 0 where it has no clock or no such entry. */
function ownCounter(trace: Trace, clocks: Int32Array, event: number): number {
	const clock = clocks[event] ?? -1;
	return clock < 0 ? 0 : trace.vectors.get(clock, trace.replica[event] as number);
}

/** How many of sorted counters are at most `counter`. */
function countUpTo(counters: readonly number[], counter: number): number {
	let low = 0;
	let high = counters.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((counters[middle] as number) <= counter) low = middle + 1;
		else high = middle;
	}
	return low;
}

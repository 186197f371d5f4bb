import type { EventOrder } from './order.ts';
import type { NaiveCausality, NaiveEvent, NaiveVersion, Vector } from './types.ts';

export function isVersionEvent(event: NaiveEvent): boolean {
	return event.op === 'write' || event.op === 'delete' || event.op === 'merge';
}

export function isDotted(event: NaiveEvent): boolean {
	return event.dot !== null && event.context !== null;
}

/** The basis that `auto` stands for: recorded where there are versions and every one carries its causality. */
export function chooseBasis(events: NaiveEvent[], causality: NaiveCausality): 'recorded' | 'derived' {
	if (causality !== 'auto') return causality;
	const versions = events.filter(isVersionEvent);
	const carried = versions.filter((event) => event.vv !== null || isDotted(event));
	return versions.length > 0 && carried.length === versions.length ? 'recorded' : 'derived';
}

/** Versions as their vectors say; one that carries none has no counter. */
export function recordedVersions(events: NaiveEvent[]): NaiveVersion[] {
	return events.filter(isVersionEvent).map((event) => {
		const key = event.keys![0];
		if (isDotted(event)) {
			const dot = event.dot!;
			return { event, key, replica: dot.replica, counter: dot.counter, context: event.context! };
		}
		if (event.vv === null) return { event, key, replica: event.at, counter: null, context: new Map() };
		const counter = event.vv.get(event.at) ?? 0;
		return { event, key, replica: event.at, counter, context: new Map(event.vv).set(event.at, counter - 1) };
	});
}

/** Versions numbered per key and replica in program order; their contexts are filled in once knowledge is known. */
export function derivedVersions(events: NaiveEvent[], order: EventOrder): NaiveVersion[] {
	return events.filter(isVersionEvent).map((event) => {
		const key = event.keys![0];
		const program = order.programs.get(event.at)!;
		const ofKey = program.filter((other) => isVersionEvent(other) && other.keys![0] === key);
		return { event, key, replica: event.at, counter: ofKey.indexOf(event) + 1, context: new Map() };
	});
}

/** The vector that covers exactly these versions and what is below them. */
export function toContext(seen: Iterable<NaiveVersion>): Vector {
	const context: Vector = new Map();
	for (const version of seen) {
		const counter = version.counter!;
		context.set(version.replica, Math.max(counter, context.get(version.replica) ?? 0));
	}
	return context;
}

/** v happened before w: v's dot is in w's context. Of one key. */
export function happenedBefore(v: NaiveVersion, w: NaiveVersion): boolean {
	return (w.context.get(v.replica) ?? 0) >= v.counter!;
}

export function areConcurrent(v: NaiveVersion, w: NaiveVersion): boolean {
	return v !== w && !happenedBefore(v, w) && !happenedBefore(w, v);
}

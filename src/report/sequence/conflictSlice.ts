import type { Analysis } from '../../analysis/analysis.ts';
import { membersOf, resolversOf } from '../../analysis/conflicts.ts';
import { inFileOrder } from '../versionRow.ts';
import { KeyKnowledge } from './keyKnowledge.ts';
import type { KeySlice } from './keySteps.ts';

/** Ancestors are context, not the subject: no more of them than one takes in at a glance. */
const MAX_ANCESTORS = 5;

/** The event after which a diagram says that a conflict is detected, or -1: see trace-model.md, the example. */
export function detectionEvent({ conflicts }: Analysis, conflict: number): number {
	const known = conflicts.knownEvent[conflict] as number;
	return known >= 0 ? known : (conflicts.detectedEvent[conflict] as number);
}

/**
 * A conflict's causal slice: from its first version to where it is resolved and known, whatever is later. Its versions, those
 * that resolve it, and what carried them from replica to replica. Linear in the events where their order is not the file's.
 */
export function conflictSlice(analysis: Analysis, conflict: number): KeySlice {
	const { conflicts, versions, order, trace } = analysis;
	const members = membersOf(conflicts, conflict);
	const drawn = [...members, ...resolversOf(conflicts, conflict)];
	const places = order === null ? null : placesOf(order);
	const placeOf = (event: number) => (places === null ? event : (places[event] as number));
	const detection = detectionEvent(analysis, conflict);
	const ends = detection < 0 ? [] : [placeOf(detection)];
	const upTo = new Map<number, number>();
	let first = Number.POSITIVE_INFINITY;
	let last = Math.max(0, ...ends);
	for (const version of drawn) {
		const place = placeOf(versions.event[version] as number);
		first = Math.min(first, place);
		last = Math.max(last, place);
		const writer = versions.replica[version] as number;
		upTo.set(writer, Math.max(upTo.get(writer) ?? 0, versions.counter[version] as number));
	}
	// The first member in visiting order has all earlier versions in its context, and none of the conflict.
	const opening = members[0] as number;
	const above = new Map([...upTo.keys()].map((writer) => [writer, versions.context(opening, writer)]));
	return {
		key: conflicts.key[conflict] as number,
		first: trace.count === 0 ? 0 : first,
		last,
		versions: new Map(drawn.map((version) => [versions.event[version] as number, version])),
		always: new Set(detection < 0 ? [] : [detection]),
		allNamed: false,
		lines: null,
		knowledge: new KeyKnowledge(above, upTo),
	};
}

/**
 * The versions that a conflict's writers started from, in file order: those of the key that came right before it, without
 * those that another of them had seen already.
 */
export function ancestorsOf({ conflicts, versions }: Analysis, conflict: number): Int32Array {
	const start = versions.keyStart[conflicts.key[conflict] as number] as number;
	const opening = conflicts.members[conflicts.memberStart[conflict] as number] as number;
	const found: number[] = [];
	for (let version = opening - 1; version >= start && found.length < MAX_ANCESTORS; version--) {
		if (found.some((later) => versions.happenedBefore(version, later))) break;
		if (versions.excluded[version] === 0) found.push(version);
	}
	return inFileOrder(versions, Int32Array.from(found));
}

function placesOf(order: Int32Array): Int32Array {
	const places = new Int32Array(order.length);
	for (let place = 0; place < order.length; place++) places[order[place] as number] = place;
	return places;
}

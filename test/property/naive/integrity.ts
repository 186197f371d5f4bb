import { claimOf, type Knowledge, knowledgeOf } from './knowledge.ts';
import { type EventOrder, replicasOf } from './order.ts';
import type { NaiveEvent, NaiveFinding, NaiveVersion } from './types.ts';
import { happenedBefore, isDotted, isVersionEvent } from './versions.ts';

function toFinding(code: string, { event }: { event: NaiveEvent }): NaiveFinding {
	return { code, file: event.file, line: event.line };
}

/** Whether the version has a dot at all: counters start at 1. */
export function hasDot(version: NaiveVersion): boolean {
	return version.counter !== null && version.counter >= 1;
}

/** Versions that cannot be placed: no own entry, in their own past, or two in each other's past. */
export function unsoundVersions(versions: NaiveVersion[]): NaiveVersion[] {
	const dotted = versions.filter(hasDot);
	return versions.filter((v) => {
		if (v.counter === null) return false;
		if (!hasDot(v)) return true;
		return dotted.some((w) => w.key === v.key && happenedBefore(v, w) && happenedBefore(w, v));
	});
}

/** The first event at which an id that no header names appears, where headers name any. */
export function unknownReplicas(events: NaiveEvent[], headerReplicas: string[]): NaiveFinding[] {
	if (headerReplicas.length === 0) return [];
	const known = new Set(headerReplicas);
	const findings: NaiveFinding[] = [];
	for (const event of events) {
		const vector = isVersionEvent(event) && isDotted(event) ? event.context : event.vv;
		const dot = isVersionEvent(event) && isDotted(event) ? event.dot?.replica : undefined;
		const named = [event.at, event.from, event.to, dot, ...(vector?.keys() ?? [])];
		const unknown = named.filter((id) => id != null && !known.has(id));
		if (unknown.length > 0) findings.push(toFinding('unknown-replica', { event }));
		for (const id of unknown) known.add(id as string);
	}
	return findings;
}

/** Recorded vectors against one another and against what the replicas held. */
export function vectorFindings(
	versions: NaiveVersion[],
	order: EventOrder,
	knowledge: Knowledge,
): NaiveFinding[] {
	const dotted = versions.filter(hasDot);
	const hearsay = knowledgeOf(order, dotsSpokenOf(order, versions), true);
	const findings: NaiveFinding[] = [];
	for (const version of versions) {
		if (version.counter === null) findings.push(toFinding('missing-field', version));
		else {
			const own = hasDot(version) ? counterFindings(version, dotted, order) : [];
			if (claimsUnseen(version, dotted, knowledge, hearsay)) own.push('vector-claims-unseen');
			if (missesSeen(version, knowledge)) own.push('vector-misses-seen');
			findings.push(...own.map((code) => toFinding(code, version)));
		}
	}
	findings.push(...unsoundVersions(versions).map((version) => toFinding('vector-unsound', version)));
	return findings;
}

function counterFindings(version: NaiveVersion, dotted: NaiveVersion[], order: EventOrder): string[] {
	const codes: string[] = [];
	const counter = version.counter!;
	const isTwin = (other: NaiveVersion) =>
		other.key === version.key && other.replica === version.replica && other.counter === counter;
	if (dotted.find(isTwin) !== version) codes.push('dot-reused');
	const program = order.programs.get(version.event.at)!;
	const earlier = program
		.slice(0, program.indexOf(version.event))
		.map((event) => dotted.find((other) => other.event === event && isOfOneLine(other, version))?.counter)
		.filter((other) => other != null);
	const previous = earlier.at(-1);
	if (previous !== undefined && counter < previous) codes.push('counter-regression');
	if (counter > Math.max(0, ...earlier) + 1) codes.push('counter-gap');
	return codes;
}

/** Versions of one key with dots of one replica. */
function isOfOneLine(v: NaiveVersion, w: NaiveVersion): boolean {
	return v.key === w.key && v.replica === w.replica;
}

/** Every entry of every vector, as if it were a version: what replicas hold of these is what they have been told of. */
function dotsSpokenOf(order: EventOrder, versions: NaiveVersion[]): NaiveVersion[] {
	const keys = [...new Set(versions.map((version) => version.key))];
	const events = new Set([...order.programs.values()].flat());
	return [...events].flatMap((event) =>
		(event.keys ?? keys).flatMap((key) =>
			[...(claimOf(event) ?? [])].map(([replica, counter]) => {
				const nowhere = { ...event };
				return { event: nowhere, key, replica, counter, context: new Map() };
			}),
		),
	);
}

/**
 * The context names versions of other replicas that its own had not come to hold, or that are not in the trace and that it
 * had not been told of.
 */
function claimsUnseen(
	{ event, key, context }: NaiveVersion,
	dotted: NaiveVersion[],
	knowledge: Knowledge,
	hearsay: Knowledge,
): boolean {
	const held = knowledge.before(event, event.at);
	const told = [...hearsay.before(event, event.at)].filter((dot) => dot.key === key);
	return [...context].some(([replica, claimed]) => {
		if (replica === event.at) return false;
		const theirs = dotted.filter((other) => other.key === key && other.replica === replica);
		if (theirs.some((other) => other.counter! <= claimed && !held.has(other))) return true;
		const known = [...theirs, ...told.filter((dot) => dot.replica === replica)].map((dot) => dot.counter!);
		return claimed > Math.max(0, ...known);
	});
}

function missesSeen({ event, key }: NaiveVersion, knowledge: Knowledge): boolean {
	if (isDotted(event)) return false;
	return [...knowledge.before(event, event.at)].some(
		(seen) =>
			hasDot(seen) &&
			seen.key === key &&
			seen.replica !== event.at &&
			seen.counter! > (event.vv?.get(seen.replica) ?? 0),
	);
}

/** Ids in the order in which the report lists them: headers first, then first appearance. */
export function replicaIds(events: NaiveEvent[], headerReplicas: string[]): string[] {
	const named = events.flatMap((event) =>
		event.op === 'sync' ? replicasOf(event) : [event.at, event.from ?? event.at, event.to ?? event.at],
	);
	return [...new Set([...headerReplicas, ...named])];
}

import { place } from './clocks.ts';
import { naiveCausality } from './index.ts';
import { claimOf } from './knowledge.ts';
import type { NaiveCausality, NaiveEvent, NaiveFile, NaiveVersion } from './types.ts';
import { chooseBasis, happenedBefore, isVersionEvent } from './versions.ts';

export interface NaiveConvergence {
	/** Keys on which replicas' last reports were made from the same versions, and differ. */
	diverged: string[];
	/** Guarantee, the place of the operation, and why. */
	violations: string[];
}

type Visible = (event: NaiveEvent) => Set<NaiveVersion> | null;

/** Convergence and session guarantees by their definitions: sets of versions, looked through one by one. */
export function naiveConvergence(
	files: NaiveFile[],
	options: { causality: NaiveCausality },
): NaiveConvergence {
	const { trace, order, versions, knowledge, leftOut } = naiveCausality(files, options);
	const recorded = chooseBasis(trace.events, options.causality) === 'recorded';
	const unsound = new Set([...leftOut].map(({ key }) => key));

	/** What a report was made from: what its vector covers, else what its replica held; null where neither is told. */
	const visible: Visible = (event) => {
		const key = event.keys![0];
		const ofKey = versions.filter((version) => version.key === key);
		if (unsound.has(key) || ofKey.length === 0) return unsound.has(key) ? null : new Set();
		if (recorded && event.vv !== null) {
			const claim = claimOf(event)!;
			return new Set(ofKey.filter((version) => (claim.get(version.replica) ?? 0) >= version.counter!));
		}
		if (!isRegular(ofKey, order.programs)) return null;
		const held = knowledge.after(event, event.at);
		return new Set(ofKey.filter((version) => held.has(version)));
	};
	// Sessions go by the order in which things can have happened: the file's, moved as little as messages demand.
	return {
		diverged: divergedKeys([...order.programs], visible),
		violations: sessionViolations(trace.events, causalOrder(trace.events, order), versions, unsound, visible),
	};
}

/** Dots in the order in which their own replicas created the versions. */
function isRegular(ofKey: NaiveVersion[], programs: Map<string, NaiveEvent[]>): boolean {
	return ofKey.every(
		(v) =>
			v.replica === v.event.at &&
			ofKey.every((w) => {
				if (v === w || v.replica !== w.replica || w.event.at !== v.event.at) return true;
				const program = programs.get(v.event.at)!;
				return (
					v.counter! < w.counter! === program.indexOf(v.event) < program.indexOf(w.event) &&
					v.counter !== w.counter
				);
			}),
	);
}

/** The values a report names, siblings in no order; null stands for nothing. */
function said(event: NaiveEvent): string {
	const values = (event.values ?? []).filter((value) => value !== null);
	return values.map(canonical).sort().join('\n');
}

function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
	if (typeof value === 'object' && value !== null) {
		const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
		return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join()}}`;
	}
	return JSON.stringify(value === 0 ? 0 : value);
}

function sameSet(a: Set<NaiveVersion>, b: Set<NaiveVersion>): boolean {
	return a.size === b.size && [...a].every((version) => b.has(version));
}

function divergedKeys(programs: [string, NaiveEvent[]][], visible: Visible): string[] {
	const last = programs.flatMap(([replica, program]) => {
		const reports = program.filter(
			(event) =>
				(event.op === 'read' || event.op === 'state') && event.at === replica && event.values !== null,
		);
		const keys = [...new Set(reports.map((event) => event.keys![0]))];
		return keys.map((key) => reports.filter((event) => event.keys![0] === key).at(-1)!);
	});
	const diverged = last.filter((a) =>
		last.some((b) => {
			if (a.keys![0] !== b.keys![0] || a.at === b.at || said(a) === said(b)) return false;
			const [ofA, ofB] = [visible(a), visible(b)];
			return ofA !== null && ofB !== null && sameSet(ofA, ofB);
		}),
	);
	return [...new Set(diverged.map((event) => event.keys![0]))];
}

/** The earliest in the file first, of those before which nothing has to come. */
function causalOrder(
	events: NaiveEvent[],
	order: {
		programs: Map<string, NaiveEvent[]>;
		sendOf: Map<NaiveEvent, NaiveEvent>;
		cutSyncs: Set<NaiveEvent>;
	},
): NaiveEvent[] {
	const left = new Set(events);
	const done: NaiveEvent[] = [];
	const isFree = (event: NaiveEvent) =>
		!left.has(order.sendOf.get(event)!) &&
		[...order.programs].every(([replica, program]) => {
			const at = program.indexOf(event);
			if (order.cutSyncs.has(event) && replica !== event.from) return true;
			// A sync that carries nothing stands at its sender alone.
			return (
				at < 0 ||
				program
					.slice(0, at)
					.every((before) => !left.has(before) || (order.cutSyncs.has(before) && before.from !== replica))
			);
		});
	while (left.size > 0) {
		const next = [...left].find(isFree)!;
		left.delete(next);
		done.push(next);
	}
	return done;
}

function sessionViolations(
	all: NaiveEvent[],
	ordered: NaiveEvent[],
	versions: NaiveVersion[],
	unsound: Set<string>,
	visible: Visible,
): string[] {
	const violations: string[] = [];
	const found = (guarantee: string, event: NaiveEvent, why: string) =>
		violations.push(`${guarantee} ${place(event)} ${why}`);
	const session = (event: NaiveEvent) => {
		const filesOf = new Set(all.filter(({ client }) => client === event.client).map(({ file }) => file));
		return JSON.stringify([event.client, event.keys?.[0], filesOf.size > 1 ? event.at : null]);
	};
	const operations = ordered.filter(
		(event) => event.client !== null && (event.op === 'read' || isVersionEvent(event)),
	);
	for (const [at, event] of operations.entries()) {
		const earlier = operations.slice(0, at).filter((other) => session(other) === session(event));
		if (unsound.has(event.keys![0])) continue;
		const written = earlier.filter(isVersionEvent).map((write) => versions.find((v) => v.event === write)!);
		const latest = written.filter((v, i) => !written.slice(i + 1).some((w) => happenedBefore(v, w)));
		const read = new Set(
			earlier.filter(({ op }) => op === 'read').flatMap((other) => [...(visible(other) ?? [])]),
		);
		if (event.op === 'read') {
			const sees = visible(event);
			if (sees === null) continue;
			if (latest.some((own) => !sees.has(own))) found('read-your-writes', event, 'unseen');
			else if (latest.some((own) => isDropped(own, event, sees, versions)))
				found('read-your-writes', event, 'discarded');
			if ([...read].some((version) => !sees.has(version))) found('monotonic-reads', event, 'unseen');
		} else {
			const write = versions.find((version) => version.event === event)!;
			if (latest.some((own) => !happenedBefore(own, write))) found('monotonic-writes', event, 'unseen');
			if ([...read].some((version) => !happenedBefore(version, write)))
				found('writes-follow-reads', event, 'unseen');
		}
	}
	return violations;
}

/** Visible, superseded by nothing visible, and not in the answer, where a resolver had something else to choose. */
function isDropped(
	own: NaiveVersion,
	read: NaiveEvent,
	sees: Set<NaiveVersion>,
	versions: NaiveVersion[],
): boolean {
	if (own.event.op === 'delete' || read.values === null || own.event.value === null) return false;
	if ([...sees].some((other) => happenedBefore(own, other))) return false;
	const ofKey = versions.filter((version) => version.key === own.key);
	const hasChoice = ofKey.some(
		(other) =>
			other !== own &&
			((!happenedBefore(own, other) && !happenedBefore(other, own)) ||
				(happenedBefore(other, own) &&
					other.event.ts !== null &&
					own.event.ts !== null &&
					other.event.ts > own.event.ts)),
	);
	return (
		hasChoice &&
		!read.values.some((value) => value !== null && canonical(value) === canonical(own.event.value))
	);
}

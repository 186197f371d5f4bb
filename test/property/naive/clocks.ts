import { naiveCausality } from './index.ts';
import { type EventOrder, replicasOf } from './order.ts';
import type { NaiveCausality, NaiveEvent, NaiveFile, NaiveVersion } from './types.ts';
import { areConcurrent, happenedBefore, isVersionEvent } from './versions.ts';

/** What is bounded of the clock of `to` minus the clock of `from`. Absent bounds are infinite. */
export interface NaiveBound {
	from: string;
	to: string;
	ms: number;
}

export interface NaiveClocks {
	/** Line of w, the greatest time in its past, and by how much that is later. */
	inversions: { at: string; byMs: number }[];
	/** Closed under addition along paths; null where a sum round a circle is negative. */
	bounds: NaiveBound[] | null;
	boundsByMessages: NaiveBound[] | null;
	/** Every single pair of events that bounds something, as "earlier later". */
	constraints: Set<string>;
	/** Keys and times that concurrent versions of different replicas share. */
	ties: string[];
	/** Places of events with a fault of their hybrid logical clock, with the fault. */
	hlc: string[];
	/** Replica, and how often its time falls. */
	backSteps: [string, number][];
}

export function place(event: NaiveEvent): string {
	return `${event.file}:${event.line}`;
}

/** Where the time of an event was read: a sync's at its sender. */
function clockOf(event: NaiveEvent): string {
	return event.op === 'sync' ? event.from! : event.at;
}

export function naiveClocks(files: NaiveFile[], options: { causality: NaiveCausality }): NaiveClocks {
	const { trace, order, versions, leftOut } = naiveCausality(files, options);
	const sound = versions.filter((version) => !leftOut.has(version));
	const ordered = sound.flatMap((w) =>
		sound.filter((v) => v.key === w.key && happenedBefore(v, w)).map((v) => [v, w] as const),
	);
	const messages = [...order.sendOf].map(([receive, send]) => [send, receive] as const);
	const writes = ordered.map(([v, w]) => [v.event, w.event] as const);
	return {
		inversions: inversionsOf(ordered),
		bounds: closure([...messages, ...writes]),
		boundsByMessages: closure(messages),
		constraints: new Set([...messages, ...writes].map(([e, f]) => `${place(e)} ${place(f)}`)),
		ties: tiesOf(sound),
		hlc: hlcFaults(order, trace.events, ordered),
		backSteps: backStepsOf(order),
	};
}

function inversionsOf(ordered: (readonly [NaiveVersion, NaiveVersion])[]): NaiveClocks['inversions'] {
	const byMs = new Map<NaiveEvent, number>();
	for (const [{ event: v }, { event: w }] of ordered) {
		if (v.ts === null || w.ts === null || v.ts <= w.ts) continue;
		byMs.set(w, Math.max(byMs.get(w) ?? 0, v.ts - w.ts));
	}
	return [...byMs].map(([w, ms]) => ({ at: place(w), byMs: ms }));
}

function closure(pairs: (readonly [NaiveEvent, NaiveEvent])[]): NaiveBound[] | null {
	const timed = pairs.filter(([e, f]) => e.ts !== null && f.ts !== null);
	const replicas = [...new Set(timed.flat().map(clockOf))];
	const bound = new Map<string, number>();
	const get = (i: string, j: string) => bound.get(JSON.stringify([i, j])) ?? Number.POSITIVE_INFINITY;
	const lower = (i: string, j: string, ms: number) =>
		bound.set(JSON.stringify([i, j]), Math.min(ms, get(i, j)));
	for (const [e, f] of timed) lower(clockOf(e), clockOf(f), f.ts! - e.ts!);
	for (const k of replicas)
		for (const i of replicas) for (const j of replicas) lower(i, j, get(i, k) + get(k, j));
	if (replicas.some((i) => get(i, i) < 0)) return null;
	return replicas.flatMap((from) =>
		replicas
			.filter((to) => to !== from && Number.isFinite(get(from, to)))
			.map((to) => ({ from, to, ms: get(from, to) })),
	);
}

function tiesOf(versions: NaiveVersion[]): string[] {
	const ties = new Set<string>();
	for (const v of versions) {
		for (const w of versions) {
			if (v.key !== w.key || v.event.ts === null || v.event.ts !== w.event.ts) continue;
			if (v.replica !== w.replica && areConcurrent(v, w)) ties.add(JSON.stringify([v.key, v.event.ts]));
		}
	}
	return [...ties];
}

function hlcFaults(
	order: EventOrder,
	events: NaiveEvent[],
	ordered: (readonly [NaiveVersion, NaiveVersion])[],
): string[] {
	return events.filter(isVersionEvent).flatMap((event) => {
		if (event.hlc === null) return [];
		const program = order.programs.get(event.at)!;
		const past = [
			...program.slice(0, program.indexOf(event)).filter(isVersionEvent),
			...ordered.filter(([, w]) => w.event === event).map(([v]) => v.event),
		];
		const faults: string[] = [];
		if (past.some(({ hlc }) => hlc !== null && !exceeds(event.hlc!, hlc))) faults.push('order');
		if (event.ts !== null && event.hlc.wall <= event.ts - 1) faults.push('behind');
		if (event.ts !== null && event.hlc.wall > event.ts + 500) faults.push('drift');
		return faults.map((fault) => `${place(event)} ${fault}`);
	});
}

type Hlc = NonNullable<NaiveEvent['hlc']>;

function exceeds(a: Hlc, b: Hlc): boolean {
	return a.wall > b.wall || (a.wall === b.wall && a.logical > b.logical);
}

function backStepsOf(order: EventOrder): [string, number][] {
	return [...order.programs].flatMap(([replica, program]) => {
		const times = program
			.filter((event) => event.ts !== null && clockOf(event) === replica)
			.filter((event) => event.op !== 'sync' || replicasOf(event)[0] === replica)
			.map((event) => event.ts!);
		const falls = times.filter((time, at) => at > 0 && time < times[at - 1]).length;
		return falls > 0 ? [[replica, falls] as [string, number]] : [];
	});
}

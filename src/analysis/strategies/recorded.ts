import { Op } from '../../trace/ops.ts';
import { Flag, type Trace } from '../../trace/trace.ts';
import type { Analysis } from '../analysis.ts';
import { versionByEvent } from '../derivedCausality.ts';
import { contextOf, maximalVersions } from '../maximalVersions.ts';
import { once } from '../once.ts';
import type { Versions } from '../versions.ts';
import { ABSENT, canonical, isList, isObject, type Json, type Value } from './json.ts';
import { numberKey } from './lamport.ts';
import { mergeHeads } from './merge/mergeKey.ts';
import type { Replay, WinnerReplay } from './replay.ts';
import type { ValueReader } from './valueReader.ts';

/** What a recorded value was compared with: a strategy, or the union of all elements and fields, which many stores take. */
export type Followed = WinnerReplay['name'] | 'siblings' | 'merge' | 'union';

export interface Agreement {
	readonly name: Followed;
	/** Events whose value is what the strategy gives, and all on which the strategy says something. */
	agrees: number;
	observed: number;
	/** The first events that differ, a few. */
	readonly deviations: number[];
}

/** What merges, and what reads and states, show of how the system resolves. The best agreement comes first. */
export interface Recorded {
	readonly merges: readonly Agreement[];
	readonly reads: readonly Agreement[];
}

export interface RecordedLimits {
	/** Events that are looked at. */
	events: number;
	onEvent?: (() => void) | undefined;
}

const versionsOf = once(({ trace, versions }: Analysis) => versionByEvent(trace, { events: versions.event }));

const DEVIATIONS = 5;
/** So far back is looked for a version that wins although others have seen it. */
const LOOK_BACK = 200;
/** Keys of more versions are not numbered for what one of their merges or reads may tell. */
const MAX_NUMBERED = 2000;

/**
 * Compares what merges wrote, and what reads and states returned, with what each strategy makes of the versions that they had
 * seen. Only events say something that had several maximal versions in hand, or that last-write-wins gives an older
 * version for. Reads and states count where they carry a vector. At most `limits.events` are looked at, evenly spread.
 */
export function recordedStrategy(replay: Replay, values: ValueReader, limits: RecordedLimits): Recorded {
	const merges = new Map<Followed, Agreement>();
	const reads = new Map<Followed, Agreement>();
	const { trace } = replay.analysis;
	const candidates = candidatesOf(replay.analysis);
	const step = Math.max(1, Math.ceil(candidates.length / limits.events));
	for (let i = 0; i < candidates.length; i += step) {
		limits.onEvent?.();
		const event = candidates[i] as number;
		compareEvent(replay, values, event, trace.op[event] === Op.merge ? merges : reads);
	}
	return { merges: ranked(merges), reads: ranked(reads) };
}

function ranked(agreements: ReadonlyMap<Followed, Agreement>): Agreement[] {
	return [...agreements.values()].sort((a, b) => b.agrees / b.observed - a.agrees / a.observed);
}

/** Merges, and reads and states with a vector, of keys that were in conflict. */
function candidatesOf({ trace, conflicts }: Analysis): number[] {
	const inConflict = new Uint8Array(trace.keys.size);
	for (const key of conflicts.key) inConflict[key] = 1;
	const found: number[] = [];
	for (let event = 0; event < trace.count; event++) {
		const op = trace.op[event] as number;
		const key = trace.key[event] as number;
		if (key < 0 || inConflict[key] === 0) continue;
		const reports =
			(op === Op.read || op === Op.state) && (trace.vector[event] as number) >= 0 && hasValue(trace, event);
		if (op === Op.merge || reports) found.push(event);
	}
	return found;
}

function hasValue(trace: Trace, event: number): boolean {
	return (trace.valueLength[event] as number) > 0;
}

function compareEvent(
	replay: Replay,
	values: ValueReader,
	event: number,
	agreements: Map<Followed, Agreement>,
): void {
	const { trace, versions } = replay.analysis;
	const key = trace.key[event] as number;
	const start = versions.keyStart[key] as number;
	const isMerge = trace.op[event] === Op.merge;
	const version = isMerge ? (versionsOf(replay.analysis)[event] as number) : -1;
	if (isMerge && (version < 0 || versions.excluded[version] === 1)) return;
	const seen = isMerge ? contextOf(versions, version) : vectorOf(trace, event);
	const below = isMerge ? version : (versions.keyStart[key + 1] as number);
	const heads = maximalVersions(versions, start, below, new Map(seen));
	if (heads.length === 0) return;
	// A merge chooses among the siblings that it resolves; a store that keeps one version never let go of an older winner.
	const past = isMerge ? heads : pastOf(replay, start, heads, seen);
	const recorded = recordedValues(trace, values, event);
	const ends = predictions(replay, key, heads, past, values);
	// Where all strategies give the same there is nothing to learn.
	if (new Set([...ends.values()].map(textOf)).size < 2) return;
	for (const [name, end] of ends) {
		const known = agreements.get(name) ?? { name, agrees: 0, observed: 0, deviations: [] };
		agreements.set(name, known);
		known.observed++;
		if (textOf(end) === textOf(recorded)) known.agrees++;
		else if (known.deviations.length < DEVIATIONS) known.deviations.push(event);
	}
}

/** What each strategy gives for versions in hand: values that stand beside one another, mostly one. */
function predictions(
	{ analysis: { versions }, strategies }: Replay,
	key: number,
	heads: readonly number[],
	past: readonly number[],
	values: ValueReader,
): Map<Followed, Value[]> {
	const ends = new Map<Followed, Value[]>();
	for (const { name, stamps } of strategies) {
		const among = name === 'lww' || name === 'lww-hlc' || name === 'lww-corrected' ? past : heads;
		if (name === 'lamport') numberFor(versions, key, heads, stamps.time);
		if (among.some((version) => !stamps.has(version))) continue;
		const sign = name === 'first-write-wins' ? -1 : 1;
		const winner = among.reduce((best, version) =>
			sign * stamps.compare(version, best) > 0 ? version : best,
		);
		ends.set(name, [values.of(winner)]);
	}
	const siblings = heads.map((head) => values.of(head));
	ends.set('siblings', siblings);
	if (heads.length > 1) {
		const merged = mergeHeads(versions, key, heads, values);
		if (merged.ok) ends.set('merge', [merged.value]);
		const united = unionOf(siblings);
		if (united !== null) ends.set('union', [united]);
	}
	return ends;
}

/** Lamport numbers are there of what was in conflict in the end; of other keys, where they are not too long, they are added. */
function numberFor(versions: Versions, key: number, heads: readonly number[], numbers: Float64Array): void {
	const length = (versions.keyStart[key + 1] as number) - (versions.keyStart[key] as number);
	const isNumbered = heads.every((head) => !Number.isNaN(numbers[head] as number));
	if (!isNumbered && length <= MAX_NUMBERED) numberKey(versions, key, numbers);
}

/** All elements of lists, all fields of objects; of a field with several values there is no union. */
function unionOf(siblings: readonly Value[]): Value | null {
	const present = siblings.filter((value) => value !== ABSENT);
	if (present.every(isList)) return present.flat();
	if (!present.every(isObject)) return null;
	const united: Record<string, Json> = Object.create(null);
	for (const value of present) {
		for (const [field, own] of Object.entries(value)) {
			if (field in united && canonical(united[field] as Json) !== canonical(own)) return null;
			united[field] = own;
		}
	}
	return united;
}

/** The maximal versions and what stands not far before them: those that somebody may still hold. */
function pastOf(
	{ analysis: { versions } }: Replay,
	keyStart: number,
	heads: readonly number[],
	seen: ReadonlyMap<number, number>,
): number[] {
	const past: number[] = [];
	const last = Math.max(...heads);
	for (let version = last; version >= Math.max(keyStart, last - LOOK_BACK); version--) {
		const bound = seen.get(versions.replica[version] as number) ?? 0;
		if (versions.excluded[version] === 0 && (versions.counter[version] as number) <= bound)
			past.push(version);
	}
	return past;
}

function recordedValues(trace: Trace, values: ValueReader, event: number): Value[] {
	const value = values.ofEvent(event);
	const several = ((trace.flags[event] as number) & Flag.values) !== 0 && isList(value) ? value : [value];
	return several.map((one) => (one === null ? ABSENT : one));
}

/** Values that stand beside one another, as one text; of lists the order of the elements and their repetition do not matter. */
function textOf(some: readonly Value[]): string {
	const one = (value: Value): string => {
		// A deleted key reads as null.
		if (value === ABSENT || value === null) return 'null';
		return isList(value) ? `[${[...new Set(value.map(canonical))].sort().join(',')}]` : canonical(value);
	};
	return [...new Set(some.map(one))].sort().join('\n');
}

function vectorOf({ vector, vectors }: Trace, event: number): Map<number, number> {
	const entries = new Map<number, number>();
	const start = vector[event] as number;
	for (let i = vectors.size(start) - 1; i >= 0; i--) {
		if (vectors.counter(start, i) > 0) entries.set(vectors.replica(start, i), vectors.counter(start, i));
	}
	return entries;
}

import { lastConflictStart, readHeads, readWrites, writesFrom } from './crdt/keyWrites.ts';
import { type Basis, UNREAD } from './crdt/operations.ts';
import { CRDT_READINGS, CRDT_VALUES, type Reading } from './crdt/readings.ts';
import { type Fate, fateBeside } from './fate.ts';
import { frontierOf } from './frontier.ts';
import { ABSENT, type Value } from './json.ts';
import { mergeHeads } from './merge/mergeKey.ts';
import type { MergeProblem } from './merge/mergeValues.ts';
import type { Replay } from './replay.ts';
import { STRATEGY_NAMES, type StrategyName } from './strategyNames.ts';
import type { ValueReader } from './valueReader.ts';
import { UNDECIDED } from './winners.ts';

/** What a key ends as. */
export type End =
	| { kind: 'version'; version: number }
	| { kind: 'siblings'; versions: readonly number[] }
	/** Made of several writes; `siblings` values of it stand beside one another. */
	| { kind: 'value'; value: Value; siblings: number; basis: Basis | null }
	/** Left as siblings, since they cannot be merged: why, and where in the value. */
	| { kind: 'unmerged'; versions: readonly number[]; problem: MergeProblem; path: readonly string[] }
	/** Nothing that the strategy decides by is recorded. */
	| { kind: 'undecided' }
	/** Not read: too many writes, or too long ones, to be compared with one another. */
	| { kind: 'unread' };

/** What one strategy makes of one key. */
export interface Outcome {
	readonly name: StrategyName;
	readonly end: End;
	/** What becomes of the versions of the final frontier. */
	readonly fates: ReadonlyMap<number, Fate>;
}

/** Keys of more versions than this are not read from their first write on, and a longer conflict is read as a register only. */
const MAX_HISTORY = 1000;

/**
 * What a key ends as under each strategy that fits its values, in the order in which strategies are told; none for a key
 * without versions. Reads the values of the key's last conflict, and of a short key all.
 */
export function keyOutcomes(replay: Replay, key: number, values: ValueReader): Outcome[] {
	const heads = frontierOf(replay.frontier, replay.analysis.versions, key);
	if (heads.length === 0) return [];
	const outcomes = [
		...winnerOutcomes(replay, key, heads),
		siblingOutcome(heads),
		mergeOutcome(replay, key, heads, values),
		...crdtOutcomes(replay, key, heads, values),
	];
	return outcomes.sort((a, b) => STRATEGY_NAMES.indexOf(a.name) - STRATEGY_NAMES.indexOf(b.name));
}

/** What a key ends as under each strategy that keeps one version. */
export function winnerOutcomes(
	{ analysis: { trace, versions }, frontier, strategies }: Replay,
	key: number,
	heads: readonly number[],
): Outcome[] {
	return strategies.map(({ name, winners }) => {
		const winner = winners[key] as number;
		const fates = heads.map((head) => [head, fateBeside(trace, versions, frontier, winner, head)] as const);
		return {
			name,
			end: winner === UNDECIDED ? { kind: 'undecided' } : { kind: 'version', version: winner },
			fates: new Map(fates),
		};
	});
}

/** What a key ends as where all its siblings are kept. */
export function siblingOutcome(heads: readonly number[]): Outcome {
	const [only] = heads;
	const end: End =
		heads.length === 1 ? { kind: 'version', version: only as number } : { kind: 'siblings', versions: heads };
	return { name: 'siblings', end, fates: new Map(heads.map((head) => [head, 'survives'])) };
}

/** What a key ends as where concurrent values are merged three-way. */
export function mergeOutcome(
	{ analysis: { versions } }: Replay,
	key: number,
	heads: readonly number[],
	values: ValueReader,
): Outcome {
	const [only] = heads;
	if (heads.length === 1) return { ...siblingOutcome([only as number]), name: 'merge' };
	const merged = mergeHeads(versions, key, heads, values);
	return merged.ok
		? {
				name: 'merge',
				end: { kind: 'value', value: merged.value, siblings: 0, basis: null },
				fates: new Map(heads.map((head) => [head, 'merged'])),
			}
		: {
				name: 'merge',
				end: { kind: 'unmerged', versions: heads, problem: merged.problem, path: merged.path },
				fates: new Map(heads.map((head) => [head, 'survives'])),
			};
}

/** The CRDT readings that fit; of a key with too many writes only that of a register, and the others as not read. The stamps of their registers are those of last-write-wins by wall clock. */
export function crdtOutcomes(
	{ analysis, strategies }: Replay,
	key: number,
	heads: readonly number[],
	values: ValueReader,
): Outcome[] {
	const stamps = strategies[0]?.stamps;
	if (stamps === undefined) return [];
	const { keyStart } = analysis.versions;
	const start = keyStart[key] as number;
	const short = (keyStart[key + 1] as number) - start <= MAX_HISTORY;
	const from = lastConflictStart(analysis, key);
	const long = (keyStart[key + 1] as number) - from > MAX_HISTORY;
	const whole = short ? readWrites(analysis, key, start, values) : null;
	const last = long
		? readHeads(analysis, heads, values)
		: whole === null
			? readWrites(analysis, key, from, values)
			: writesFrom(whole, from);
	const compare = (a: { id: number }, b: { id: number }) => stamps.compare(a.id, b.id);
	const outcomes: Outcome[] = [];
	for (const name of STRATEGY_NAMES) {
		const read = CRDT_READINGS[name];
		if (read === undefined) continue;
		const unread = () => outcomes.push({ name, end: { kind: UNREAD }, fates: new Map() });
		const isOf = CRDT_VALUES[name];
		if (long && isOf !== undefined) {
			if (last.writes.every(({ value }) => value === ABSENT || isOf(value))) unread();
			continue;
		}
		const add = ({ value, siblings, fates }: Reading, basis: Basis) =>
			outcomes.push({ name, end: { kind: 'value', value, siblings, basis }, fates });
		const exact = whole === null ? null : read(whole, 'operations', heads, compare);
		const reading = exact ?? read(last, 'differences', heads, compare);
		if (reading === UNREAD) unread();
		else if (reading !== null) add(reading, exact === null ? 'differences' : 'operations');
	}
	return outcomes;
}

import { type BestHomes, bestHomes } from '../../analysis/avoidance/home.ts';
import { type Rehoming, rehome } from '../../analysis/avoidance/rehoming.ts';
import { type Leader, singleLeaders } from '../../analysis/avoidance/singleLeader.ts';
import { type FoundRule, smallestRule } from '../../analysis/avoidance/smallestRule.ts';
import { provenOffsets } from '../../analysis/strategies/clockOffsets.ts';
import { type StrategyFigures, siblingFigures, winnerFigures } from '../../analysis/strategies/figures.ts';
import { type Ledger, ledgerOf } from '../../analysis/strategies/ledger.ts';
import { type Recorded, recordedStrategy } from '../../analysis/strategies/recorded.ts';
import { type Replay, replayStrategies } from '../../analysis/strategies/replay.ts';
import type { ClockOffsets } from '../../analysis/strategies/stamps.ts';
import { STRATEGY_NAMES, type StrategyName } from '../../analysis/strategies/strategyNames.ts';
import { type ValueLimits, valueFigures } from '../../analysis/strategies/valueFigures.ts';
import { ValueReader } from '../../analysis/strategies/valueReader.ts';
import type { Shown } from '../shown.ts';

/** What every strategy would have cost, and what avoiding the conflicts would cost. */
export interface StrategyReport {
	readonly replay: Replay;
	readonly values: ValueReader;
	/** In the order in which strategies are told. */
	readonly figures: readonly StrategyFigures[];
	/** How far clocks were taken to be ahead; empty where none was corrected. */
	readonly offsets: ClockOffsets;
	/** Keys with siblings that were merged, those that were read as CRDTs, and all there are. */
	readonly keysMerged: number;
	readonly keysRead: number;
	readonly keysWithSiblings: number;
	/** By CRDT: of how many of the keys it was not read for having too many or too long writes. */
	readonly keysUnread: ReadonlyMap<StrategyName, number>;
	readonly leaders: readonly Leader[];
	readonly homes: BestHomes;
	readonly rehoming: Rehoming;
	/** What is told only where it is asked for; each is made once. */
	readonly ledger: () => Ledger;
	readonly recorded: () => Recorded;
	readonly rule: () => FoundRule;
}

export interface StrategyReportOptions {
	/** The values of how many keys are read, and how many recorded results compared. */
	limits?: ValueLimits;
	recordedEvents?: number;
	/** Moving a key to another home costs as much as forwarding this many writes. */
	movingCost?: number;
}

/** In a report that tells of much else, the values of so many keys are read. */
const LIMITS: ValueLimits = { merged: 2000, read: 100 };

/** Replays all strategies. O(entries of all vectors + events); the values of keys with siblings are read up to the limits. */
export function strategyReport(shown: Shown, options: StrategyReportOptions = {}): StrategyReport {
	const { analysis, source } = shown;
	const offsets = new Map([...provenOffsets(analysis), ...(shown.clocks ?? [])]);
	const replay = replayStrategies(analysis, { offsets });
	const values = new ValueReader(analysis.trace, analysis.versions, source);
	const limits = options.limits ?? LIMITS;
	const byValue = valueFigures(replay, values, limits);
	const winners = replay.strategies.map((strategy) => winnerFigures(replay, strategy));
	// A register that keeps the last write is last-write-wins, under the name that CRDTs have for it.
	const register = { ...(winners[0] as StrategyFigures), name: 'lww-register' as const };
	const figures = [...winners, register, siblingFigures(replay), ...byValue.figures];
	figures.sort((a, b) => STRATEGY_NAMES.indexOf(a.name) - STRATEGY_NAMES.indexOf(b.name));
	const recordedLimits = { events: options.recordedEvents ?? 500, onEvent: limits.onKey };
	return {
		replay,
		values,
		figures,
		offsets,
		keysMerged: byValue.keysMerged,
		keysRead: byValue.keysRead,
		keysWithSiblings: byValue.keysWithSiblings,
		keysUnread: byValue.keysUnread,
		leaders: singleLeaders(analysis),
		homes: bestHomes(analysis),
		rehoming: rehome(analysis, options.movingCost),
		ledger: lazily(() => ledgerOf(replay)),
		recorded: lazily(() => recordedStrategy(replay, values, recordedLimits)),
		rule: lazily(() => smallestRule(analysis)),
	};
}

function lazily<T>(make: () => T): () => T {
	let made: { value: T } | null = null;
	return () => {
		made ??= { value: make() };
		return made.value;
	};
}

/** The figures of a strategy; undefined where it was not replayed. */
export function figuresOf(
	{ figures }: StrategyReport,
	name: StrategyFigures['name'],
): StrategyFigures | undefined {
	return figures.find((own) => own.name === name);
}

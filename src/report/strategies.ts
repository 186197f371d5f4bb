import { type BestHomes, bestHomes } from '../analysis/avoidance/home.ts';
import { type Leader, singleLeaders } from '../analysis/avoidance/singleLeader.ts';
import { type StrategyFigures, siblingFigures, winnerFigures } from '../analysis/strategies/figures.ts';
import { type Replay, type ReplayOptions, replayStrategies } from '../analysis/strategies/replay.ts';
import { STRATEGY_NAMES } from '../analysis/strategies/strategyNames.ts';
import { type ValueLimits, valueFigures } from '../analysis/strategies/valueFigures.ts';
import { ValueReader } from '../analysis/strategies/valueReader.ts';
import type { Shown } from './shown.ts';

/** What every strategy would have cost, and what avoiding the conflicts would cost. */
export interface StrategyReport {
	readonly replay: Replay;
	readonly values: ValueReader;
	/** In the order in which strategies are told. */
	readonly figures: readonly StrategyFigures[];
	/** Keys with siblings whose values were looked at, and all there are. */
	readonly keysRead: number;
	readonly keysWithSiblings: number;
	readonly leaders: readonly Leader[];
	readonly homes: BestHomes;
}

export interface StrategyReportOptions extends ReplayOptions {
	limits?: ValueLimits;
}

/** In a report that tells of much else, values are read of so many keys and bytes. */
const LIMITS: ValueLimits = { keys: 500, bytes: 1 << 24 };

/** Replays all strategies. O(entries of all vectors + versions); the values of keys with siblings are read up to the limits. */
export function strategyReport(shown: Shown, options: StrategyReportOptions = {}): StrategyReport {
	const { analysis, source } = shown;
	const replay = replayStrategies(analysis, options);
	const values = new ValueReader(analysis.trace, analysis.versions, source);
	const byValue = valueFigures(replay, values, options.limits ?? LIMITS);
	const winners = replay.strategies.map((strategy) => winnerFigures(replay, strategy));
	// A register that keeps the last write is last-write-wins, under the name that CRDTs have for it.
	const register = { ...(winners[0] as StrategyFigures), name: 'lww-register' as const };
	const figures = [...winners, register, siblingFigures(replay), ...byValue.figures];
	figures.sort((a, b) => STRATEGY_NAMES.indexOf(a.name) - STRATEGY_NAMES.indexOf(b.name));
	return {
		replay,
		values,
		figures,
		keysRead: byValue.keysRead,
		keysWithSiblings: byValue.keysWithSiblings,
		leaders: singleLeaders(analysis),
		homes: bestHomes(analysis),
	};
}

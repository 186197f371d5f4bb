import { type BestHomes, bestHomes } from '../analysis/avoidance/home.ts';
import { type Leader, singleLeaders } from '../analysis/avoidance/singleLeader.ts';
import { type StrategyFigures, siblingFigures, winnerFigures } from '../analysis/strategies/figures.ts';
import { type Replay, type ReplayOptions, replayStrategies } from '../analysis/strategies/replay.ts';
import { STRATEGY_NAMES } from '../analysis/strategies/strategyNames.ts';
import type { Shown } from './shown.ts';

/** What every strategy would have cost, and what avoiding the conflicts would cost. */
export interface StrategyReport {
	readonly replay: Replay;
	/** In the order in which strategies are told. */
	readonly figures: readonly StrategyFigures[];
	readonly leaders: readonly Leader[];
	readonly homes: BestHomes;
}

/** Replays all strategies. O(entries of all vectors + versions), and the values of the keys with siblings are read. */
export function strategyReport({ analysis }: Shown, options: ReplayOptions = {}): StrategyReport {
	const replay = replayStrategies(analysis, options);
	const figures = [
		...replay.strategies.map((strategy) => winnerFigures(replay, strategy)),
		siblingFigures(replay),
	];
	figures.sort((a, b) => STRATEGY_NAMES.indexOf(a.name) - STRATEGY_NAMES.indexOf(b.name));
	return { replay, figures, leaders: singleLeaders(analysis), homes: bestHomes(analysis) };
}

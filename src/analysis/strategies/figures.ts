import { frontierOf } from './frontier.ts';
import { fateUnder, type Replay, type WinnerReplay } from './replay.ts';
import type { StrategyName } from './strategyNames.ts';
import { UNDECIDED } from './winners.ts';

/** What a strategy would have cost. */
export interface StrategyFigures {
	name: StrategyName;
	/** Versions of the final frontiers that the strategy drops. */
	lostWrites: number;
	/** Those of them that are dropped for a version which they had seen. */
	lostAlthoughNewer: number;
	/** Those of them that are deletes, dropped for a write that they are concurrent to. */
	resurrected: number;
	keysWithLosses: number;
	/** Versions that stand beside one another in the end, for the application to resolve. */
	siblingsLeft: number;
	keysWithSiblings: number;
	/** The bytes of their values, as JSON in the file. */
	siblingBytes: number;
	/** Keys that would end as another version if clocks had run differently: those where a time chose. */
	keysByClock: number;
	/** Keys of several versions of which none carries what the strategy decides by. They count in none of the figures. */
	keysUndecided: number;
	/** Keys that the strategy can be read on at all. */
	keys: number;
}

/** The figures of a strategy before anything was replayed. */
export function noFigures(name: StrategyName): StrategyFigures {
	return {
		name,
		lostWrites: 0,
		lostAlthoughNewer: 0,
		resurrected: 0,
		keysWithLosses: 0,
		siblingsLeft: 0,
		keysWithSiblings: 0,
		siblingBytes: 0,
		keysByClock: 0,
		keysUndecided: 0,
		keys: 0,
	};
}

/** The figures of a strategy that keeps one version. Linear in the versions of the keys that lose any. */
export function winnerFigures(replay: Replay, strategy: WinnerReplay): StrategyFigures {
	const { frontier, analysis } = replay;
	const figures = noFigures(strategy.name);
	for (let key = 0; key < frontier.size.length; key++) {
		const winner = strategy.winners[key] as number;
		if (winner === UNDECIDED) figures.keysUndecided++;
		if (winner < 0) continue;
		figures.keys++;
		const losers = (frontier.size[key] as number) - (frontier.isIn[winner] as number);
		if (losers === 0) continue;
		figures.lostWrites += losers;
		figures.keysWithLosses++;
		if (strategy.name !== 'lamport') figures.keysByClock++;
		for (const version of frontierOf(frontier, analysis.versions, key)) {
			const fate = fateUnder(replay, strategy, version);
			if (fate === 'lost-although-newer') figures.lostAlthoughNewer++;
			else if (fate === 'resurrected') figures.resurrected++;
		}
	}
	return figures;
}

/** The figures of keeping the whole final frontier: nothing is lost, and what is left is work for the application. */
export function siblingFigures({ frontier, analysis: { trace, versions } }: Replay): StrategyFigures {
	const figures = noFigures('siblings');
	for (let key = 0; key < frontier.size.length; key++) {
		const size = frontier.size[key] as number;
		if (size > 0) figures.keys++;
		if (size < 2) continue;
		figures.keysWithSiblings++;
		figures.siblingsLeft += size;
		for (const version of frontierOf(frontier, versions, key))
			figures.siblingBytes += trace.valueLength[versions.event[version] as number] as number;
	}
	return figures;
}

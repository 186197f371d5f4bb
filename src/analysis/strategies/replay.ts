import type { Analysis } from '../analysis.ts';
import { type Fate, fateBeside } from './fate.ts';
import { type Frontier, finalFrontier } from './frontier.ts';
import { lamportWinners } from './lamport.ts';
import { type ClockOffsets, hlcStamps, type Stamps, wallStamps } from './stamps.ts';
import type { WinnerStrategy } from './strategyNames.ts';
import { firstWriteWinners, lastWriteWinners, type Winners } from './winners.ts';

/** A strategy that keeps one version of each key, replayed on all keys. */
export interface WinnerReplay {
	readonly name: WinnerStrategy;
	readonly stamps: Stamps;
	readonly winners: Winners;
}

/** What the strategies make of a trace, as far as no value is needed for it. */
export interface Replay {
	readonly analysis: Analysis;
	readonly frontier: Frontier;
	/** In the order in which strategies are told. `lww-corrected` and `lww-hlc` only where there is what they need. */
	readonly strategies: readonly WinnerReplay[];
}

export interface ReplayOptions {
	/** How far the replicas' clocks were ahead: then last-write-wins is also replayed as if they had been right. */
	offsets?: ClockOffsets;
}

/**
 * Replays the strategies that decide without looking at values. The recorded writes are kept as they are: under another
 * strategy clients would have read, and then perhaps written, something else. O(entries of all vectors + versions).
 */
export function replayStrategies(analysis: Analysis, { offsets }: ReplayOptions = {}): Replay {
	const { trace, versions } = analysis;
	const frontier = finalFrontier(analysis);
	const wall = wallStamps(trace, versions);
	const last = (name: WinnerStrategy, stamps: Stamps): WinnerReplay => ({
		name,
		stamps,
		winners: lastWriteWinners(versions, stamps),
	});
	const strategies = [last('lww', wall)];
	if (offsets !== undefined && offsets.size > 0)
		strategies.push(last('lww-corrected', wallStamps(trace, versions, offsets)));
	const hybrid = hlcStamps(trace, versions);
	if (hybrid !== null) strategies.push(last('lww-hlc', hybrid));
	strategies.push({ name: 'lamport', ...lamportWinners(trace, versions, frontier) });
	strategies.push({
		name: 'first-write-wins',
		stamps: wall,
		winners: firstWriteWinners(versions, frontier, wall),
	});
	return { analysis, frontier, strategies };
}

/** The winning version of a version's key, or a negative number (see winners.ts). */
export function winnerBeside({ analysis }: Replay, { winners }: WinnerReplay, version: number): number {
	const { trace, versions } = analysis;
	return winners[trace.key[versions.event[version] as number] as number] as number;
}

/** A version's fate under a strategy. It must not be one that is left out as unsound. */
export function fateUnder(replay: Replay, strategy: WinnerReplay, version: number): Fate {
	const { analysis, frontier } = replay;
	const winner = winnerBeside(replay, strategy, version);
	return fateBeside(analysis.trace, analysis.versions, frontier, winner, version);
}

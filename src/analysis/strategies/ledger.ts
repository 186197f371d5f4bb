import type { Fate } from './fate.ts';
import { fateUnder, type Replay, winnerBeside } from './replay.ts';

/** The writes whose fate differs between strategies, those that people ask for first in front. */
export interface Ledger {
	readonly versions: Int32Array;
	/** How many there are of each kind, judged by the worst that last-write-wins makes of them (or, without times, any strategy). */
	readonly counts: { lostAlthoughNewer: number; lost: number; resurrected: number; other: number };
}

/** What people ask for first. */
const RANKS: Record<Fate, number> = {
	'lost-although-newer': 0,
	lost: 1,
	resurrected: 2,
	survives: 3,
	superseded: 3,
	merged: 3,
	undecided: 3,
};
const KINDS = ['lostAlthoughNewer', 'lost', 'resurrected', 'other'] as const;

/**
 * Collects the writes that one strategy keeps and another one does not: those that nobody had seen and that are not kept
 * everywhere, and those that win although somebody had seen them. What was superseded and wins nowhere is no loss to anybody.
 * Sorted by what last-write-wins makes of them, then by the worst of the other strategies, then by place. Linear in the
 * versions of keys with siblings or inversions, and a sort of what is found.
 */
export function ledgerOf(replay: Replay): Ledger {
	const { frontier, strategies, analysis } = replay;
	const { versions } = analysis;
	const found: number[] = [];
	const rankOf = new Map<number, number>();
	const counts = { lostAlthoughNewer: 0, lost: 0, resurrected: 0, other: 0 };
	for (let key = 0; key < frontier.size.length; key++) {
		const inverted = strategies.some(({ winners }) => {
			const winner = winners[key] as number;
			return winner >= 0 && frontier.isIn[winner] === 0;
		});
		if (!inverted && (frontier.size[key] as number) < 2) continue;
		const end = versions.keyStart[key + 1] as number;
		for (let version = versions.keyStart[key] as number; version < end; version++) {
			if (versions.excluded[version] === 1) continue;
			const rank = rankIn(replay, version);
			if (rank === null) continue;
			found.push(version);
			rankOf.set(version, rank);
			counts[KINDS[Math.floor(rank / RANK_STEP)] as (typeof KINDS)[number]]++;
		}
	}
	const { event } = versions;
	found.sort(
		(v, w) =>
			(rankOf.get(v) as number) - (rankOf.get(w) as number) || (event[v] as number) - (event[w] as number),
	);
	return { versions: Int32Array.from(found), counts };
}

const RANK_STEP = 4;

/** A write's place among others, the smallest first; null where all strategies make the same of it. */
function rankIn(replay: Replay, version: number): number | null {
	const { strategies, frontier } = replay;
	if (frontier.isIn[version] === 0) {
		const wins = strategies.some((strategy) => winnerBeside(replay, strategy, version) === version);
		return wins ? RANKS.survives * RANK_STEP + RANKS.survives : null;
	}
	let byTime = RANKS.survives;
	let byAny = RANKS.survives;
	let hasTime = false;
	for (const strategy of strategies) {
		const fate = fateUnder(replay, strategy, version);
		byAny = Math.min(byAny, RANKS[fate]);
		if (strategy.name === 'lww' || strategy.name === 'lww-hlc') {
			byTime = Math.min(byTime, RANKS[fate]);
			hasTime ||= fate !== 'undecided';
		}
	}
	return byAny === RANKS.survives ? null : (hasTime ? byTime : byAny) * RANK_STEP + byAny;
}

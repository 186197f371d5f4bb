import { Op } from '../../trace/ops.ts';
import type { Trace } from '../../trace/trace.ts';
import type { Versions } from '../versions.ts';
import type { Frontier } from './frontier.ts';
import { UNDECIDED } from './winners.ts';

/** What becomes of a write under a strategy. */
export type Fate =
	/** It is what the key ends as, or one of the siblings that are kept. */
	| 'survives'
	/** Somebody wrote over it who had seen it: no loss. */
	| 'superseded'
	/** Nobody had seen it, and it is dropped for a write that it is concurrent to. */
	| 'lost'
	/** It is dropped for a write that it had itself seen. */
	| 'lost-although-newer'
	/** It is part of the merged result. */
	| 'merged'
	/** A delete that nobody had seen, dropped for a write that it is concurrent to: what was deleted is back. */
	| 'resurrected'
	/** Nothing that the strategy decides by is recorded. */
	| 'undecided';

/** Whether the fate is one that nobody asked for: an effect that no other write took over is gone. */
export function isLoss(fate: Fate): boolean {
	return fate === 'lost' || fate === 'lost-although-newer' || fate === 'resurrected';
}

/** The fate of a version of a key where one version wins. Constant time but for looking up one entry of a vector. */
export function fateBeside(
	trace: Trace,
	versions: Versions,
	frontier: Frontier,
	winner: number,
	version: number,
): Fate {
	if (winner === version) return 'survives';
	if (frontier.isIn[version] === 0) return 'superseded';
	if (winner === UNDECIDED) return 'undecided';
	if (versions.happenedBefore(winner, version)) return 'lost-although-newer';
	const deletes = (v: number) => trace.op[versions.event[v] as number] === Op.delete;
	return deletes(version) && !deletes(winner) ? 'resurrected' : 'lost';
}

import { membersOf } from '../conflicts.ts';
import type { Replay, WinnerReplay } from './replay.ts';

/** Conflicts in which a replica's write has the greatest time. */
export interface Victories {
	/** Where the winning writes happened: a replica's number. */
	replica: number;
	conflicts: number;
	/** Those of them that another write wins once the clocks are corrected: it happened later. */
	wrongly: number;
	/** Milliseconds that the replica's clock was taken to be ahead. */
	ahead: number;
}

/**
 * Whose writes win conflicts by wall clock, resolved ones too, and how many of them only because of their clocks; those with the
 * most of these first. Empty where no clock was corrected. Linear in the versions in conflict.
 */
export function clockVictories(replay: Replay, offsets: ReadonlyMap<number, number>): Victories[] {
	const { versions, conflicts } = replay.analysis;
	const byName = (name: string) => replay.strategies.find((strategy) => strategy.name === name);
	const [asRecorded, corrected] = [byName('lww'), byName('lww-corrected')];
	if (asRecorded === undefined || corrected === undefined) return [];
	const victories = new Map<number, Victories>();
	for (let conflict = 0; conflict < conflicts.count; conflict++) {
		const members = membersOf(conflicts, conflict);
		const winner = lastOf(members, asRecorded);
		if (!asRecorded.stamps.has(winner)) continue;
		const replica = versions.at[winner] as number;
		const own = victories.get(replica) ?? {
			replica,
			conflicts: 0,
			wrongly: 0,
			ahead: offsets.get(replica) ?? 0,
		};
		own.conflicts++;
		if (lastOf(members, corrected) !== winner) own.wrongly++;
		victories.set(replica, own);
	}
	return [...victories.values()].sort((a, b) => b.wrongly - a.wrongly || a.replica - b.replica);
}

function lastOf(members: Int32Array, { stamps }: WinnerReplay): number {
	return members.reduce((best, version) => (stamps.compare(version, best) > 0 ? version : best));
}

import { isResolved } from '../analysis/conflicts.ts';
import { keyConflicts, mostConflicting } from './keyRows.ts';
import type { KeyRow, Summary } from './model.ts';
import type { Shown } from './shown.ts';
import { count, figure } from './visible.ts';

/** The answer in one line: `12 conflicts, 3 open, on 5 keys`. */
export function headline(figures: Summary): string {
	const { conflicts, conflictsOpen, keysInConflict, conflictPairs } = figures;
	if (isUnread(figures)) return 'Nothing could be read: this is no trace';
	if (conflicts === 0) return 'No conflicts';
	const open =
		conflictsOpen === conflicts ? (conflicts === 1 ? 'open' : 'all open') : `${figure(conflictsOpen)} open`;
	return `${count(conflicts, 'conflict')}, ${open}, on ${count(keysInConflict, 'key')} (${count(conflictPairs, 'concurrent pair')} of writes)`;
}

/** Whether there are lines, and none of them is an event: that there are no conflicts would say nothing. */
export function isUnread({ events, files }: Pick<Summary, 'events' | 'files'>): boolean {
	return events === 0 && files.some(({ skipped }) => skipped.length > 0);
}

/** The keys that most conflicts are on, where there is more than one to choose from. */
export function topKeys(shown: Shown, limit: number): KeyRow[] {
	return shown.analysis.totals.keysInConflict < 2 ? [] : mostConflicting(shown, keyConflicts(shown), limit);
}

/** Conflicts in the order in which people want to read them: the open ones, then the resolved, each in file order. */
export function* openFirst({ analysis: { conflicts } }: Shown, limit: number): Iterable<number> {
	let left = limit;
	for (const resolved of [false, true]) {
		for (let conflict = 0; conflict < conflicts.count && left > 0; conflict++) {
			if (isResolved(conflicts, conflict) !== resolved) continue;
			left--;
			yield conflict;
		}
	}
}

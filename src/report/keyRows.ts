import { isResolved } from '../analysis/conflicts.ts';
import type { KeyRow } from './model.ts';
import { placeOf, type Shown } from './shown.ts';

/** By key number: how many conflicts it has, and how many of them are open. O(keys + conflicts). */
export interface KeyConflicts {
	readonly conflicts: Uint32Array;
	readonly open: Uint32Array;
}

/** Counts the conflicts of every key. O(keys + conflicts). */
export function keyConflicts({ analysis: { trace, conflicts } }: Shown): KeyConflicts {
	const all = new Uint32Array(trace.keys.size);
	const open = new Uint32Array(trace.keys.size);
	for (let conflict = 0; conflict < conflicts.count; conflict++) {
		const key = conflicts.key[conflict] as number;
		all[key] = (all[key] as number) + 1;
		if (!isResolved(conflicts, conflict)) open[key] = (open[key] as number) + 1;
	}
	return { conflicts: all, open };
}

/** What a list of keys tells of one that has versions. Linear in its versions. */
export function keyRow(shown: Shown, figures: KeyConflicts, key: number): KeyRow {
	const { trace, versions, siblings } = shown.analysis;
	const start = versions.keyStart[key] as number;
	const end = versions.keyStart[key + 1] as number;
	let first = versions.event[start] as number;
	for (let version = start; version < end; version++)
		first = Math.min(first, versions.event[version] as number);
	return {
		key: trace.keys.text(key),
		versions: end - start,
		conflicts: figures.conflicts[key] as number,
		open: figures.open[key] as number,
		siblings: siblings[key] as number,
		first: placeOf(trace, first),
	};
}

/** The keys with the most conflicts, at most `limit`; ties in the order of the keys' first appearance. */
export function mostConflicting(shown: Shown, figures: KeyConflicts, limit: number): KeyRow[] {
	const keys: number[] = [];
	for (let key = 0; key < figures.conflicts.length; key++)
		if ((figures.conflicts[key] as number) > 0) keys.push(key);
	keys.sort((a, b) => (figures.conflicts[b] as number) - (figures.conflicts[a] as number) || a - b);
	return keys.slice(0, limit).map((key) => keyRow(shown, figures, key));
}

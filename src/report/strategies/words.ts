import type { Fate } from '../../analysis/strategies/fate.ts';
import type { MergeProblem } from '../../analysis/strategies/merge/mergeValues.ts';
import type { Followed } from '../../analysis/strategies/recorded.ts';
import type { StrategyName } from '../../analysis/strategies/strategyNames.ts';

/** What strategies are called where there is room for a name, and what they do. */
export const STRATEGY_WORDS: Record<StrategyName, { name: string; rule: string }> = {
	lww: { name: 'Last write wins (wall clock)', rule: 'the greatest (ts, replica id) of all versions' },
	'lww-corrected': {
		name: 'Last write wins, clocks corrected',
		rule: "the greatest (ts less what the replica's clock was ahead, replica id)",
	},
	'lww-hlc': { name: 'Last write wins (HLC)', rule: 'the greatest (wall, logical, replica id)' },
	lamport: { name: 'Lamport order', rule: 'the greatest (1 + the greatest number seen, replica id)' },
	'first-write-wins': {
		name: 'First write wins',
		rule: 'the least (ts, replica id) of the versions that nobody had seen',
	},
	siblings: { name: 'Keep siblings', rule: 'all versions that nobody had seen' },
	merge: { name: 'Three-way merge', rule: 'by the type of the values, against their causal base' },
	counter: { name: 'Counter', rule: 'the sum of all additions; a delete undoes what its writer had seen' },
	'add-wins-set': {
		name: 'Add-wins set',
		rule: 'an element is in it that someone added and nobody who saw that removed',
	},
	'remove-wins-set': {
		name: 'Remove-wins set',
		rule: 'an element is in it where every removal was seen by someone who added it again',
	},
	'multi-value-register': { name: 'Multi-value register', rule: 'all different values that nobody had seen' },
	'lww-register': { name: 'Last-write-wins register', rule: 'as last write wins by wall clock' },
	'lww-map': { name: 'Last-write-wins map', rule: 'of each field the last write, removals among them' },
	'observed-remove-map': {
		name: 'Observed-remove map',
		rule: 'of each field what nobody who saw it wrote over or removed',
	},
	text: { name: 'Text sequence', rule: 'characters stay behind those that they were typed after (RGA)' },
};

/** What strategies are called, by name. */
export const STRATEGY_TITLES = Object.fromEntries(
	Object.entries(STRATEGY_WORDS).map(([name, { name: title }]) => [name, title]),
) as Record<StrategyName, string>;

/** What a system's own results were compared with, within a sentence. */
export const FOLLOWED_WORDS: Record<Followed, string> = {
	lww: 'last-write-wins by wall clock',
	'lww-corrected': 'last-write-wins by corrected clocks',
	'lww-hlc': 'last-write-wins by HLC',
	lamport: 'Lamport order',
	'first-write-wins': 'first-write-wins',
	siblings: 'keeping siblings',
	merge: 'three-way merge',
	union: 'the union of all elements and fields',
};

/** What became of a version, in words. */
export const FATE_WORDS: Record<Fate, string> = {
	survives: 'survives',
	superseded: 'superseded',
	lost: 'lost although concurrent',
	'lost-although-newer': 'lost although newer',
	merged: 'merged',
	resurrected: 'delete undone',
	undecided: 'not decided',
};

/** Why a three-way merge cannot tell what the outcome is, in words. */
export const PROBLEM_WORDS: Record<MergeProblem, string> = {
	'deleted-and-changed': 'deleted on one side, changed on the other',
	'no-base': 'no common base to take differences from',
	'same-lines': 'the same lines were changed in different ways',
	'both-changed': 'changed on both sides, and of no type that has parts',
};

/** What every replay keeps in mind; to be told wherever its results are shown. */
export const REPLAY_LIMIT =
	'The replay keeps the recorded writes: with other reads, clients might have written other things.';

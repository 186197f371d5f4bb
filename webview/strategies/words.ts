import type { LedgerFate, StrategyRow } from '../../src/session/protocol.ts';
import { type Content, h } from '../dom.ts';
import { type IconName, icon } from '../icons.ts';

type Fate = LedgerFate['fate'];

/** What fates are called, short and in full. What is lost has an icon, so that no colour is needed to see it. */
const FATES: Record<Fate, { short: string; long: string; icon: IconName | null }> = {
	survives: { short: 'kept', long: 'It is kept.', icon: 'resolved' },
	superseded: { short: 'seen', long: 'Written over by someone who had seen it: no loss.', icon: null },
	lost: { short: 'lost', long: 'Lost, although nobody had seen it.', icon: 'error' },
	'lost-although-newer': {
		short: 'lost, newer',
		long: 'Lost for a write that it had itself seen.',
		icon: 'error',
	},
	merged: { short: 'merged', long: 'Part of the merged result.', icon: 'resolved' },
	resurrected: { short: 'undone', long: 'A delete that is undone: what it removed is back.', icon: 'error' },
	undecided: { short: 'undecided', long: 'Nothing that the strategy decides by is recorded.', icon: null },
};

/** What became of a write, as an icon and a word. */
export function fateContent(fate: Fate): Content {
	const { short, icon: image } = FATES[fate];
	return h('span', { class: `state fate ${fate}` }, image && icon(image), h('span', {}, short));
}

/** What became of a write, in a sentence. */
export function fateText(fate: Fate): string {
	return FATES[fate].long;
}

/** The figures that the table shows, and what they count. */
export const COLUMNS: readonly {
	title: string;
	hint: string;
	of(row: StrategyRow): number;
	isLoss?: true;
}[] = [
	{
		title: 'Lost writes',
		hint: 'Versions that nobody had seen and that the strategy drops',
		of: (row) => row.lostWrites,
		isLoss: true,
	},
	{
		title: 'Lost although newer',
		hint: 'Those dropped for a write which they had seen',
		of: (row) => row.lostAlthoughNewer,
		isLoss: true,
	},
	{
		title: 'Deletes undone',
		hint: 'Deletes that a concurrent write takes back',
		of: (row) => row.resurrected,
		isLoss: true,
	},
	{
		title: 'Keys with losses',
		hint: 'Keys of which a version is lost',
		of: (row) => row.keysWithLosses,
		isLoss: true,
	},
	{
		title: 'Siblings left',
		hint: 'Versions that stand beside one another in the end, for the application to resolve',
		of: (row) => row.siblingsLeft,
	},
	{ title: 'Bytes of siblings', hint: 'Of their values, as in the file', of: (row) => row.siblingBytes },
	{
		title: 'Keys decided by a clock',
		hint: 'Keys that would end otherwise if clocks had run differently',
		of: (row) => row.keysByClock,
	},
	{ title: 'Keys it fits', hint: 'Keys that the strategy says something of', of: (row) => row.keys },
];

import type { StrategyFigures } from '../../analysis/strategies/figures.ts';

/** The columns of the table of strategies, behind the name. */
export const STRATEGY_COLUMNS: readonly { title: string; short: string; of(row: StrategyFigures): number }[] =
	[
		{ title: 'Lost writes', short: 'lost', of: (row) => row.lostWrites },
		{ title: 'Lost although newer', short: 'newer', of: (row) => row.lostAlthoughNewer },
		{ title: 'Deletes undone', short: 'undone', of: (row) => row.resurrected },
		{ title: 'Keys with losses', short: 'keys', of: (row) => row.keysWithLosses },
		{ title: 'Siblings left', short: 'siblings', of: (row) => row.siblingsLeft },
		{ title: 'Bytes of siblings', short: 'bytes', of: (row) => row.siblingBytes },
		{ title: 'Keys decided by a clock', short: 'by clock', of: (row) => row.keysByClock },
		{ title: 'Keys undecided', short: 'undecided', of: (row) => row.keysUndecided },
		{ title: 'Keys it fits', short: 'fits', of: (row) => row.keys },
	];

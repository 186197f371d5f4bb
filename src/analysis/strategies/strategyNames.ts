/** The strategies that are replayed, in the order in which they are told. */
export const STRATEGY_NAMES = [
	'lww',
	'lww-corrected',
	'lww-hlc',
	'lamport',
	'first-write-wins',
	'siblings',
	'merge',
	'counter',
	'add-wins-set',
	'remove-wins-set',
	'multi-value-register',
	'lww-register',
	'lww-map',
	'observed-remove-map',
	'text',
] as const;

export type StrategyName = (typeof STRATEGY_NAMES)[number];

/** Strategies that keep one version of each key and drop the others. */
export type WinnerStrategy = 'lww' | 'lww-corrected' | 'lww-hlc' | 'lamport' | 'first-write-wins';

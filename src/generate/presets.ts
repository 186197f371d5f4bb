import type { GenerateOptions } from './options.ts';

/** Options for a kind of store, to start from; what the user gives besides takes precedence. */
export interface Preset {
	description: string;
	options: GenerateOptions;
}

export type PresetName = 'retail' | 'sparse' | 'dense' | 'hot-key' | 'many-replicas' | 'three-datacenters';

/** Kinds of stores to start from, by the names that `--preset` takes. */
export const PRESETS: Record<PresetName, Preset> = {
	retail: {
		description:
			'A shop in three regions: carts, stock and order statuses; three partitions; clocks nearly right.',
		options: {
			events: 5000,
			replicas: [
				{ id: 'eu', name: 'Frankfurt', region: 'Europe' },
				{ id: 'us', name: 'Virginia', region: 'America', skewMs: 12 },
				{ id: 'ap', name: 'Singapore', region: 'Asia', skewMs: -35, driftPpm: 40 },
			],
			keys: 150,
			values: ['cart', 'counter', 'status'],
			opsPerSecond: 8,
			clients: 60,
			thinkMs: 400,
			delay: { withinRegionMs: 2, betweenRegionsMs: 85, jitter: 0.4 },
			partitions: { count: 3, durationMs: 12_000 },
			antiEntropyMs: 10_000,
			resolve: { probability: 0.6, strategy: 'union' },
			updates: true,
		},
	},
	sparse: {
		description: 'Many keys, of which one in a thousand is written at several replicas at the same time.',
		options: {
			events: 100_000,
			keys: 20_000,
			keyDistribution: { type: 'uniform' },
			opsPerSecond: 500,
			contested: 0.001,
			race: 1,
		},
	},
	dense: {
		description: 'Every key is written everywhere, so often that most writes meet another one.',
		options: {
			events: 100_000,
			replicas: 5,
			keys: 2000,
			keyDistribution: { type: 'uniform' },
			opsPerSecond: 2000,
			race: 0.5,
		},
	},
	'hot-key': {
		description: 'One key takes half of all operations.',
		options: {
			events: 100_000,
			replicas: 5,
			keys: 10_000,
			keyDistribution: { type: 'hot', keys: 1, share: 0.5 },
			opsPerSecond: 200,
		},
	},
	'many-replicas': {
		description: 'Thirty-two replicas in four regions that tell each other by and by.',
		options: {
			events: 100_000,
			replicas: Array.from({ length: 32 }, (_, i) => ({
				id: `node-${i + 1}`,
				region: `zone-${(i % 4) + 1}`,
			})),
			keys: 10_000,
			opsPerSecond: 500,
			fanOut: 6,
			antiEntropyMs: 5000,
		},
	},
	'three-datacenters': {
		description: 'Three datacenters, one with a clock 200 ms fast: its writes win by time over later ones.',
		options: {
			events: 1000,
			replicas: [
				{ id: 'dc1', name: 'Dublin' },
				{ id: 'dc2', name: 'Oregon' },
				{ id: 'dc3', name: 'Tokyo', skewMs: 200 },
			],
			keys: 6,
			keyDistribution: { type: 'uniform' },
			values: ['status'],
			opsPerSecond: 30,
			mix: { write: 6, read: 3, delete: 0.3 },
			clients: 12,
			thinkMs: 10,
			delay: { withinRegionMs: 2, betweenRegionsMs: 30, jitter: 0.3 },
			loss: 0,
			antiEntropyMs: 4000,
			resolve: { probability: 0.8, strategy: 'lww' },
			hlc: true,
		},
	},
};

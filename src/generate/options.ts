import { VALUE_KINDS, type ValueKind } from './values.ts';

/** One replica of the simulated store. */
export interface ReplicaOptions {
	id: string;
	/** Shown instead of the id. */
	name?: string;
	/** Messages within a region are fast, between regions slow. Default: a region of its own. */
	region?: string;
	/** How far its wall clock is ahead of the true time at the start, in milliseconds. Default 0. */
	skewMs?: number;
	/** How much its wall clock gains, in millionths. Default 0. */
	driftPpm?: number;
}

/** Which keys are used how often. */
export type KeyDistribution =
	| { type: 'uniform' }
	/** The k-th key is used in proportion to 1 / k^exponent. */
	| { type: 'zipf'; exponent: number }
	/** A share (0 to 1) of the operations goes to the first `keys` keys, the rest to the others. */
	| { type: 'hot'; keys: number; share: number };

/** A time in which some replicas cannot reach the others. Times are milliseconds from the trace's start. */
export interface Partition {
	startMs: number;
	endMs: number;
	/** Ids of the replicas on one side. */
	isolated: string[];
}

/** What to simulate. Everything is optional; the same options give the same bytes. */
export interface GenerateOptions {
	/** Any whole number. Default 1. */
	seed?: number;
	/** Events to write, the header not counted. Default 10,000. */
	events?: number;
	/** The replicas, or how many (R1, R2, …). Default 3. */
	replicas?: number | ReplicaOptions[];
	/** Number of keys. Default 100. */
	keys?: number;
	/** Default zipf with exponent 0.9. */
	keyDistribution?: KeyDistribution;
	/** Kinds of values, dealt out to the keys in turn. Default all. */
	values?: ValueKind[];
	/** Clients' operations per second of simulated time, over all replicas. Default 50. */
	opsPerSecond?: number;
	/** Relative frequencies of the operations. Default 5 : 4 : 0.5. */
	mix?: { write: number; read: number; delete: number };
	/** Number of clients; each speaks to one replica. Default 4 a replica. */
	clients?: number;
	/** Mean time between a client's look at a key and its write, in milliseconds. Default 20. */
	thinkMs?: number;
	/** Mean time of a message, in milliseconds: base time and a random part of `jitter` times the base. Default 2, 60, 0.5. */
	delay?: { withinRegionMs: number; betweenRegionsMs: number; jitter: number };
	/** Share (0 to 1) of the messages that are lost. Default 0.01. */
	loss?: number;
	/** Share of the messages that arrive twice. Default 0. */
	duplication?: number;
	/** To how many other replicas a write is sent at once; the rest learns of it by anti-entropy. Default: all. */
	fanOut?: number;
	/** Partitions, explicit, or how many, spread over the trace, and how long each. Default none. */
	partitions?: Partition[] | { count: number; durationMs: number };
	/** How often each replica exchanges everything with another one, in milliseconds; 0: never. Default 5,000. */
	antiEntropyMs?: number;
	/** What writes record: `plain` vv, `dotted` dot and context of what the client saw, or `none`. Default plain. */
	causality?: 'plain' | 'dotted' | 'none';
	/** What happens when siblings are read: with this probability they are merged at once. Default 0.5, union. */
	resolve?: { probability: number; strategy: 'lww' | 'union' };
	/** Share of the keys (0 to 1) that are written at any replica; the others are written at one. Default 1. */
	contested?: number;
	/** Probability that a write to a contested key meets another one, at another replica at the same time. Default 0. */
	race?: number;
	/** Whether writes say what they meant (`update`). Default false. */
	updates?: boolean;
	/** Whether writes carry a hybrid logical clock. Default false. */
	hlc?: boolean;
	/** Whether the first line is a header. Default true. */
	header?: boolean;
	/** True time at the start, milliseconds since the Unix epoch. Default 2026-01-05T09:00:00Z. */
	startMs?: number;
}

/** Options with nothing left open. */
export interface Settings extends Required<Omit<GenerateOptions, 'replicas'>> {
	replicas: Required<ReplicaOptions>[];
}

/** Fills in the defaults of {@link GenerateOptions}. */
export function toSettings(options: GenerateOptions): Settings {
	const replicas = toReplicas(options.replicas ?? 3);
	return {
		seed: 1,
		events: 10_000,
		keys: 100,
		keyDistribution: { type: 'zipf', exponent: 0.9 },
		values: [...VALUE_KINDS],
		opsPerSecond: 50,
		mix: { write: 5, read: 4, delete: 0.5 },
		clients: replicas.length * 4,
		thinkMs: 20,
		delay: { withinRegionMs: 2, betweenRegionsMs: 60, jitter: 0.5 },
		loss: 0.01,
		duplication: 0,
		fanOut: replicas.length - 1,
		partitions: [],
		antiEntropyMs: 5000,
		causality: 'plain',
		resolve: { probability: 0.5, strategy: 'union' },
		contested: 1,
		race: 0,
		updates: false,
		hlc: false,
		header: true,
		startMs: Date.UTC(2026, 0, 5, 9),
		...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
		replicas,
	};
}

function toReplicas(replicas: number | ReplicaOptions[]): Required<ReplicaOptions>[] {
	const listed =
		typeof replicas === 'number'
			? Array.from({ length: replicas }, (_, i) => ({ id: `R${i + 1}` }))
			: replicas;
	return listed.map((replica) => ({
		name: replica.id,
		region: replica.id,
		skewMs: 0,
		driftPpm: 0,
		...replica,
	}));
}

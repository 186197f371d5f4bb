/**
 * Traces of extreme shapes, line by line in the native format: what an analysis must get through in O(events · replicas),
 * however many pairs of versions are concurrent.
 */
export interface Shape {
	/** What is extreme about it. */
	readonly description: string;
	/** The lines of a trace with about so many versions, without line ends. */
	lines(versions: number): Iterable<string>;
}

const START = 1_767_603_600_000;

/** Replicas take turns: each has seen all that the others wrote. */
function* oneKey(versions: number, replicas: number): Iterable<string> {
	const vector = new Array<number>(replicas).fill(0);
	for (let i = 0; i < versions; i++) {
		const at = i % replicas;
		if (i > 0) yield sync((i - 1) % replicas, at, i);
		vector[at] = (vector[at] as number) + 1;
		yield write(at, 'k', i, { vv: named(vector) });
	}
}

/** All replicas write at the same time, then one resolves, again and again: rounds of conflicts of `replicas` versions. */
function* rounds(versions: number, replicas: number): Iterable<string> {
	const vector = new Array<number>(replicas).fill(0);
	for (let i = 0; i < versions; i += replicas) {
		for (let at = 0; at < replicas; at++) {
			const own = vector.slice();
			own[at] = (own[at] as number) + 1;
			yield write(at, 'k', i + at, { vv: named(own) });
		}
		for (let at = 0; at < replicas; at++) vector[at] = (vector[at] as number) + 1;
		for (let at = 1; at < replicas; at++) yield sync(at, 0, i);
		for (let at = 1; at < replicas; at++) yield sync(0, at, i);
	}
}

/** Clients of one replica write without having read: all versions are siblings. */
function* siblings(versions: number): Iterable<string> {
	for (let i = 0; i < versions; i++) yield write(0, 'k', i, { dot: ['R1', i + 1], context: {} });
	yield sync(0, 1, versions);
	yield write(1, 'k', versions, { dot: ['R2', 1], context: { R1: versions } });
}

/** Two replicas that never hear of each other write one key: all versions of one are concurrent to all of the other. */
function* apart(versions: number): Iterable<string> {
	for (let i = 0; i < versions; i++)
		yield write(i % 2, 'k', i, { vv: { [`R${(i % 2) + 1}`]: (i >> 1) + 1 } });
	yield sync(0, 1, versions);
}

/** Every write is followed by messages of everything between two replicas, each of which also tells of single keys. */
function* gossip(versions: number, replicas: number): Iterable<string> {
	for (let i = 0; i < versions; i++) {
		const at = i % replicas;
		const key = `k${i % 7}`;
		yield JSON.stringify({ op: 'write', at: `R${at + 1}`, key, value: i, ts: START + i });
		yield sync(at, (at + 1) % replicas, i, key);
		yield sync((i * 7) % replicas, (i * 7 + 1 + (i % (replicas - 1))) % replicas, i);
	}
}

export const SHAPES: Readonly<Record<string, Shape>> = {
	'one-key': {
		description: 'one key, three replicas, one version after the other',
		lines: (n) => oneKey(n, 3),
	},
	'one-key-64': { description: 'one key that 64 replicas write in turns', lines: (n) => oneKey(n, 64) },
	'rounds-64': {
		description: 'one key that 64 replicas write at the same time',
		lines: (n) => rounds(n, 64),
	},
	siblings: { description: 'writes of one key at one replica, all of them siblings', lines: siblings },
	apart: { description: 'one key at two replicas that are cut off from one another', lines: apart },
	gossip: {
		description: '16 replicas, messages of all keys between messages of single ones',
		lines: (n) => gossip(n, 16),
	},
};

function write(at: number, key: string, i: number, causality: object): string {
	return JSON.stringify({ op: 'write', at: `R${at + 1}`, key, value: i, ...causality, ts: START + i });
}

function sync(from: number, to: number, i: number, key?: string): string {
	return JSON.stringify({ op: 'sync', from: `R${from + 1}`, to: `R${to + 1}`, ts: START + i, key });
}

/** Absent entries are 0. */
function named(vector: readonly number[]): Record<string, number> {
	return Object.fromEntries(vector.flatMap((counter, i) => (counter > 0 ? [[`R${i + 1}`, counter]] : [])));
}

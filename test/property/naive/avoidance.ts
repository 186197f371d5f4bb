import { naiveVersions } from './index.ts';
import type { NaiveCausality, NaiveFile } from './types.ts';

export interface NaiveAvoidance {
	/** By replica: writes that happened elsewhere. */
	leaders: [replica: string, forwarded: number][];
	home: { forwarded: number; keysWithSeveralWriters: number };
}

/** What a single leader and a home for each key would forward, by trying every replica. */
export function naiveAvoidance(
	files: NaiveFile[],
	causality: NaiveCausality,
	replicas: string[],
): NaiveAvoidance {
	const writes = naiveVersions(files, causality).all;
	const keys = [...new Set(writes.map((write) => write.key))].map((key) =>
		writes.filter((write) => write.key === key),
	);
	const elsewhere = (some: typeof writes, home: string) =>
		some.filter(({ event }) => event.at !== home).length;
	return {
		leaders: replicas.map((replica) => [replica, elsewhere(writes, replica)]),
		home: {
			forwarded: keys.reduce(
				(sum, some) => sum + Math.min(...replicas.map((replica) => elsewhere(some, replica))),
				0,
			),
			keysWithSeveralWriters: keys.filter((some) => new Set(some.map(({ event }) => event.at)).size > 1)
				.length,
		},
	};
}

/** The cheapest way to serve writes one after the other, from every sequence of homes: exponential. */
export function naiveRehoming(
	writers: readonly string[],
	replicas: readonly string[],
	moving: number,
): number {
	if (writers.length === 0) return 0;
	const cost = (place: number, home: string): number => {
		if (place === writers.length) return 0;
		return Math.min(
			...replicas.map(
				(next) => (next === home ? 0 : moving) + (writers[place] === next ? 0 : 1) + cost(place + 1, next),
			),
		);
	};
	return Math.min(...replicas.map((first) => cost(0, first)));
}

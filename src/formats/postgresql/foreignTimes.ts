import type { Node } from './nodes.ts';

/** By server: commit times of transactions that the logs show to be another server's. */
export function foreignTimes(nodes: readonly Node[]): Map<string, Set<number>> {
	const own = new Map<string, Set<number>>();
	const arrived = new Map<string, Set<number>>();
	for (const { name, reports } of nodes) {
		const times = new Set<number>();
		const others = new Set<number>();
		for (const { local, remote } of reports) {
			if (local?.time != null) (local.origin === 'local' ? times : others).add(local.time);
			if (remote.time !== null) others.add(remote.time);
		}
		own.set(name, times);
		arrived.set(name, others);
	}
	for (const { name } of nodes) {
		for (const [other, times] of own) {
			if (other !== name) for (const time of times) arrived.get(name)?.add(time);
		}
	}
	for (const node of nodes) {
		for (const other of nodes) {
			if (node !== other) for (const time of sharedTimes(node, other)) arrived.get(node.name)?.add(time);
		}
	}
	return arrived;
}

/**
 * Commit times that the only streams of two servers have in common, unless the first one's is part of the other's, as a stream
 * of own transactions is.
 */
function sharedTimes(node: Node, other: Node): number[] {
	const [mine, ...more] = node.streams;
	if (mine === undefined || more.length > 0) return [];
	const times = (stream: Node['streams'][number]) =>
		stream.transactions.map(({ time }) => time ?? Number.NaN);
	const theirs = new Set(other.streams.flatMap(times));
	const shared = times(mine).filter((time) => theirs.has(time));
	return shared.length === mine.transactions.length && theirs.size > shared.length ? [] : shared;
}

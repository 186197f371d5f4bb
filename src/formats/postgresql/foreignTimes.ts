import type { Node } from './nodes.ts';
import { GUARD } from './progress.ts';

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
 * Commit times that the only streams of two servers have in common, unless the first one's shows to be of own transactions: it is
 * part of the other's, or in the order of its commits where the other's is not.
 */
function sharedTimes(node: Node, other: Node): number[] {
	const [mine, ...more] = node.streams;
	if (mine === undefined || more.length > 0) return [];
	const theirs = new Set(other.streams.flatMap(timesOf));
	const shared = timesOf(mine).filter((time) => theirs.has(time));
	const isPart = shared.length === mine.transactions.length && theirs.size > shared.length;
	return isPart || (isInOrder(mine) && !other.streams.every(isInOrder)) ? [] : shared;
}

type Stream = Node['streams'][number];

function timesOf({ transactions }: Stream): number[] {
	return transactions.map(({ time }) => time ?? Number.NaN);
}

/** Whether times only grow, as those of one server's own commits do; transactions of others come later than they were committed. */
function isInOrder(stream: Stream): boolean {
	let latest = Number.NEGATIVE_INFINITY;
	return timesOf(stream).every((time) => {
		const isLater = !(time < latest - GUARD);
		if (time > latest) latest = time;
		return isLater;
	});
}

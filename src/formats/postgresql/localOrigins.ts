import type { Node } from './nodes.ts';
import type { Copy, Streams } from './streams.ts';

/** Tells at which server the transaction of each copy in the streams was committed first. */
export type OriginOf = (copy: Copy) => string;

/**
 * A stream that holds replicated transactions does not say which they are. The reports do for some: the writer of the row
 * that was there, and the remote transaction with its id on its own server. The same commit time on two servers is one
 * transaction; it is local where its time lies between those of the local transactions around it.
 */
export function findOrigins(
	nodes: readonly Node[],
	streams: readonly Streams[],
	originName: (node: string, origin: string) => string,
): OriginOf {
	/** By `server/xid`: the server where that transaction was committed first. */
	const told = new Map<string, string>();
	for (const { name, reports } of nodes) {
		for (const { local, remote, deleted } of reports) {
			for (const named of [local, deleted]) {
				if (named?.xid == null || named.origin === null) continue;
				told.set(`${name}/${named.xid}`, named.origin === 'local' ? name : originName(name, named.origin));
			}
			if (remote.xid !== null && remote.origin !== null) {
				const origin = originName(name, remote.origin);
				told.set(`${origin}/${remote.xid}`, origin);
			}
		}
	}
	for (const { node, own } of streams) {
		for (const { transaction } of own ?? []) told.set(`${node}/${transaction.xid}`, node);
	}

	const groups = new Map<string, Copy[]>();
	for (const { all } of streams) {
		for (const copy of all ?? []) {
			const mark = markOf(copy);
			const group = groups.get(mark);
			if (group === undefined) groups.set(mark, [copy]);
			else group.push(copy);
		}
	}
	const hasOwn = new Set(streams.filter(({ own }) => own !== null).map(({ node }) => node));
	const origins = new Map<string, string>();
	for (const [mark, group] of groups) {
		const origin = toldOrigin(group, told);
		if (origin !== undefined) origins.set(mark, origin);
		else {
			// What a complete stream of own transactions does not have came from elsewhere.
			const candidates = new Set(group.map(({ node }) => node).filter((node) => !hasOwn.has(node)));
			if (candidates.size === 1 && streams.filter(({ all }) => all !== null).length > 1) {
				origins.set(mark, [...candidates][0] as string);
			}
		}
	}
	const fits = fitting(streams, origins);
	for (const [mark, group] of groups) {
		if (!origins.has(mark)) origins.set(mark, (group.find(fits) ?? (group[0] as Copy)).node);
	}
	return (copy) => origins.get(markOf(copy)) as string;
}

/** The commit time with the key: two servers may commit within the same microsecond, but hardly the same row. */
function markOf({ transaction: { time, xid }, key, node }: Copy): string {
	return time === null ? `${node}/${xid}|${key}` : `${time}|${key}`;
}

/** The copy that the logs say is local, or the server from which they say that another copy came. */
function toldOrigin(group: readonly Copy[], told: ReadonlyMap<string, string>): string | undefined {
	const votes = group.map(({ node, transaction: { xid } }) => told.get(`${node}/${xid}`));
	return group.find((copy, i) => votes[i] === copy.node)?.node ?? votes.find((vote) => vote !== undefined);
}

/** Whether a copy's time lies between those of the transactions around it that are known to be its server's own. */
function fitting(streams: readonly Streams[], origins: ReadonlyMap<string, string>): (copy: Copy) => boolean {
	const bounds = new Map<Copy, { least: number; most: number }>();
	for (const { node, all } of streams) {
		if (all === null) continue;
		let least = Number.NEGATIVE_INFINITY;
		const isOwn = (copy: Copy) => copy.transaction.time !== null && origins.get(markOf(copy)) === node;
		for (const copy of all) {
			if (isOwn(copy)) least = Math.max(least, copy.transaction.time as number);
			bounds.set(copy, { least, most: Number.POSITIVE_INFINITY });
		}
		let most = Number.POSITIVE_INFINITY;
		for (const copy of all.toReversed()) {
			if (isOwn(copy)) most = Math.min(most, copy.transaction.time as number);
			(bounds.get(copy) as { most: number }).most = most;
		}
	}
	return (copy) => {
		const { time } = copy.transaction;
		const { least, most } = bounds.get(copy) as { least: number; most: number };
		return time === null || (least <= time && time <= most);
	};
}

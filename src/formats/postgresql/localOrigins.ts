import { grouped } from '../grouped.ts';
import type { Node } from './nodes.ts';
import type { Transaction } from './streamReader.ts';
import type { Copy, Streams } from './streams.ts';

/** Each pass looks at all copies; what is not found by then is not found by more either, but for long chains. */
const MAX_PASSES = 8;

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
	/** By `server/xid` and by commit time: the server where that transaction was committed first. */
	const told = new Map<string | number, string>();
	for (const { name, reports } of nodes) {
		for (const { local, remote, deleted } of reports) {
			for (const named of [local, deleted]) {
				if (named?.xid == null || named.origin === null) continue;
				const origin = named.origin === 'local' ? name : originName(name, named.origin);
				told.set(`${name}/${named.xid}`, origin);
				if (named.time !== null) told.set(named.time, origin);
			}
			if (remote.origin !== null) {
				const origin = originName(name, remote.origin);
				if (remote.xid !== null) told.set(`${origin}/${remote.xid}`, origin);
				if (remote.time !== null) told.set(remote.time, origin);
			}
		}
	}
	for (const { node, own } of streams) {
		for (const { transaction } of own ?? []) told.set(`${node}/${transaction.xid}`, node);
	}

	const groups = sameTransactions(streams);
	const markOf = (transaction: Transaction) => groups.of.get(transaction) as number;
	const servers = new Set(nodes.map(({ name }) => name));
	const shown = new Set(
		streams.filter(({ all, own }) => all !== null || own !== null).map(({ node }) => node),
	);
	const hasOwn = new Set(streams.filter(({ own }) => own !== null).map(({ node }) => node));
	const unshown = [...servers].filter((node) => !shown.has(node));
	const isClosed = unshown.length === 0 && [...told.values()].every((origin) => servers.has(origin));
	const origins = new Map<number, string>();
	const open = new Map<number, readonly Copy[]>();
	for (const [mark, group] of groups.copies.entries()) {
		// What a complete stream of own transactions does not have came from elsewhere.
		const candidates = new Set(group.map(({ node }) => node).filter((node) => !hasOwn.has(node)));
		const only = candidates.size === 1 ? [...candidates][0] : undefined;
		// A server's stream has all of its own: what stands in one stream only is of that server, if no other server is without.
		const isSure = isClosed || group.length > 1 || hasOwn.size > 0;
		const origin =
			toldOrigin(group, told) ??
			(isSure && streams.filter(({ all }) => all !== null).length > 1 ? only : undefined);
		if (origin === undefined) open.set(mark, group);
		else origins.set(mark, origin);
	}
	settle(open, origins, streams, markOf);
	const [absent] = unshown.length === 1 ? unshown : [];
	const fits = fitting(streams, (transaction) => origins.get(markOf(transaction)));
	for (const [mark, group] of open) {
		if (origins.has(mark)) continue;
		const [{ node }] = group as readonly [Copy];
		origins.set(mark, group.find(fits)?.node ?? absent ?? (isClosed ? node : `another than ${node}`));
	}
	return ({ transaction }) => origins.get(markOf(transaction)) as string;
}

/** Finds the origins of transactions of which only one copy fits its place. Each that is found may tell of others. */
function settle(
	open: ReadonlyMap<number, readonly Copy[]>,
	origins: Map<number, string>,
	streams: readonly Streams[],
	markOf: (transaction: Transaction) => number,
): void {
	for (let pass = 0; pass < MAX_PASSES; pass++) {
		const before = origins.size;
		const fits = fitting(streams, (transaction) => origins.get(markOf(transaction)));
		for (const [mark, group] of open) {
			if (origins.has(mark)) continue;
			const nodes = new Set(group.filter(fits).map(({ node }) => node));
			if (nodes.size === 1 && group.length > 1) origins.set(mark, [...nodes][0] as string);
		}
		if (origins.size === before) return;
	}
}

/**
 * Copies by the transaction that they are of: those of one commit time that have a key in common. Two servers may commit within
 * the same microsecond, but hardly the same row.
 */
function sameTransactions(streams: readonly Streams[]): { copies: Copy[][]; of: Map<Transaction, number> } {
	const copies: Copy[][] = [];
	const of = new Map<Transaction, number>();
	const byKey = new Map<string, number>();
	for (const { all } of streams) {
		const transactions = grouped(all ?? [], ({ transaction }) => transaction);
		for (const [transaction, own] of transactions) {
			const marks = own.map(
				({ key }) => `${transaction.time ?? `${own[0]?.node}/${transaction.xid}`}|${key}`,
			);
			const known = marks.map((mark) => byKey.get(mark)).find((group) => group !== undefined);
			const group = known ?? copies.push([]) - 1;
			for (const mark of marks) byKey.set(mark, group);
			copies[group]?.push(...own);
			of.set(transaction, group);
		}
	}
	return { copies, of };
}

/** The copy that the logs say is local, or the server from which they say that another copy came. */
function toldOrigin(group: readonly Copy[], told: ReadonlyMap<string | number, string>): string | undefined {
	const votes = group.map(({ node, transaction: { xid } }) => told.get(`${node}/${xid}`));
	const [first] = group;
	return (
		group.find((copy, i) => votes[i] === copy.node)?.node ??
		votes.find((vote) => vote !== undefined) ??
		(first?.transaction.time == null ? undefined : told.get(first.transaction.time))
	);
}

/** Whether a copy's time lies between those of the transactions around it that are known to be its server's own. */
function fitting(
	streams: readonly Streams[],
	originOf: (transaction: Transaction) => string | undefined,
): (copy: Copy) => boolean {
	const bounds = new Map<Transaction, { least: number; most: number }>();
	for (const { node, transactions } of streams) {
		const isOwn = (transaction: Transaction) =>
			transaction.changes.length === 0 || originOf(transaction) === node;
		let least = Number.NEGATIVE_INFINITY;
		for (const transaction of transactions) {
			const { time } = transaction;
			if (time !== null && isOwn(transaction)) least = Math.max(least, time);
			bounds.set(transaction, { least, most: Number.POSITIVE_INFINITY });
		}
		let most = Number.POSITIVE_INFINITY;
		for (const transaction of transactions.toReversed()) {
			const { time } = transaction;
			if (time !== null && isOwn(transaction)) most = Math.min(most, time);
			(bounds.get(transaction) as { most: number }).most = most;
		}
	}
	return ({ transaction }) => {
		const { time } = transaction;
		const { least, most } = bounds.get(transaction) as { least: number; most: number };
		return time === null || (least <= time && time <= most);
	};
}

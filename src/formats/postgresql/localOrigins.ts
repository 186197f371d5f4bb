import { grouped } from '../grouped.ts';
import type { Node } from './nodes.ts';
import type { Transaction } from './streamReader.ts';
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
			if (remote.xid !== null && remote.origin !== null) {
				const origin = originName(name, remote.origin);
				told.set(`${origin}/${remote.xid}`, origin);
				if (remote.time !== null) told.set(remote.time, origin);
			}
		}
	}
	for (const { node, own } of streams) {
		for (const { transaction } of own ?? []) told.set(`${node}/${transaction.xid}`, node);
	}

	const groups = sameTransactions(streams);
	const markOf = (copy: Copy) => groups.of.get(copy.transaction) as number;
	const hasOwn = new Set(streams.filter(({ own }) => own !== null).map(({ node }) => node));
	const origins = new Map<number, string>();
	for (const [mark, group] of groups.copies.entries()) {
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
	const fits = fitting(streams, (copy) => origins.get(markOf(copy)));
	for (const [mark, group] of groups.copies.entries()) {
		if (!origins.has(mark)) origins.set(mark, (group.find(fits) ?? (group[0] as Copy)).node);
	}
	return (copy) => origins.get(markOf(copy)) as string;
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
	originOf: (copy: Copy) => string | undefined,
): (copy: Copy) => boolean {
	const bounds = new Map<Copy, { least: number; most: number }>();
	for (const { node, all } of streams) {
		if (all === null) continue;
		let least = Number.NEGATIVE_INFINITY;
		const isOwn = (copy: Copy) => copy.transaction.time !== null && originOf(copy) === node;
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

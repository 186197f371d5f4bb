import type { Change } from './decoding.ts';
import type { Keys } from './keys.ts';
import type { Node } from './nodes.ts';
import type { Transaction } from './streamReader.ts';

/** One change of one key in a stream. */
export interface Copy {
	readonly node: string;
	readonly key: string;
	readonly change: Change;
	/** Whether this is what becomes of the key that an update replaces. */
	readonly isOldKey: boolean;
	readonly transaction: Transaction;
	readonly place: Transaction['changes'][number]['place'];
}

/** The streams of one server: what it committed itself, and where known, everything in the order in which it was committed. */
export interface Streams {
	readonly node: string;
	/** All changes, replicated ones included; null where no stream has them. */
	readonly all: Copy[] | null;
	/** The transactions of these, in the order in which they were committed. */
	readonly transactions: readonly Transaction[];
	/** Changes of its own transactions only; null where no stream has just them. */
	readonly own: Copy[] | null;
}

/**
 * Tells which streams of a server hold replicated transactions too. A stream that is part of another one of the same server
 * holds only its own. A stream that stands alone holds all only where it is seen to have a transaction of another server.
 */
export function sortStreams(node: Node, keys: Keys, isForeign: (time: number) => boolean): Streams {
	const streams = node.streams
		.map(({ transactions }) => ({
			transactions,
			xids: new Set(transactions.map(({ xid }) => xid)),
			foreign: transactions.some(({ time }) => time !== null && isForeign(time)),
		}))
		.sort((a, b) => b.xids.size - a.xids.size);
	let all: Transaction[] | null = null;
	let own: Transaction[] | null = null;
	const [largest] = streams;
	for (const stream of streams) {
		const isPart =
			stream !== largest &&
			largest !== undefined &&
			stream.xids.size < largest.xids.size &&
			[...stream.xids].every((xid) => largest.xids.has(xid));
		if (stream.foreign || (stream === largest && streams.length > 1 && isLarger(streams)))
			all ??= stream.transactions;
		else if (isPart || streams.length === 1) own ??= stream.transactions;
	}
	return {
		node: node.name,
		all: all && copies(node.name, all, keys),
		transactions: all ?? [],
		own: own && copies(node.name, own, keys),
	};
}

/** Whether the first of several streams has more than the second, and all that the second has. */
function isLarger([first, second]: readonly { xids: Set<number | null> }[]): boolean {
	return (
		first !== undefined &&
		second !== undefined &&
		first.xids.size > second.xids.size &&
		[...second.xids].every((xid) => first.xids.has(xid))
	);
}

function copies(node: string, transactions: readonly Transaction[], keys: Keys): Copy[] {
	const found: Copy[] = [];
	for (const transaction of transactions) {
		for (const { change, place } of transaction.changes) {
			const key = keys.ofRow(change.relation, change.row);
			const old = change.oldKey === null ? null : keys.ofRow(change.relation, change.oldKey);
			if (old !== null && old !== key)
				found.push({ node, key: old, change, isOldKey: true, transaction, place });
			if (key !== null) found.push({ node, key, change, isOldKey: false, transaction, place });
		}
	}
	return found;
}

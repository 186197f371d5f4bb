import { addTo } from '../grouped.ts';
import type { RowChange, Transaction } from './binlog.ts';

/** A committed transaction with all binlogs that have it. */
export interface Committed {
	readonly g: number;
	/** One from each binlog, the first one first. */
	readonly copies: Transaction[];
	/** Which history it belongs to: more than one only where the cluster fell apart and every part went on. */
	readonly branch: Branch;
}

/** A part of the cluster that shares one history. */
export interface Branch {
	readonly nodes: Set<string>;
	readonly parent: Branch | null;
}

/**
 * Puts the binlogs of several nodes into one history. The seqno is the same on all nodes; where two of them have other
 * rows under one seqno, they are no longer one cluster, and what follows are two histories. Linear but for sorting.
 */
export function joinHistories(transactions: readonly Transaction[]): {
	committed: Committed[];
	branches: Branch[];
} {
	const nodes = new Set(transactions.map(nameOf));
	const whole: Branch = { nodes, parent: null };
	let branches: Branch[] = [whole];
	const bySeqno = new Map<number, Transaction[]>();
	for (const transaction of transactions) {
		addTo(bySeqno, transaction.g, transaction);
	}
	const committed: Committed[] = [];
	for (const [g, copies] of [...bySeqno].sort(([a], [b]) => a - b)) {
		branches = branches.flatMap((branch) => {
			const here = copies.filter((copy) => branch.nodes.has(nameOf(copy)));
			const byContent = new Map<string, Transaction[]>();
			for (const copy of here) {
				const content = contentOf(copy);
				addTo(byContent, content, copy);
			}
			const parts = [...byContent.values()];
			if (parts.length <= 1) {
				if (parts[0] !== undefined) committed.push({ g, copies: parts[0], branch });
				return [branch];
			}
			const gone = [...branch.nodes].filter((node) => !here.some((copy) => nameOf(copy) === node));
			return parts.map((part, i) => {
				const own = new Set([...part.map(nameOf), ...(i === 0 ? gone : [])]);
				const split: Branch = { nodes: own, parent: branch };
				committed.push({ g, copies: part, branch: split });
				return split;
			});
		});
	}
	return { committed, branches };
}

/** Whether what happened in `earlier` is part of the history that `later` is of. */
export function leadsTo(earlier: Branch, later: Branch): boolean {
	for (let branch: Branch | null = later; branch !== null; branch = branch.parent)
		if (branch === earlier) return true;
	return false;
}

/** The node whose binlog has a transaction; where nothing tells, each file counts as one. */
function nameOf({ node, file }: Transaction): string {
	return node ?? `file ${file}`;
}

function contentOf({ rows }: Transaction): string {
	return JSON.stringify(
		rows.map(({ kind, table, before, after }: RowChange) => [kind, table, before, after]),
	);
}

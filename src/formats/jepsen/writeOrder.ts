import { type DagDot, dagDots } from '../causality/dagDots.ts';
import type { Operation } from './operations.ts';
import type { Access } from './registers.ts';

/** A process that goes on after operations of unknown outcome has so many at most that count. */
const MAX_OPEN = 8;

/** A write of one register. */
export interface Write {
	readonly operation: Operation;
	readonly access: Access;
	/** What it wrote, as JSON. */
	readonly value: string;
}

/** A read of one register that ended well. */
export interface Read {
	readonly operation: Operation;
	readonly value: unknown;
}

/**
 * What is known of the order of one register's writes. One happened before another where it had taken effect before the other
 * began: since it had ended, or since a read that had ended shows its value; and where the other one shows that it found
 * it: a compare-and-set its old value, an append the element before its own in a list that was read. Writes of unknown outcome
 * count where some read shows them. O(n · processes), plus the lists that were read.
 */
export function orderWrites(writes: readonly Write[], reads: readonly Read[]) {
	const seenAt = firstSeen(writes, reads);
	const writeOf = new Map<string, Write | null>();
	for (const write of writes) writeOf.set(write.value, writeOf.has(write.value) ? null : write);
	const found = new Set<string>();
	for (const { access } of writes)
		if (access.expected !== undefined) found.add(JSON.stringify(access.expected));
	const isSeen = ({ operation, value }: Write) =>
		operation.outcome === 'ok' || seenAt.has(value) || found.has(value);
	const kept = writes.filter(isSeen).sort((a, b) => a.operation.from - b.operation.from);
	const numbers = new Map(kept.map((write, number) => [write, number]));
	/** When a write had surely taken effect. Of a value that is written twice a read does not tell which it shows. */
	const effectOf = (write: Write) =>
		Math.min(
			write.operation.until,
			writeOf.get(write.value) === write
				? (seenAt.get(write.value) ?? Number.POSITIVE_INFINITY)
				: Number.POSITIVE_INFINITY,
		);

	const byEffect = [...kept.keys()].sort((a, b) => effectOf(kept[a] as Write) - effectOf(kept[b] as Write));
	/** By process, its writes that had taken effect and that none of these follows: one, but for writes of unknown outcome. */
	const last = new Map<string, number[]>();
	const follows = (later: number, number: number) => {
		const [first, second] = [kept[number] as Write, kept[later] as Write];
		return first.operation === second.operation ? number < later : effectOf(first) < second.operation.from;
	};
	let at = 0;
	const parents = kept.map(({ operation, access }, number) => {
		while (at < byEffect.length && effectOf(kept[byEffect[at] as number] as Write) < operation.from) {
			const done = byEffect[at++] as number;
			const { process } = (kept[done] as Write).operation;
			const others = (last.get(process) ?? []).filter((other) => !follows(done, other));
			if (!others.some((other) => follows(other, done))) others.push(done);
			last.set(process, others.slice(-MAX_OPEN));
		}
		const own = [...last.values()].flat().filter((parent) => parent !== number);
		const before = access.expected === undefined ? null : writeOf.get(JSON.stringify(access.expected));
		const expected = before == null ? undefined : numbers.get(before);
		if (expected !== undefined && expected !== number) own.push(expected);
		// Of several writes in one transaction the later ones follow the earlier.
		if (kept[number - 1]?.operation === operation) own.push(number - 1);
		return own;
	});
	const divergent = followLists(
		reads,
		(value) => {
			const write = writeOf.get(JSON.stringify(value));
			return write == null ? undefined : numbers.get(write);
		},
		parents,
	);
	const dots = dagDots(
		kept.map(({ operation }, number) => ({
			writer: `process ${operation.process}`,
			parents: parents[number] as number[],
		})),
	);
	return {
		ordered: kept.flatMap((write, number) => {
			const dot = dots[number];
			return dot == null ? [] : [{ write, dot: dot as DagDot }];
		}),
		unseen: writes.filter((write) => !isSeen(write)),
		/** Writes whose order goes round in a circle. */
		contradictory: kept.filter((_, number) => dots[number] === null),
		divergent,
	};
}

/** By value as JSON, when the first read that shows it had ended: a register's value, or the elements of a list. */
function firstSeen(writes: readonly Write[], reads: readonly Read[]): Map<string, number> {
	const seen = new Map<string, number>();
	const isList = writes.some(({ access }) => access.kind === 'append');
	for (const { operation, value } of reads) {
		const shown = isList && Array.isArray(value) ? value : [value];
		for (const one of shown) {
			const text = JSON.stringify(one);
			seen.set(text, Math.min(operation.until, seen.get(text) ?? Number.POSITIVE_INFINITY));
		}
	}
	return seen;
}

/**
 * Lists that were read show their appends in order: each element follows the one before it. Of lists that no order suits, the
 * longest one counts.
 *
 * @returns the reads that contradict it
 */
function followLists(
	reads: readonly Read[],
	numberOf: (value: unknown) => number | undefined,
	parents: number[][],
): Read[] {
	const lists = reads.filter(({ value }) => Array.isArray(value) && value.length > 0);
	const [longest] = [...lists].sort((a, b) => (b.value as unknown[]).length - (a.value as unknown[]).length);
	if (longest === undefined) return [];
	const order = (longest.value as unknown[]).map((value) => JSON.stringify(value));
	let before: number | undefined;
	for (const value of longest.value as unknown[]) {
		const number = numberOf(value);
		if (number === undefined) continue;
		if (before !== undefined) parents[number]?.push(before);
		before = number;
	}
	return lists.filter(({ value }) =>
		(value as unknown[]).some((one, place) => JSON.stringify(one) !== order[place]),
	);
}

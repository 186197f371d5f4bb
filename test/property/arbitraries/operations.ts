import fc from 'fast-check';
import type { Entry } from '../../../src/analysis/strategies/crdt/entry.ts';

/** What happens in a replicated object: replicas write, and take what another one has. */
export type Step<Op> =
	| { kind: 'write'; at: number; operation: Op }
	| { kind: 'pull'; at: number; from: number };

export const REPLICAS = 3;

export function arbSteps<Op>(operation: fc.Arbitrary<Op>, maxLength = 14): fc.Arbitrary<Step<Op>[]> {
	const replica = fc.nat(REPLICAS - 1);
	return fc.array(
		fc.oneof(
			{
				weight: 3,
				arbitrary: fc.record({ kind: fc.constant('write' as const), at: replica, operation }),
			},
			{
				weight: 2,
				arbitrary: fc
					.tuple(replica, fc.integer({ min: 1, max: REPLICAS - 1 }))
					.map(([at, other]) => ({ kind: 'pull' as const, at, from: (at + other) % REPLICAS })),
			},
		),
		{ maxLength, size: 'max' },
	);
}

/** The writes of a history as entries, each with what its replica then knew. */
export function entriesOfSteps<Op>(steps: readonly Step<Op>[]): Entry<Op>[] {
	const known = Array.from({ length: REPLICAS }, () => new Map<number, number>());
	const entries: Entry<Op>[] = [];
	for (const step of steps) {
		const mine = known[step.at] as Map<number, number>;
		if (step.kind === 'write') {
			const counter = (mine.get(step.at) ?? 0) + 1;
			entries.push({
				id: entries.length,
				replica: step.at,
				counter,
				context: new Map(mine),
				operations: [step.operation],
			});
			mine.set(step.at, counter);
		} else
			for (const [replica, counter] of known[step.from] as Map<number, number>)
				mine.set(replica, Math.max(counter, mine.get(replica) ?? 0));
	}
	return entries;
}

/** One more than the greatest number that the writer had seen. */
export function lamportNumbers(entries: readonly Entry<unknown>[]): number[] {
	const numbers: number[] = [];
	for (const { context } of entries) {
		const seen = entries.filter(
			(other) => other.id < numbers.length && (context.get(other.replica) ?? 0) >= other.counter,
		);
		numbers.push(1 + Math.max(0, ...seen.map(({ id }) => numbers[id] as number)));
	}
	return numbers;
}

/** The entries in another order, some of them twice. */
export function arbDelivery<T>(items: readonly T[]): fc.Arbitrary<T[]> {
	return fc
		.tuple(
			fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length }),
			fc.subarray([...items]),
		)
		.map(([all, again]) => [...again, ...all]);
}

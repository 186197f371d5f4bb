import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CounterOp, readCounter } from '../../../src/analysis/strategies/crdt/counter.ts';
import type { CompareEntries, Entry } from '../../../src/analysis/strategies/crdt/entry.ts';
import { type MapOp, readLwwMap, readObservedRemoveMap } from '../../../src/analysis/strategies/crdt/map.ts';
import { type RegisterOp, readMultiValueRegister } from '../../../src/analysis/strategies/crdt/register.ts';
import {
	readAddWinsSet,
	readRemoveWinsSet,
	type SetOp,
	setOp,
} from '../../../src/analysis/strategies/crdt/set.ts';
import { arbDelivery, arbSteps, entriesOfSteps, lamportNumbers } from '../arbitraries/operations.ts';
import { naiveCounter, naiveObservedRemoveMap, naiveSet } from '../naive/crdts.ts';

const numRuns = Number(process.env.FC_RUNS ?? 300);

const element = fc.constantFrom('milk', 'tea', '__proto__');
const arbSetOp = fc.oneof<fc.Arbitrary<SetOp>[]>(
	fc
		.tuple(fc.constantFrom('add' as const, 'remove' as const), element)
		.map(([type, one]) => setOp(type, one)),
	fc.constant({ type: 'clear' }),
);
const arbMapOp = fc.oneof<fc.Arbitrary<MapOp>[]>(
	fc.record({ type: fc.constant('set' as const), field: element, value: fc.nat(3) }),
	fc.record({ type: fc.constant('remove' as const), field: element }),
	fc.constant({ type: 'clear' }),
);
const arbCounterOp = fc.oneof<fc.Arbitrary<CounterOp>[]>(
	{
		weight: 4,
		arbitrary: fc.record({ type: fc.constant('add' as const), by: fc.integer({ min: -3, max: 3 }) }),
	} as never,
	fc.constant({ type: 'reset' }),
);
const arbRegisterOp = fc.oneof<fc.Arbitrary<RegisterOp>[]>(
	fc.record({ type: fc.constant('set' as const), value: fc.nat(3) }),
	fc.constant({ type: 'clear' }),
);

function byLamport(entries: readonly Entry<unknown>[]): CompareEntries {
	const numbers = lamportNumbers(entries);
	return (a, b) => (numbers[a.id] as number) - (numbers[b.id] as number) || a.replica - b.replica;
}

const shapeOf = (fields: ReturnType<typeof readLwwMap>) =>
	Object.fromEntries(fields.map(({ field, holders }) => [`.${field}`, holders.map(({ value }) => value)]));

/** Each reading with random histories of its operations. */
const READINGS: [
	string,
	fc.Arbitrary<unknown>,
	(entries: Entry<never>[], compare: CompareEntries) => unknown,
][] = [
	['counter', arbCounterOp, (entries) => readCounter(entries)],
	['add-wins set', arbSetOp, (entries) => readAddWinsSet(entries)],
	['remove-wins set', arbSetOp, (entries) => readRemoveWinsSet(entries)],
	['multi-value register', arbRegisterOp, (entries, compare) => readMultiValueRegister(entries, compare)],
	['last-write-wins map', arbMapOp, (entries, compare) => shapeOf(readLwwMap(entries, compare))],
	['observed-remove map', arbMapOp, (entries, compare) => shapeOf(readObservedRemoveMap(entries, compare))],
];

describe.each(READINGS)('%s', (_, operation, read) => {
	const history = arbSteps(operation).map((steps) => entriesOfSteps(steps) as Entry<never>[]);

	test('replicas that have the same writes agree, whatever came first and how often', () => {
		const delivered = history.chain((entries) => fc.tuple(fc.constant(entries), arbDelivery(entries)));
		fc.assert(
			fc.property(delivered, ([entries, delivery]) => {
				expect(read(delivery, byLamport(entries))).toEqual(read(entries, byLamport(entries)));
			}),
			{ numRuns },
		);
	});

	test('joining is commutative, associative and idempotent', () => {
		const parts = history.chain((entries) =>
			fc.tuple(fc.constant(entries), fc.subarray(entries), fc.subarray(entries), fc.subarray(entries)),
		);
		fc.assert(
			fc.property(parts, ([entries, a, b, c]) => {
				const of = (...some: Entry<never>[][]) => read(some.flat(), byLamport(entries));
				expect(of(a, b)).toEqual(of(b, a));
				expect(of([...a, ...b], c)).toEqual(of(a, [...b, ...c]));
				expect(of(a, a)).toEqual(of(a));
			}),
			{ numRuns },
		);
	});
});

describe('readings are those of the definitions', () => {
	test('sets', () => {
		fc.assert(
			fc.property(arbSteps(arbSetOp), (steps) => {
				const entries = entriesOfSteps(steps);
				const texts = (elements: unknown[]) => elements.map((one) => JSON.stringify(one));
				expect(texts(readAddWinsSet(entries))).toEqual(naiveSet(entries, 'wins'));
				expect(texts(readRemoveWinsSet(entries))).toEqual(naiveSet(entries, 'loses'));
			}),
			{ numRuns },
		);
	});

	test('observed-remove map', () => {
		fc.assert(
			fc.property(arbSteps(arbMapOp), (steps) => {
				const entries = entriesOfSteps(steps);
				const numbers = lamportNumbers(entries);
				const naive = naiveObservedRemoveMap(
					entries,
					({ id, replica }) => (numbers[id] as number) * 10 + replica,
				);
				expect(shapeOf(readObservedRemoveMap(entries, byLamport(entries)))).toEqual(
					Object.fromEntries(naive.map(([field, values]) => [`.${field}`, values])),
				);
			}),
			{ numRuns },
		);
	});

	test('counter', () => {
		fc.assert(
			fc.property(arbSteps(arbCounterOp), (steps) => {
				const entries = entriesOfSteps(steps);
				expect(readCounter(entries) ?? 0).toBe(naiveCounter(entries));
			}),
			{ numRuns },
		);
	});
});

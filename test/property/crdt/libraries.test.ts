import * as Automerge from '@automerge/automerge';
import fc from 'fast-check';
import { LoroDoc } from 'loro-crdt';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { readCounter } from '../../../src/analysis/strategies/crdt/counter.ts';
import type { CompareEntries, Entry } from '../../../src/analysis/strategies/crdt/entry.ts';
import { type MapOp, readLwwMap, readObservedRemoveMap } from '../../../src/analysis/strategies/crdt/map.ts';
import { readAddWinsSet, setOp } from '../../../src/analysis/strategies/crdt/set.ts';
import { readText, type TextOp } from '../../../src/analysis/strategies/crdt/text.ts';
import { textDifference } from '../../../src/analysis/strategies/crdt/textEntries.ts';
import { arbSteps, entriesOfSteps, lamportNumbers, REPLICAS, type Step } from '../arbitraries/operations.ts';

/** The readings against the libraries whose policy they share, on the same random histories. */
// A whole number: fast-check would not end on any other.
const numRuns = Math.min(1000, Math.ceil(Number(process.env.FC_RUNS ?? 300) / 3));

const field = fc.constantFrom('a', 'b');
const arbSet = fc.record({ type: fc.constant('set' as const), field, value: fc.nat(9) });
const arbRemove = fc.record({ type: fc.constant('remove' as const), field });
const arbMapOp: fc.Arbitrary<MapOp> = fc.oneof<fc.Arbitrary<MapOp>[]>(arbSet, arbSet, arbRemove);

/** Removing what is not there does nothing in the libraries: such writes are left out. */
function effective(steps: Step<MapOp>[]): Step<MapOp>[] {
	const kept: Step<MapOp>[] = [];
	for (const step of steps) {
		if (step.kind === 'write' && step.operation.type === 'remove') {
			const { field: removed } = step.operation;
			const at = step.at;
			const probe = entriesOfSteps([
				...kept,
				{ kind: 'write', at, operation: { type: 'clear' } },
			] as Step<MapOp>[]);
			const seen = (probe.at(-1) as Entry<MapOp>).context;
			const visible = probe
				.slice(0, -1)
				.filter(({ replica, counter }) => (seen.get(replica) ?? 0) >= counter);
			if (
				!has(
					readObservedRemoveMap(visible, () => 1),
					removed,
				)
			)
				continue;
		}
		kept.push(step);
	}
	return kept;
}

/** Every value only once: setting the value that is there does nothing in the libraries. */
function withOwnValues(steps: readonly Step<MapOp>[]): Step<MapOp>[] {
	return steps.map((step, value) =>
		step.kind === 'write' && step.operation.type === 'set'
			? { ...step, operation: { ...step.operation, value } }
			: step,
	);
}

function has(fields: { field: string }[], name: string): boolean {
	return fields.some((one) => one.field === name);
}

const arbHistory = arbSteps(arbMapOp).map((steps) => effective(withOwnValues(steps)));

function byLamport(entries: readonly Entry<unknown>[]): CompareEntries {
	const numbers = lamportNumbers(entries);
	return (a, b) => (numbers[a.id] as number) - (numbers[b.id] as number) || a.replica - b.replica;
}

function valuesOf(fields: ReturnType<typeof readLwwMap>): Record<string, unknown> {
	return Object.fromEntries(fields.map((one) => [one.field, one.holders[0]?.value]));
}

/** Every replica's document after the steps, all merged into the first. */
function inAutomerge<Op, T extends object>(
	steps: readonly Step<Op>[],
	start: Automerge.Doc<T>,
	apply: (doc: T, operation: Op) => void,
): Automerge.Doc<T> {
	const docs = Array.from({ length: REPLICAS }, (_, at) => Automerge.clone(start, { actor: `0${at + 1}` }));
	for (const step of steps) {
		docs[step.at] =
			step.kind === 'write'
				? Automerge.change(docs[step.at] as Automerge.Doc<T>, { time: 0 }, (doc) =>
						apply(doc as T, step.operation),
					)
				: Automerge.merge(docs[step.at] as Automerge.Doc<T>, docs[step.from] as Automerge.Doc<T>);
	}
	const [first, ...others] = docs as [Automerge.Doc<T>, ...Automerge.Doc<T>[]];
	return others.reduce((merged, other) => Automerge.merge(merged, other), first);
}

test('an observed-remove map decided by Lamport order is a map of automerge', () => {
	fc.assert(
		fc.property(arbHistory, (steps) => {
			const entries = entriesOfSteps(steps);
			const merged = inAutomerge(steps, Automerge.init<Record<string, number>>(), (doc, operation) => {
				if (operation.type === 'set') doc[operation.field] = operation.value as number;
				else if (operation.type === 'remove') delete doc[operation.field];
			});
			const fields = readObservedRemoveMap(entries, byLamport(entries));
			expect({ ...merged }).toEqual(valuesOf(fields));
			for (const { field: name, holders } of fields) {
				const conflicts = Object.values(Automerge.getConflicts(merged, name) ?? { only: merged[name] });
				expect(conflicts.map(String).sort()).toEqual(holders.map(({ value }) => String(value)).sort());
			}
		}),
		{ numRuns },
	);
});

test('an add-wins set is the fields of a map of automerge', () => {
	fc.assert(
		fc.property(arbHistory, (steps) => {
			const elements = entriesOfSteps(steps).map((entry) => ({
				...entry,
				operations: entry.operations.map((operation) =>
					setOp(
						operation.type === 'set' ? 'add' : 'remove',
						operation.type === 'clear' ? '' : operation.field,
					),
				),
			}));
			const merged = inAutomerge(steps, Automerge.init<Record<string, number>>(), (doc, operation) => {
				if (operation.type === 'set') doc[operation.field] = operation.value as number;
				else if (operation.type === 'remove') delete doc[operation.field];
			});
			expect(Object.keys(merged).sort()).toEqual(readAddWinsSet(elements));
		}),
		{ numRuns },
	);
});

test('a last-write-wins map decided by Lamport order is a map of loro', () => {
	fc.assert(
		fc.property(arbHistory, (steps) => {
			const docs = Array.from({ length: REPLICAS }, (_, at) => {
				const doc = new LoroDoc();
				doc.setPeerId(BigInt(at + 1));
				return doc;
			});
			for (const step of steps) {
				const doc = docs[step.at] as LoroDoc;
				if (step.kind === 'pull') doc.import((docs[step.from] as LoroDoc).export({ mode: 'update' }));
				else {
					if (step.operation.type === 'set')
						doc.getMap('m').set(step.operation.field, step.operation.value as number);
					else if (step.operation.type === 'remove') doc.getMap('m').delete(step.operation.field);
					doc.commit();
				}
			}
			for (const other of docs.slice(1)) docs[0]?.import(other.export({ mode: 'update' }));
			const entries = entriesOfSteps(steps);
			expect(docs[0]?.getMap('m').toJSON()).toEqual(valuesOf(readLwwMap(entries, byLamport(entries))));
		}),
		{ numRuns },
	);
});

test('a counter is one of automerge', () => {
	const arbAdd = fc.record({ type: fc.constant('add' as const), by: fc.integer({ min: -5, max: 5 }) });
	fc.assert(
		fc.property(arbSteps(arbAdd), (steps) => {
			const start = Automerge.from({ count: new Automerge.Counter(0) }, { actor: '00' });
			const merged = inAutomerge(steps, start, (doc, { by }) => doc.count.increment(by));
			expect(readCounter(entriesOfSteps(steps)) ?? 0).toBe(merged.count.value);
		}),
		{ numRuns },
	);
});

type Typing = { at: number; remove: number; text: string };

test('a text is one of automerge', () => {
	const arbTyping = fc.record({
		at: fc.nat(8),
		remove: fc.nat(2),
		text: fc.constantFrom('', 'x', 'yz', 'abc'),
	});
	fc.assert(
		fc.property(arbSteps<Typing>(arbTyping), (steps) => {
			const start = Automerge.from({ text: 'seed' }, { actor: '00' });
			const edited = (old: string, { at, remove, text }: Typing) => {
				const from = Math.min(at, old.length);
				// One kind of change at a time, whose numbers both sides count alike.
				return text === ''
					? { from, remove: Math.min(remove, old.length - from), text }
					: { from, remove: 0, text };
			};
			const merged = inAutomerge(steps, start, (doc, typing) => {
				const { from, remove, text } = edited(doc.text, typing);
				Automerge.splice(doc as never, ['text'], from, remove, text);
			});
			const typed = entriesOfSteps(steps);
			const seed: Entry<TextOp> = {
				id: -1,
				replica: -1,
				counter: 0,
				context: new Map(),
				operations: [{ type: 'insert', after: null, number: 2, text: [...'seed'] }],
			};
			const entries: Entry<TextOp>[] = [seed];
			const numbers = new Map<number, number>();
			for (const entry of typed) {
				const past = entries.filter(
					(other) => other.id < 0 || (entry.context.get(other.replica) ?? 0) >= other.counter,
				);
				const old = readText(past);
				const { from, remove, text } = edited(
					old.map(({ character }) => character).join(''),
					entry.operations[0] as Typing,
				);
				const number = 1 + Math.max(5, ...past.map(({ id }) => numbers.get(id) ?? 0));
				const left = old[from - 1]?.id ?? null;
				const operations: TextOp[] =
					text !== ''
						? [{ type: 'insert', after: left, number, text: [...text] }]
						: [{ type: 'remove', characters: old.slice(from, from + remove).map(({ id }) => id) }];
				numbers.set(entry.id, number + (text === '' ? remove : text.length) - 1);
				entries.push({ ...entry, operations });
			}
			expect(
				readText(entries)
					.map(({ character }) => character)
					.join(''),
			).toBe(merged.text);
		}),
		{ numRuns },
	);
});

test('the difference of two texts leads from one to the other', () => {
	const arbText = fc.array(fc.constantFrom('a', 'b', '\n', '😀'), { maxLength: 12, size: 'max' });
	fc.assert(
		fc.property(arbText, arbText, (from, to) => {
			const base: Entry<TextOp> = {
				id: 0,
				replica: 0,
				counter: 1,
				context: new Map(),
				operations: textDifference([], from, 1),
			};
			const operations = textDifference(readText([base]), to, from.length + 1);
			const edit = { ...base, id: 1, counter: 2, context: new Map([[0, 1]]), operations };
			expect(readText([base, edit]).map(({ character }) => character)).toEqual(to);
		}),
		{ numRuns },
	);
});

test('fields that yjs keeps are those of an add-wins set where nobody sets what another one sets', () => {
	const arbOwn = fc.record({ type: fc.constantFrom('set' as const, 'remove' as const) });
	fc.assert(
		fc.property(arbSteps(arbOwn), (steps) => {
			// Only replica 0 sets, anybody removes: there is no choice among concurrent sets, which is yjs' own.
			const mine = effective(
				steps.map((step): Step<MapOp> => {
					if (step.kind === 'pull') return step;
					const sets = step.operation.type === 'set' && step.at === 0;
					return {
						...step,
						operation: sets ? { type: 'set', field: 'a', value: 1 } : { type: 'remove', field: 'a' },
					};
				}),
			);
			const docs = Array.from({ length: REPLICAS }, (_, at) => {
				const doc = new Y.Doc();
				doc.clientID = at + 1;
				return doc;
			});
			for (const step of mine) {
				const doc = docs[step.at] as Y.Doc;
				if (step.kind === 'pull') Y.applyUpdate(doc, Y.encodeStateAsUpdate(docs[step.from] as Y.Doc));
				else if (step.operation.type === 'set') doc.getMap('m').set('a', 1);
				else doc.getMap('m').delete('a');
			}
			for (const other of docs.slice(1)) Y.applyUpdate(docs[0] as Y.Doc, Y.encodeStateAsUpdate(other));
			const fields = readObservedRemoveMap(entriesOfSteps(mine), () => 1);
			expect((docs[0] as Y.Doc).getMap('m').has('a')).toBe(fields.length > 0);
		}),
		{ numRuns },
	);
});

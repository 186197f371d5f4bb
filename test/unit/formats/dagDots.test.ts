import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DagDot, dagDots } from '../../../src/formats/causality/dagDots.ts';

test('a version is in the context of exactly those that have it in their ancestry', () => {
	const graph = fc.array(
		fc.record({
			writer: fc.constantFrom('a', 'b', 'a′2', ''),
			parents: fc.array(fc.nat(40), { maxLength: 3 }),
		}),
		{ maxLength: 40 },
	);
	fc.assert(
		fc.property(graph, (nodes) => {
			// Parents stand before their children, so that there are no circles; others are outside.
			const acyclic = nodes.map(({ writer, parents }, id) => ({
				writer,
				parents: parents.map((parent) => (parent < id ? parent : parent + 1000)),
			}));
			const ancestors: Set<number>[] = [];
			for (const { parents } of acyclic) {
				const own = new Set(parents.filter((parent) => parent < 1000));
				for (const parent of [...own]) for (const one of ancestors[parent] as Set<number>) own.add(one);
				ancestors.push(own);
			}
			const dots = dagDots(acyclic) as DagDot[];
			for (const [w, { context }] of dots.entries()) {
				for (const [v, { dot }] of dots.entries()) {
					expect((context.get(dot[0]) ?? 0) >= dot[1]).toBe(ancestors[w]?.has(v));
				}
			}
			expect(new Set(dots.map(({ dot }) => dot.join('\n'))).size).toBe(nodes.length);
		}),
	);
});

test('nodes on a circle, and what follows them, have no place', () => {
	const nodes = [
		{ writer: 'a', parents: [1] },
		{ writer: 'a', parents: [0] },
		{ writer: 'a', parents: [1] },
		{ writer: 'b', parents: [] },
	];
	expect(dagDots(nodes).map((dot) => dot !== null)).toEqual([false, false, false, true]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyseFiles } from '../support/engine.ts';
import { arbTrace } from './arbitraries/index.ts';
import { figuresOf, figuresOfNaive } from './figures.ts';
import { naiveReport } from './naive/index.ts';

const RUNS = Number(process.env.FC_RUNS ?? 300);

/**
 * On keys whose damaged vectors are no partial order, the model defines pairs and components, but neither which component
 * is later nor what a replica's chain of versions is: there only the definitions that hold are compared.
 */
function comparable(figures: ReturnType<typeof figuresOf>, disordered: ReadonlySet<string>) {
	if (disordered.size === 0) return figures;
	const { conflictsOpen: _open, conflictsResolved: _resolved, ...summary } = figures.summary;
	return {
		...figures,
		summary,
		conflicts: figures.conflicts.map((conflict) =>
			disordered.has(conflict.key) ? { ...conflict, resolvedBy: [] } : conflict,
		),
	};
}

/** What random traces show once in many thousands: by a version without a dot, its writer had seen a dot that is used twice. */
const RARE = [
	{ dot: ['R', 0], context: { R: 1 } },
	{ dot: ['R', 1], context: {} },
	{ dot: ['R', 1], context: {} },
].map((version) => JSON.stringify({ op: 'write', at: 'R', key: 'x', value: 0, ...version }));

for (const causality of ['auto', 'recorded', 'derived'] as const) {
	test(`every figure is that of the naive definition (${causality})`, { timeout: 3_600_000 }, () => {
		fc.assert(
			fc.property(arbTrace(), fc.integer({ min: 1, max: 200 }), (trace, chunkSize) => {
				const naive = naiveReport(trace.files, { causality });
				const engine = analyseFiles(trace.files, causality, chunkSize);
				const { disordered } = naive.detail;
				expect(comparable(figuresOf(engine), disordered)).toEqual(
					comparable(figuresOfNaive(naive), disordered),
				);
			}),
			{
				numRuns: RUNS,
				examples: [[{ files: [{ name: 'a.reptrace', text: RARE.join('\n') }], causality, kind: 'wild' }, 1]],
			},
		);
	});
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { convergenceOf } from '../../src/analysis/convergence/convergence.ts';
import { fileOf } from '../../src/trace/trace.ts';
import { analyseFiles, memorySource } from '../support/engine.ts';
import { arbTrace } from './arbitraries/index.ts';
import { naiveConvergence } from './naive/convergence.ts';
import { naiveReport } from './naive/index.ts';

const RUNS = Number(process.env.FC_RUNS ?? 300);

test('replicas diverge and clients are let down where the naive definitions say so', {
	timeout: 3_600_000,
}, () => {
	fc.assert(
		fc.property(arbTrace({ times: true }), (trace) => {
			// What supersedes what is no question of definitions where vectors are no partial order.
			if (naiveReport(trace.files, trace).detail.disordered.size > 0) return;
			const analysis = analyseFiles(trace.files, trace.causality);
			const { divergences, violations } = convergenceOf(analysis, memorySource(trace.files));
			const place = (event: number) =>
				`${analysis.trace.files[fileOf(analysis.trace, event)]?.name}:${analysis.trace.line[event]}`;
			const found = {
				diverged: [...new Set(divergences.map(({ key }) => analysis.trace.keys.text(key)))].sort(),
				violations: violations
					.map(({ guarantee, event, why }) => `${guarantee} ${place(event)} ${why}`)
					.sort(),
			};
			const naive = naiveConvergence(trace.files, trace);
			expect(found).toEqual({ diverged: naive.diverged.sort(), violations: naive.violations.sort() });
		}),
		{ numRuns: RUNS },
	);
});

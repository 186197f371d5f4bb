import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import type { Analysis } from '../../src/analysis/analysis.ts';
import { type ClockFacts, clockFactsOf, clocksOf } from '../../src/analysis/clocks/clocks.ts';
import { clockFindings } from '../../src/analysis/clocks/findings.ts';
import { convergenceOf } from '../../src/analysis/convergence/convergence.ts';
import { strategyFacts } from '../../src/report/strategies/json.ts';
import { arrived, carried } from '../../src/session/node/parallel/carried.ts';
import { memorySource, readTrace } from '../support/engine.ts';
import { arbTrace } from './arbitraries/index.ts';

const RUNS = Number(process.env.FC_RUNS ?? 300);

test('what another thread works out of an analysis that is not ready is what this one does in the end', {
	timeout: 3_600_000,
}, () => {
	fc.assert(
		fc.property(arbTrace({ times: true }), ({ files, causality }) => {
			const source = memorySource(files);
			let message: object | null = null;
			const analysis = analyse(readTrace(files), {
				causality,
				onConflicts(soFar) {
					message = structuredClone(carried(soFar));
				},
			});
			if (analysis.versions.count === 0) return;
			const elsewhere = arrived(message as unknown as object) as Analysis;
			const own = clocksOf(analysis);
			const again = { ...analysis };
			clockFactsOf.remember(again, arrived(structuredClone(carried(clockFactsOf(elsewhere)))) as ClockFacts);
			const { skew, ...facts } = clocksOf(again);
			expect({ ...facts, rows: [...skew.rows()] }).toEqual({
				...own,
				skew: undefined,
				rows: [...own.skew.rows()],
			});
			expect(clockFindings(again)).toEqual(clockFindings(analysis));
			expect(convergenceOf(elsewhere, source)).toEqual(convergenceOf(analysis, source));
			expect(strategyFacts({ analysis: elsewhere, source })).toEqual(strategyFacts({ analysis, source }));
		}),
		{ numRuns: RUNS },
	);
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbTidyTrace, arbTrace } from './arbitraries/index.ts';
import { type NaiveReport, naiveReport } from './naive/index.ts';

const numRuns = Number(process.env.FC_RUNS ?? 300);

function figures(report: NaiveReport) {
	return { summary: report.summary, conflicts: report.conflicts, findings: report.findings };
}

it('finds the same by vectors and by messages where both tell the whole story', () => {
	fc.assert(
		fc.property(arbTidyTrace(), ({ files }) => {
			const report = naiveReport(files, { causality: 'auto' });
			expect(figures(naiveReport(files, { causality: 'derived' }))).toEqual(figures(report));
			expect(report.detail.disordered.size).toBe(0);
			const codes = new Set(report.findings.map((finding) => finding.code));
			expect([...codes].filter((code) => !['duplicate-receive', 'unknown-replica'].includes(code))).toEqual(
				[],
			);
		}),
		{ numRuns },
	);
});

it('counts pairs in conflicts as in keys, and open with resolved', () => {
	fc.assert(
		fc.property(arbTrace(), ({ files, causality }) => {
			const { summary, conflicts } = naiveReport(files, { causality });
			const pairs = conflicts.reduce((total, conflict) => total + conflict.pairs, 0);
			expect(summary.conflictPairs).toBe(pairs);
			expect(summary.conflictsOpen + summary.conflictsResolved).toBe(conflicts.length);
		}),
		{ numRuns },
	);
});

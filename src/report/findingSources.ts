import { clockFindings } from '../analysis/clocks/findings.ts';
import { convergenceFindings } from '../analysis/convergence/findings.ts';
import type { FindingStore } from '../trace/finding.ts';
import { clockFindingText } from './clocks/findingText.ts';
import { convergenceFindingText } from './convergence/findingText.ts';
import { type FindingText, findingText } from './findingText.ts';
import type { Shown } from './shown.ts';

/** Findings of one kind, and what they say in words. */
export interface FindingSource {
	readonly store: FindingStore;
	text(id: number): FindingText;
}

/** Everything that findings come from, but the conflicts: reading, the analysis, the clocks, convergence. */
export function findingSources(shown: Shown): FindingSource[] {
	const { analysis, source } = shown;
	const { trace } = analysis;
	const clocks = clockFindings(analysis).store;
	const convergence = convergenceFindings(analysis, source);
	return [
		{ store: trace.findings, text: (id) => findingText(trace, trace.findings, id) },
		{ store: analysis.findings, text: (id) => findingText(trace, analysis.findings, id) },
		{ store: clocks, text: (id) => clockFindingText(shown, clocks, id) },
		{ store: convergence, text: (id) => convergenceFindingText(shown, convergence, id) },
	];
}

import { parentPort } from 'node:worker_threads';
import type { Analysis } from '../../../analysis/analysis.ts';
import { clockFactsOf } from '../../../analysis/clocks/clocks.ts';
import { convergenceOf } from '../../../analysis/convergence/convergence.ts';
import { strategyFacts } from '../../../report/strategies/json.ts';
import { FilesSource } from '../../bytes.ts';
import { DiskBytes } from '../diskBytes.ts';
import { type AnalysisAnswer, type AnalysisTask, claimStrategies } from './analysisTask.ts';
import { arrived, carried } from './carried.ts';

/** More objects than this take longer to be handed over than to be found again. */
const MOST_OBJECTS = 10_000;

// Started as a worker thread by analysisThread.ts; without a parent there is nobody to work for.
parentPort?.once('message', ({ analysis: message, files, clocks, claim }: AnalysisTask) => {
	const analysis = arrived(message) as Analysis;
	const source = new FilesSource();
	source.files.push(...files.map(DiskBytes.sharing));
	const facts = clockFactsOf(analysis);
	const isLight = facts.backSteps.length + facts.hlcViolations.length <= MOST_OBJECTS;
	answer({ clocks: isLight ? carried(facts) : null });
	answer({ convergence: convergenceOf(analysis, source) });
	if (claimStrategies(claim))
		answer({ strategies: strategyFacts({ analysis, source, ...(clocks && { clocks }) }) });
});

function answer(message: AnalysisAnswer): void {
	parentPort?.postMessage(message);
}

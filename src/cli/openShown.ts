import { analyse } from '../analysis/analyse.ts';
import type { CausalityChoice } from '../analysis/analysis.ts';
import type { HomeRule } from '../analysis/avoidance/patterns.ts';
import type { Shown } from '../report/shown.ts';
import type { StrategyFacts } from '../report/strategies/json.ts';
import { startAnalysisThread } from '../session/node/parallel/analysisThread.ts';
import { readFiles, STANDARD_INPUT } from '../session/node/readFiles.ts';
import type { Reading } from '../session/wire.ts';
import { clocksOfReplicas, type GivenClocks } from './clockOption.ts';
import { tellDamaged } from './damaged.ts';
import { UsageError } from './fail.ts';
import { Progress } from './progress.ts';

/** What a report tells of convergence and strategies is worked out by a second thread, where that is worth it: of strategies if it is JSON. */
export type Sharing = 'convergence' | 'strategies';

/**
 * Reads and analyses files, hands the result to `use`, with the strategies where another thread has worked them out, and closes
 * them. Files that changed meanwhile make it throw.
 */
export async function withShown<T>(
	files: readonly string[],
	{
		causality,
		hlcDrift,
		homes,
		clock,
		sharing,
		...reading
	}: {
		causality: CausalityChoice;
		hlcDrift?: number;
		homes?: HomeRule | undefined;
		clock?: GivenClocks;
		sharing?: Sharing;
	} & Reading,
	use: (shown: Shown, check: () => void, strategies: StrategyFacts | null) => Promise<T>,
): Promise<T> {
	if (files.filter((file) => file === STANDARD_INPUT).length > 1) {
		throw new UsageError('standard input (-) can be read only once');
	}
	const progress = new Progress();
	try {
		const inputs = files.map((path) => ({ name: path, path }));
		const { trace, source, damaged, check } = await readFiles(inputs, {
			...reading,
			sharedColumns: sharing !== undefined,
			onProgress: (bytes, total) =>
				progress.update(
					total === null ? `Reading, ${bytes >> 20} MB` : 'Reading',
					total === null ? null : bytes / total,
				),
		});
		const thread = sharing === undefined ? null : startAnalysisThread(trace, sharing === 'strategies');
		try {
			const clocks = clocksOfReplicas(trace, clock);
			const analysis = analyse(trace, {
				causality,
				...(hlcDrift !== undefined && { hlcDriftMs: hlcDrift }),
				...(homes !== undefined && { homes }),
				onConflicts: (soFar) => thread?.begin(soFar, source, clocks),
				onProgress: (done) => progress.update('Analysing', done),
			});
			const shown = { analysis, source, clocks };
			const strategies = thread === null ? null : await thread.finish(shown);
			progress.end();
			const end = tellDamaged(damaged);
			const result = await use(shown, check, strategies);
			end();
			return result;
		} finally {
			thread?.close();
			source.close();
		}
	} finally {
		progress.end();
	}
}

import { analyse } from '../analysis/analyse.ts';
import type { CausalityChoice } from '../analysis/analysis.ts';
import type { HomeRule } from '../analysis/avoidance/patterns.ts';
import type { Shown } from '../report/shown.ts';
import { readFiles, STANDARD_INPUT } from '../session/node/readFiles.ts';
import type { Reading } from '../session/wire.ts';
import { clocksOfReplicas, type GivenClocks } from './clockOption.ts';
import { tellDamaged } from './damaged.ts';
import { UsageError } from './fail.ts';
import { Progress } from './progress.ts';

/** Reads and analyses files, hands the result to `use`, and closes them. Files that changed meanwhile make it throw. */
export async function withShown<T>(
	files: readonly string[],
	{
		causality,
		hlcDrift,
		homes,
		clock,
		...reading
	}: {
		causality: CausalityChoice;
		hlcDrift?: number;
		homes?: HomeRule | undefined;
		clock?: GivenClocks;
	} & Reading,
	use: (shown: Shown, check: () => void) => Promise<T>,
): Promise<T> {
	if (files.filter((file) => file === STANDARD_INPUT).length > 1) {
		throw new UsageError('standard input (-) can be read only once');
	}
	const progress = new Progress();
	try {
		const inputs = files.map((path) => ({ name: path, path }));
		const { trace, source, damaged, check } = await readFiles(inputs, {
			...reading,
			onProgress: (bytes, total) =>
				progress.update(
					total === null ? `Reading, ${bytes >> 20} MB` : 'Reading',
					total === null ? null : bytes / total,
				),
		});
		try {
			const analysis = analyse(trace, {
				causality,
				...(hlcDrift !== undefined && { hlcDriftMs: hlcDrift }),
				...(homes !== undefined && { homes }),
				onProgress: (done) => progress.update('Analysing', done),
			});
			progress.end();
			const end = tellDamaged(damaged);
			const result = await use({ analysis, source, clocks: clocksOfReplicas(trace, clock) }, check);
			end();
			return result;
		} finally {
			source.close();
		}
	} finally {
		progress.end();
	}
}

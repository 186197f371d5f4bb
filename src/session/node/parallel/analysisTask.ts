import type { Convergence } from '../../../analysis/convergence/convergence.ts';
import type { StrategyFacts } from '../../../report/strategies/json.ts';
import type { DiskState } from '../diskBytes.ts';

/** What a second thread is asked to work out of an analysis. */
export interface AnalysisTask {
	/** The analysis as carried.ts makes it. */
	readonly analysis: object;
	/** The bytes of its files. */
	readonly files: readonly DiskState[];
	/** As in Shown. */
	readonly clocks: ReadonlyMap<number, number> | undefined;
	/** One number: 0 while nobody does the strategies. */
	readonly claim: Int32Array;
}

/** What it answers, each when it is ready. */
export type AnalysisAnswer =
	/** ClockFacts as carried.ts makes them; null where they are too many objects to be handed over. */
	{ clocks: object | null } | { convergence: Convergence } | { strategies: StrategyFacts };

/** Takes the strategies: false where the other thread has. */
export function claimStrategies(claim: Int32Array): boolean {
	return Atomics.compareExchange(claim, 0, 0, 1) === 0;
}

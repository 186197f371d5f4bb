import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Analysis } from '../../../analysis/analysis.ts';
import { type ClockFacts, clockFactsOf } from '../../../analysis/clocks/clocks.ts';
import { type Convergence, rememberConvergence } from '../../../analysis/convergence/convergence.ts';
import type { Shown } from '../../../report/shown.ts';
import { type StrategyFacts, strategyFacts } from '../../../report/strategies/json.ts';
import { StringTable } from '../../../trace/stringTable.ts';
import type { Trace } from '../../../trace/trace.ts';
import type { FilesSource } from '../../bytes.ts';
import { DiskBytes } from '../diskBytes.ts';
import { type AnalysisAnswer, type AnalysisTask, claimStrategies } from './analysisTask.ts';
import { arrived, carried } from './carried.ts';

/** Below so many events, a thread takes longer to start than it saves. */
const WORTH_IT = 200_000;
/** Above so many, memory is what is short: what is handed over is there twice, 150 MB and more of ten million events. */
const TOO_LARGE = 4_000_000;

/**
 * A thread that works out clocks, convergence and strategies, started from a bundled script (dist/analysis.js), while this one replays
 * what replicas knew. Both are as this thread would find them, which does itself whatever the other does not.
 */
export class AnalysisThread {
	private readonly worker: Worker;
	/** See {@link AnalysisTask}. Taken from the start where nobody wants the strategies. */
	private readonly claim = new Int32Array(new SharedArrayBuffer(4));
	private begun = false;
	private readonly clocks: Promise<object | null>;
	private readonly convergence: Promise<Convergence | null>;
	private readonly strategies: Promise<StrategyFacts | null>;

	constructor(
		script: string,
		private readonly withStrategies: boolean,
	) {
		if (!withStrategies) claimStrategies(this.claim);
		this.worker = new Worker(script, { name: 'replication-trace-analysis' });
		// It ends with whoever started it; only finish() waits for it.
		this.worker.unref();
		this.clocks = this.first((answer) => ('clocks' in answer ? answer.clocks : undefined));
		this.convergence = this.first((answer) => ('convergence' in answer ? answer.convergence : undefined));
		this.strategies = this.first((answer) => ('strategies' in answer ? answer.strategies : undefined));
	}

	/** Gives it an analysis whose conflicts are known. Copies what does not lie in shared memory yet. */
	begin(analysis: Analysis, source: FilesSource, clocks?: Shown['clocks']): void {
		const files = source.files.flatMap((file) => (file instanceof DiskBytes ? [file.state] : []));
		// What is read back from elsewhere than a disk is in the memory of this thread.
		if (files.length < source.files.length || analysis.versions.count === 0) return;
		// Nothing that the thread does asks for a message's name.
		const trace = Object.assign(Object.create(Object.getPrototypeOf(analysis.trace)), analysis.trace, {
			messages: new StringTable(),
		});
		const { claim } = this;
		try {
			const task: AnalysisTask = { analysis: carried({ ...analysis, trace }), files, clocks, claim };
			this.worker.postMessage(task);
			this.begun = true;
		} catch {
			// There is no memory for it twice: one thread does it all.
		}
	}

	/** Takes over what it found, and waits for that. The answer are the strategies, which the analysis does not remember. */
	async finish(shown: Shown): Promise<StrategyFacts | null> {
		if (!this.begun) return null;
		this.worker.ref();
		// Both threads need them, and the other one began with them.
		const clocks = await this.clocks;
		if (clocks !== null) clockFactsOf.remember(shown.analysis, arrived(clocks) as ClockFacts);
		const own = claimStrategies(this.claim) ? strategyFacts(shown) : null;
		const convergence = await this.convergence;
		if (convergence !== null) rememberConvergence(shown.analysis, convergence);
		return own ?? (this.withStrategies ? this.strategies : null);
	}

	close(): void {
		void this.worker.terminate();
	}

	/** The first answer of a kind; null where the thread ends without it. */
	private first<T>(pick: (answer: AnalysisAnswer) => T | undefined): Promise<T | null> {
		return new Promise((resolve) => {
			this.worker.on('message', (answer: AnalysisAnswer) => {
				const picked = pick(answer);
				if (picked !== undefined) resolve(picked);
			});
			this.worker.on('error', () => resolve(null)).on('exit', () => resolve(null));
		});
	}
}

/** A thread to share the analysis of a trace with, where it is large, there are processors, and the thread's script is there. */
export function startAnalysisThread(
	{ count, imported }: Trace,
	withStrategies: boolean,
): AnalysisThread | null {
	const script = join(__dirname, 'analysis.js');
	if (count < WORTH_IT || count > TOO_LARGE || imported !== null || availableParallelism() < 2) return null;
	try {
		return existsSync(script) ? new AnalysisThread(script, withStrategies) : null;
	} catch {
		// No thread is to be had: one does it all.
		return null;
	}
}

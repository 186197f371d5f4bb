import type { CausalityChoice } from '../analysis/analysis.ts';
import { type Transport, WorkerClient } from './client.ts';
import type { AllQueries, Answer, AnyQueryName } from './editorQueries.ts';
import { Emitter } from './emitter.ts';
import { messageOf } from './messageOf.ts';
import type { Result, Summary } from './protocol.ts';
import { isStale, STALE } from './stale.ts';
import type { Disposable, SessionChange } from './traceSession.ts';
import type { Crash, Input, Reading, UserFacts } from './wire.ts';

/** What a session needs of its surroundings. */
export interface SessionHost {
	/** The content to analyse now. A rejection is shown as the reason why there is no analysis. */
	inputs(): Promise<Input[]>;
	/** How the files are to be read; asked for after the inputs. */
	reading?(): Reading;
	causality(): CausalityChoice;
	facts?(): UserFacts;
	/** Whether the files are to be analysed again as they grow. */
	follow?(): boolean;
	startWorker(): Transport;
}

/**
 * The life of one trace's analyses: content changes, a worker analyses it, the newest result replaces the one before, which
 * answers until then. A worker that crashes is started again, once for each content.
 */
export class WorkerSession implements Disposable {
	revision = 0;
	summary: Summary | null = null;
	pending: Exclude<SessionChange, { type: 'analysis' }> | null = null;
	private readonly changes = new Emitter<SessionChange>();
	readonly onDidChange = this.changes.event;
	private readonly disposal = new Emitter<void>();
	readonly onDidDispose = this.disposal.event;

	private newest = 0;
	/** The revision whose reading is to stop. */
	private stopped = 0;
	private analyses = 0;
	private restartedFor = -1;
	private timer: ReturnType<typeof setTimeout> | undefined;
	private client: WorkerClient | null = null;
	private disposed = false;
	/** Whether an analysis is under way, from the change that asks for it. */
	private busy = false;
	private waiting: (() => void)[] = [];

	constructor(private readonly host: SessionHost) {}

	/** The content is another one. An analysis that runs is given up; a new one starts in `delay` milliseconds. */
	changed(delay = 0): void {
		if (this.disposed) return;
		const revision = this.supersede();
		this.busy = true;
		this.timer = setTimeout(() => void this.analyse(revision), delay);
	}

	/** Follows the files no longer; what was analysed last stays. */
	stopFollowing(): void {
		this.stopReading();
		// Stopped before there was anything, there is only what was known before.
		if (this.pending?.type === 'progress') this.cancel();
		else this.tellAgain();
	}

	/** What it is shown in has changed, or how it is kept up to date: the analysis is told once more. */
	tellAgain(): void {
		if (this.revision > 0) this.changes.fire({ type: 'analysis', revision: this.revision });
	}

	/**
	 * Stops the reading: what has been read is analysed, unless there was an analysis of another content before, which then keeps
	 * answering. What comes after the reading is given up.
	 */
	cancel(): void {
		if (this.pending?.type !== 'progress') return;
		const isReading =
			this.pending.bytes !== undefined && (this.summary === null || this.summary.partial !== null);
		if (isReading && this.stopped !== this.newest) {
			this.stopReading();
			return;
		}
		this.supersede();
		// The worker tells once more of what it had analysed of the beginning, as of all there is going to be.
		if (this.summary?.partial?.goesOn) {
			this.pending = null;
			this.busy = false;
		} else this.fail('The analysis was cancelled.', { cancelled: true });
	}

	/**
	 * Asks the worker; waits while the first analysis runs.
	 *
	 * @param revision what the params' numbers are of, and a newer one does not answer; 0 or none: the newest answers
	 */
	async query<N extends AnyQueryName>(
		name: N,
		params: AllQueries[N]['params'],
		revision?: number,
	): Answer<N> {
		for (;;) {
			while (this.revision === 0 && this.busy) {
				await new Promise<void>((resolve) => this.waiting.push(resolve));
			}
			if (this.disposed) return { err: 'The trace was closed.' };
			if (revision && revision !== this.revision) return STALE;
			// What the files look like is known even of those that cannot be read in the format chosen.
			if (this.client === null || (this.revision === 0 && name !== 'formats'))
				return { err: this.pending?.type === 'failed' ? this.pending.message : 'There is no analysis yet.' };
			const answer = await this.client.query(name, params);
			// The worker had told of its new analysis before it answered.
			if (!isStale(answer)) return answer;
		}
	}

	dispose(): void {
		if (this.disposed) return;
		this.disposed = true;
		this.busy = false;
		clearTimeout(this.timer);
		this.client?.dispose();
		this.wake();
		this.disposal.fire();
		this.changes.dispose();
		this.disposal.dispose();
	}

	private supersede(): number {
		clearTimeout(this.timer);
		this.newest++;
		this.tellWishes();
		return this.newest;
	}

	private stopReading(): void {
		this.stopped = this.newest;
		this.tellWishes();
	}

	private tellWishes(): void {
		this.client?.wish({ wanted: this.newest, stopped: this.stopped });
	}

	private async analyse(revision: number): Promise<void> {
		this.tell({ type: 'progress', done: 0, label: 'Reading' });
		try {
			// It starts while the inputs are looked for.
			const client = this.connected();
			const inputs = await this.host.inputs();
			if (this.disposed || revision !== this.newest) return;
			const facts = this.host.facts?.();
			const reading = this.host.reading?.();
			const causality = this.host.causality();
			client.analyse({
				revision,
				inputs,
				causality,
				...(reading && { reading }),
				...(facts && { facts }),
				...(this.host.follow?.() && { follow: true }),
			});
		} catch (error) {
			if (!this.disposed && revision === this.newest) this.fail(messageOf(error));
		}
	}

	private connected(): WorkerClient {
		if (this.client !== null) return this.client;
		const client = new WorkerClient(this.host.startWorker(), {
			onProgress: (revision, progress) => {
				if (revision === this.newest) this.tell({ type: 'progress', ...progress });
			},
			onAnalysed: (revision, result) => {
				// The worker answers by what it has analysed, whether that is still wanted or not.
				if (result !== 'cancelled' && ('ok' in result || revision === this.newest))
					this.finish(result, revision === this.newest);
			},
			onCrash: (crash) => {
				if (this.client === client) this.crashed(crash);
			},
		});
		this.client = client;
		this.tellWishes();
		return client;
	}

	private finish(result: Result<Summary>, isNewest: boolean): void {
		if ('err' in result) {
			this.fail(result.err);
			return;
		}
		this.summary = result.ok;
		if (isNewest && !result.ok.partial?.goesOn) {
			this.pending = null;
			this.busy = false;
		}
		this.revision = ++this.analyses;
		this.changes.fire({ type: 'analysis', revision: this.revision });
		this.wake();
	}

	/** The analysis went with the worker, so what was known is gone too; the next one is made of what the files hold now. */
	private crashed({ reason, forMemory }: Crash): void {
		this.client = null;
		this.revision = 0;
		const again = !forMemory && this.restartedFor !== this.newest;
		if (again) {
			this.changed();
			this.restartedFor = this.newest;
			this.tell({ type: 'progress', done: 0, label: 'Starting again' });
		} else this.fail(`The analysis stopped unexpectedly: ${reason}`, { crashed: true });
	}

	private fail(message: string, how: { cancelled?: true; crashed?: true } = {}): void {
		this.busy = false;
		this.tell({ type: 'failed', message, ...how });
		this.wake();
	}

	private tell(change: Exclude<SessionChange, { type: 'analysis' }>): void {
		if (this.disposed) return;
		this.pending = change;
		this.changes.fire(change);
	}

	private wake(): void {
		for (const resolve of this.waiting.splice(0)) resolve();
	}
}

import type { AllQueries, Answer, AnyQueryName } from './editorQueries.ts';
import { messageOf } from './messageOf.ts';
import type { Result } from './protocol.ts';
import type { AnalyseRequest, Crash, FromWorker, Progress, ToProcess, Wishes } from './wire.ts';

/** A worker seen from outside, wherever it runs. */
export interface Transport {
	/** @throws where something is in the message that cannot be sent */
	post(message: ToProcess): void;
	onMessage(listener: (message: FromWorker) => void): void;
	/** The worker is gone without having been asked to go. */
	onCrash(listener: (crash: Crash) => void): void;
	terminate(): void;
}

/** Typed calls to a worker. Every promise is settled: with an `err` where the worker crashes or is terminated. */
export class WorkerClient {
	private nextId = 1;
	private readonly pending = new Map<number, (result: Result<never>) => void>();
	private gone: string | null = null;
	/** The newest analysis that the worker has told of: what a query is about. */
	private analysis = 0;

	constructor(
		private readonly transport: Transport,
		events: {
			onProgress(revision: number, progress: Progress): void;
			onAnalysed(revision: number, result: (FromWorker & { type: 'analysed' })['result']): void;
			onCrash(crash: Crash): void;
		},
	) {
		transport.onMessage((message) => {
			if (message.type === 'progress') {
				const { type: _, revision, ...progress } = message;
				events.onProgress(revision, progress);
			} else if (message.type === 'analysed') {
				if (message.result !== 'cancelled' && 'ok' in message.result) this.analysis = message.analysis;
				events.onAnalysed(message.revision, message.result);
			} else this.settle(message.id, message.result as Result<never>);
		});
		transport.onCrash((crash) => {
			if (this.gone !== null) return;
			this.end(crash.reason);
			events.onCrash(crash);
		});
	}

	/** Starts an analysis, once the one before has ended. */
	analyse(request: Omit<AnalyseRequest, 'type'>): void {
		if (this.gone === null) this.transport.post({ type: 'analyse', ...request });
	}

	/** Also heard while an analysis runs. */
	wish(wishes: Omit<Wishes, 'type'>): void {
		if (this.gone === null) this.transport.post({ type: 'wishes', ...wishes });
	}

	/** Asks the newest analysis; {@link isStale} where the worker has another one by then. */
	query<N extends AnyQueryName>(name: N, params: AllQueries[N]['params']): Answer<N> {
		if (this.gone !== null) return Promise.resolve({ err: this.gone });
		const id = this.nextId++;
		return new Promise((resolve) => {
			this.pending.set(id, resolve);
			try {
				this.transport.post({ type: 'query', id, name, params, analysis: this.analysis });
			} catch (error) {
				// What a page sends may be nothing that can be sent on.
				this.settle(id, { err: `The query ${name} cannot be asked: ${messageOf(error)}` });
			}
		});
	}

	dispose(): void {
		if (this.gone !== null) return;
		this.end('The trace was closed.');
		this.transport.terminate();
	}

	private settle(id: number, result: Result<never>): void {
		const resolve = this.pending.get(id);
		this.pending.delete(id);
		resolve?.(result);
	}

	private end(reason: string): void {
		this.gone = reason;
		for (const id of [...this.pending.keys()]) this.settle(id, { err: reason });
	}
}

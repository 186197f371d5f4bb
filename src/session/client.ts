import type { AllQueries, Answer, AnyQueryName } from './editorQueries.ts';
import type { Result } from './protocol.ts';
import type { AnalyseRequest, FromWorker, ToWorker } from './wire.ts';

/** A worker seen from outside. A web worker can be wrapped in it as well as a Node one. */
export interface Transport {
	post(message: ToWorker, transfer: ArrayBuffer[]): void;
	onMessage(listener: (message: FromWorker) => void): void;
	/** The worker is gone without having been asked to go; `reason` says why, in words. */
	onCrash(listener: (reason: string) => void): void;
	terminate(): void;
}

/** Typed calls to a worker. Every promise is settled: with an `err` where the worker crashes or is terminated. */
export class WorkerClient {
	private nextId = 1;
	private readonly pending = new Map<number, (result: Result<never>) => void>();
	private gone: string | null = null;

	constructor(
		private readonly transport: Transport,
		events: {
			onProgress(revision: number, done: number, label: string): void;
			onAnalysed(revision: number, result: (FromWorker & { type: 'analysed' })['result']): void;
			onCrash(reason: string): void;
		},
	) {
		transport.onMessage((message) => {
			if (message.type === 'progress') events.onProgress(message.revision, message.done, message.label);
			else if (message.type === 'analysed') events.onAnalysed(message.revision, message.result);
			else this.settle(message.id, message.result as Result<never>);
		});
		transport.onCrash((reason) => {
			if (this.gone !== null) return;
			this.end(reason);
			events.onCrash(reason);
		});
	}

	/** Starts an analysis; the buffers of documents are moved, not copied. */
	analyse(request: Omit<AnalyseRequest, 'type'>): void {
		if (this.gone !== null) return;
		const buffers = request.inputs.flatMap((input) => ('bytes' in input ? [input.bytes.buffer] : []));
		this.transport.post({ type: 'analyse', ...request }, buffers);
	}

	query<N extends AnyQueryName>(name: N, params: AllQueries[N]['params']): Answer<N> {
		if (this.gone !== null) return Promise.resolve({ err: this.gone });
		const id = this.nextId++;
		return new Promise((resolve) => {
			this.pending.set(id, resolve);
			this.transport.post({ type: 'query', id, name, params }, []);
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

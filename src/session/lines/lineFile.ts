import { Worker } from 'node:worker_threads';
import { Emitter } from '../emitter.ts';
import type { FileState, FindQuery, Found, LineQueries, LineQueryName } from '../linesProtocol.ts';
import { reasonOf } from '../node/unreadable.ts';
import type { Result } from '../protocol.ts';
import type { ReadableFile } from './file.ts';
import type { FromFinder, FromReader, LineTask, SaveOrder, SaveProgress, ToReader } from './wire.ts';

/** The lines of one file, read by a thread of its own. Every promise is settled: with an `err` once the thread is gone. */
export class LineFile {
	/** What was told last; null until the file is open. */
	state: FileState | null = null;
	/** Why the file cannot be shown; null where it can. */
	failure: string | null = null;
	private readonly changes = new Emitter<void>();
	/** The state or the failure is another one. */
	readonly onDidChange = this.changes.event;
	private worker: Worker;
	private readonly waiting = new Map<number, (result: Result<never>) => void>();
	/** By the ids of what is being saved. */
	private readonly saving = new Map<number, (progress: SaveProgress) => void>();
	private lastId = 0;
	private disposed = false;

	/** @param script the path of the bundled thread */
	constructor(
		private readonly script: string,
		private readonly file: ReadableFile,
	) {
		this.worker = this.read();
	}

	/** Asks the reading thread. Never rejects. */
	query<N extends LineQueryName>(
		name: N,
		params: LineQueries[N]['params'],
	): Promise<Result<LineQueries[N]['result']>> {
		if (this.failure !== null) return Promise.resolve({ err: this.failure });
		const id = ++this.lastId;
		return new Promise((resolve) => {
			this.waiting.set(id, resolve);
			this.post({ type: 'query', id, name, params });
		});
	}

	/**
	 * Writes the text between two places into a file, while other questions are answered. Never rejects.
	 *
	 * @param told how far it is
	 */
	save(
		order: SaveOrder,
		told: (progress: SaveProgress) => void,
		signal: AbortSignal,
	): Promise<Result<{ bytes: number }>> {
		if (this.failure !== null) return Promise.resolve({ err: this.failure });
		const id = ++this.lastId;
		return new Promise((resolve) => {
			const cancel = () => this.post({ type: 'cancel', id });
			this.saving.set(id, told);
			this.waiting.set(id, (result) => {
				this.saving.delete(id);
				signal.removeEventListener('abort', cancel);
				resolve(result);
			});
			this.post({ type: 'save', id, order });
			if (signal.aborted) cancel();
			else signal.addEventListener('abort', cancel);
		});
	}

	/**
	 * The file may have changed on disk. Where it could not be read it is tried again.
	 *
	 * @param asked whether the user wants that, though nothing may have changed
	 */
	refresh(asked = false): void {
		if (this.disposed) return;
		if (this.failure === null) {
			this.post({ type: 'refresh', asked });
			return;
		}
		this.failure = null;
		this.worker = this.read();
		this.changes.fire();
	}

	/** Searches the file in a thread of its own. @returns what ends the search, at once whatever it does */
	find(query: FindQuery, found: (found: Found) => void, failed: (message: string) => void): () => void {
		const worker = start(this.script, { task: 'find', file: this.file, query });
		worker.on('message', (message: FromFinder) => {
			if (message.type === 'found') found(message.found);
			else failed(message.message);
		});
		worker.on('error', (error) => failed(error instanceof Error ? error.message : String(error)));
		return () => {
			worker.removeAllListeners('message');
			void worker.terminate();
		};
	}

	dispose(): void {
		this.disposed = true;
		this.end('The file was closed.');
		this.changes.dispose();
		void this.worker.terminate();
	}

	/** Starts the thread that reads. What it tells is of a later generation than what one before it told. */
	private read(): Worker {
		const worker = start(this.script, { task: 'read', file: this.file });
		const earlier = this.state?.generation ?? 0;
		worker.on('message', (message: FromReader) => {
			if (message.type === 'answer') this.settle(message.id, message.result as Result<never>);
			else if (message.type === 'saved') this.saving.get(message.id)?.(message.progress);
			else {
				this.state = { ...message.state, generation: message.state.generation + earlier };
				this.changes.fire();
			}
		});
		worker.on('error', (error) => this.end(`The file cannot be read: ${reasonOf(error)}.`));
		return worker;
	}

	private post(message: ToReader): void {
		this.worker.postMessage(message);
	}

	private settle(id: number, result: Result<never>): void {
		const resolve = this.waiting.get(id);
		this.waiting.delete(id);
		resolve?.(result);
	}

	private end(reason: string): void {
		this.failure = reason;
		for (const id of [...this.waiting.keys()]) this.settle(id, { err: reason });
		this.changes.fire();
	}
}

function start(script: string, workerData: LineTask): Worker {
	return new Worker(script, { name: 'replication-trace-lines', workerData });
}

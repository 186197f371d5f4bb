import { Worker } from 'node:worker_threads';
import { Emitter } from '../emitter.ts';
import type { FileState, FindQuery, Found, LineQueries, LineQueryName } from '../linesProtocol.ts';
import type { Result } from '../protocol.ts';
import type { ReadableFile } from './file.ts';
import type { FromFinder, FromReader, LineTask, ToReader } from './wire.ts';

/** The lines of one file, read by a thread of its own. Every promise is settled: with an `err` once the thread is gone. */
export class LineFile {
	/** What was told last; null until the file is open. */
	state: FileState | null = null;
	/** Why the file cannot be shown; null where it can. */
	failure: string | null = null;
	private readonly changes = new Emitter<void>();
	/** The state or the failure is another one. */
	readonly onDidChange = this.changes.event;
	private readonly worker: Worker;
	private readonly waiting = new Map<number, (result: Result<never>) => void>();
	private lastId = 0;

	/** @param script the path of the bundled thread */
	constructor(
		private readonly script: string,
		private readonly file: ReadableFile,
	) {
		this.worker = start(script, { task: 'read', file });
		this.worker.on('message', (message: FromReader) => {
			if (message.type === 'answer') return this.settle(message.id, message.result as Result<never>);
			this.state = message.state;
			this.changes.fire();
		});
		this.worker.on('error', (error) => this.end(error instanceof Error ? error.message : String(error)));
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

	/** The file may have changed on disk. */
	refresh(): void {
		this.post({ type: 'refresh' });
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
		this.end('The file was closed.');
		this.changes.dispose();
		void this.worker.terminate();
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

import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { FileReader } from '../../../formats/format.ts';
import { NativeReader } from '../../../formats/native/reader.ts';
import type { ScanHelper } from '../../../formats/native/scanQueue.ts';
import type { EventBlock } from '../../../trace/eventBlock.ts';
import { ANSWERS, READY, type RunMessage, type ScanThreadData } from './shared.ts';

/** Below so many bytes, a thread takes longer to start than it saves. */
const WORTH_IT = 32 << 20;
/** So long a run of a megabyte never takes; a thread that is silent for so long has died. */
const PATIENCE_MS = 5000;

/** A thread that scans, started from a bundled script (dist/scan.js). */
export class ScanThread implements ScanHelper {
	readonly runBytes = 1 << 20;
	private readonly signal = new Int32Array(new SharedArrayBuffer(8));
	private readonly channel = new MessageChannel();
	private readonly worker: Worker;
	private failed = false;
	private given = 0;

	constructor(
		script: string,
		private readonly patience = PATIENCE_MS,
	) {
		const { port1, port2 } = this.channel;
		const data: ScanThreadData = { port: port2, signal: this.signal };
		this.worker = new Worker(script, {
			name: 'replication-trace-scan',
			workerData: data,
			transferList: [port2],
		});
		const fail = () => {
			this.failed = true;
		};
		this.worker.on('error', fail).on('exit', fail);
		// It ends with whoever reads; nobody waits for it.
		this.worker.unref();
		port1.unref();
	}

	/** Tells when the thread has ended. */
	onExit(listener: () => void): void {
		this.worker.on('exit', listener);
	}

	get ready(): boolean {
		return !this.failed && Atomics.load(this.signal, READY) === 1;
	}

	allocate(bytes: number): Uint8Array {
		return new Uint8Array(new SharedArrayBuffer(bytes));
	}

	get pending(): number {
		return this.given - Atomics.load(this.signal, ANSWERS);
	}

	give(run: Uint8Array, offset: number): void {
		this.given++;
		this.channel.port1.postMessage({ run, offset } satisfies RunMessage);
	}

	take(): EventBlock | null {
		while (!this.failed) {
			const answers = Atomics.load(this.signal, ANSWERS);
			const answer = receiveMessageOnPort(this.channel.port1);
			if (answer !== undefined) return answer.message as EventBlock | null;
			if (Atomics.wait(this.signal, ANSWERS, answers, this.patience) === 'timed-out') break;
		}
		return null;
	}

	close(): void {
		this.failed = true;
		this.channel.port1.close();
		void this.worker.terminate();
	}
}

/**
 * Reads with a reader, which shares its work with a second thread where the file is large, there are processors for it, and
 * the thread's script is there. Afterwards, however that ended, the thread is let go of.
 *
 * @param size of what will be read, in bytes; null where it is not known
 */
export async function sharingScan(
	reader: FileReader,
	size: number | null,
	read: () => Promise<void>,
): Promise<void> {
	if (reader instanceof NativeReader && size !== null) {
		reader.expect(size);
		const thread = size < WORTH_IT || availableParallelism() < 2 ? null : startThread();
		if (thread !== null) reader.share(thread);
	}
	try {
		await read();
	} finally {
		reader.close?.();
	}
}

function startThread(): ScanThread | null {
	const script = join(__dirname, 'scan.js');
	try {
		return existsSync(script) ? new ScanThread(script) : null;
	} catch {
		// No thread is to be had: one does it all.
		return null;
	}
}

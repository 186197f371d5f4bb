import { Worker } from 'node:worker_threads';
import { messageOf } from '../messageOf.ts';
import type { Crash, FromProcess, FromWorker, ToProcess, ToWorker } from '../wire.ts';
import { STOPPED, WANTED } from '../worker/wish.ts';

/**
 * Hands messages on between this process's channel and a thread that does the work. As it never works itself, it hears while the
 * thread is busy: what is wished goes to memory that the thread looks at, and where the channel is closed all of it ends at once.
 *
 * @param script the path of the bundled thread
 */
export function relay(script: string): void {
	const wishes = new Int32Array(new SharedArrayBuffer(8));
	const worker = new Worker(script, { name: 'replication-trace', workerData: wishes });
	process.on('message', (message: ToProcess) => {
		if (message.type === 'wishes') {
			Atomics.store(wishes, WANTED, message.wanted);
			Atomics.store(wishes, STOPPED, message.stopped);
		} else worker.postMessage(...moved(message));
	});
	// An exit would wait for the threads.
	process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
	worker.on('message', (message: FromWorker) => tell(message));
	const exit = () => process.exit(1);
	worker.on('error', (error) => {
		worker.off('exit', exit);
		tell({ type: 'crashed', ...crashBy(error) }, exit);
	});
	worker.on('exit', exit);
}

function tell(message: FromProcess, told?: () => void): void {
	process.send?.(message, undefined, undefined, told);
}

/** A message, and what of it goes to the thread without being copied once more: text that is not on disk. */
function moved(message: ToWorker): [ToWorker, ArrayBuffer[]] {
	if (message.type !== 'analyse') return [message, []];
	// What came through the channel is a part of the memory that it came in.
	const inputs = message.inputs.map((input) =>
		'bytes' in input ? { ...input, bytes: input.bytes.slice() } : input,
	);
	return [{ ...message, inputs }, inputs.flatMap((input) => ('bytes' in input ? [input.bytes.buffer] : []))];
}

function crashBy(error: unknown): Crash {
	const forMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
	return { reason: forMemory ? 'it needs more memory than it may have' : messageOf(error), forMemory };
}

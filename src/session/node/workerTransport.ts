import { Worker } from 'node:worker_threads';
import type { Transport } from '../client.ts';
import type { FromWorker } from '../wire.ts';

/** Starts a worker thread from a bundled script (dist/worker.js). */
export function startWorker(script: string): Transport {
	const worker = new Worker(script, { name: 'replication-trace', stdout: false, stderr: false });
	let expected = false;
	let reason: string | null = null;
	return {
		post: (message, transfer) => worker.postMessage(message, transfer),
		onMessage: (listener) => worker.on('message', (message: FromWorker) => listener(message)),
		onCrash(listener) {
			worker.on('error', (error) => {
				reason = error instanceof Error ? error.message : String(error);
			});
			worker.on('exit', (code) => {
				if (!expected) listener(reason ?? `the analysis ended with exit code ${code}`);
			});
		},
		terminate() {
			expected = true;
			void worker.terminate();
		},
	};
}

import { parentPort, workerData } from 'node:worker_threads';
import { serve } from './serve.ts';

// Started as a worker thread; without a parent there is nobody to serve.
if (parentPort !== null) {
	const port = parentPort;
	serve(
		{
			post: (message) => port.postMessage(message),
			onMessage: (listener) => port.on('message', listener),
		},
		workerData as Int32Array,
	);
}

import { parentPort, workerData } from 'node:worker_threads';
import { BlockScanner } from '../../../formats/native/blockScanner.ts';
import { MOST_GIVEN } from '../../../formats/native/scanQueue.ts';
import { ANSWERS, READY, type RunMessage, type ScanThreadData, SharedBlock } from './shared.ts';

// Started as a worker thread by scanThread.ts; without a parent there is nobody to scan for.
if (parentPort !== null) {
	const { port, signal } = workerData as ScanThreadData;
	const scanner = new BlockScanner();
	const memories = Array.from({ length: MOST_GIVEN }, () => new SharedBlock());
	let answers = 0;
	port.on('message', ({ run, offset }: RunMessage) => {
		const block = scanner.scan(run, offset);
		const memory = memories[answers++ % MOST_GIVEN] as SharedBlock;
		port.postMessage(block === null ? null : memory.copy(block));
		Atomics.add(signal, ANSWERS, 1);
		Atomics.notify(signal, ANSWERS);
	});
	Atomics.store(signal, READY, 1);
}

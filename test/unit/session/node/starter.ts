import { startWorker } from '../../../../src/session/node/workerProcess.ts';

// A process that has a busy worker, and tells what that says first: the number of its process.
const worker = startWorker(process.argv[2] as string);
worker.onMessage((message) => {
	process.send?.(message.type === 'answer' && 'ok' in message.result ? message.result.ok : null);
	worker.post({ type: 'query', id: 1, name: 'summary', params: {}, analysis: 1 });
});

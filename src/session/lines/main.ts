import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { reasonOf } from '../node/unreadable.ts';
import { find } from './finder.ts';
import { findPattern } from './findPattern.ts';
import { LineReader } from './reader.ts';
import type { FromFinder, FromReader, LineTask, SaveOrder, SaveProgress, ToReader } from './wire.ts';

// Started as a worker thread for one task; without a parent there is nobody to serve.
if (parentPort !== null) {
	const task = workerData as LineTask;
	if (task.task === 'read') serveReader(parentPort, task);
	else void runFind(parentPort, task);
}

function serveReader(port: MessagePort, { file }: LineTask): void {
	const post = (message: FromReader) => port.postMessage(message);
	const reader = new LineReader(file, (state) => post({ type: 'state', state }));
	const saving = new Map<number, AbortController>();
	const save = async (id: number, order: SaveOrder) => {
		const abort = new AbortController();
		saving.set(id, abort);
		const told = (progress: SaveProgress) => post({ type: 'saved', id, progress });
		post({ type: 'answer', id, result: await reader.save(order, told, abort.signal) });
		saving.delete(id);
	};
	port.on('message', (message: ToReader) => {
		if (message.type === 'refresh') reader.refresh(message.asked);
		else if (message.type === 'save') void save(message.id, message.order);
		else if (message.type === 'cancel') saving.get(message.id)?.abort();
		else post({ type: 'answer', id: message.id, result: reader.answer(message.name, message.params) });
	});
	void reader.run();
}

async function runFind(
	port: MessagePort,
	{ file, query }: Extract<LineTask, { task: 'find' }>,
): Promise<void> {
	const post = (message: FromFinder) => port.postMessage(message);
	const pattern = findPattern(query);
	try {
		if ('err' in pattern) post({ type: 'failed', message: pattern.err });
		else await find(file, pattern.ok, (found) => post({ type: 'found', found }));
	} catch (error) {
		post({ type: 'failed', message: `The file could not be searched: ${reasonOf(error)}.` });
	}
}

import { setImmediate } from 'node:timers/promises';

/** Others on the thread get their turn at least so often, in milliseconds. */
const TURN = 20;

/**
 * Pieces, with a turn for the others on the thread now and then.
 *
 * @throws the signal's reason, at once
 */
export async function* inTurns<T>(pieces: AsyncGenerator<T>, signal?: AbortSignal): AsyncGenerator<T> {
	for (let turn = performance.now(); ; ) {
		const { done, value } = await unlessAborted(pieces.next(), signal);
		if (done) return;
		yield value;
		if (performance.now() - turn < TURN) continue;
		await setImmediate();
		turn = performance.now();
	}
}

/** What is waited for, or the signal's reason, whichever comes first. */
export function unlessAborted<T>(wanted: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
	if (signal === undefined) return wanted;
	return new Promise((resolve, reject) => {
		const abort = () => reject(signal.reason);
		if (signal.aborted) abort();
		signal.addEventListener('abort', abort, { once: true });
		const settled = () => signal.removeEventListener('abort', abort);
		wanted.then(resolve, reject).finally(settled);
	});
}

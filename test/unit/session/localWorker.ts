import { MessageChannel } from 'node:worker_threads';
import type { Transport } from '../../../src/session/client.ts';
import type { Crash, FromWorker, ToProcess, ToWorker } from '../../../src/session/wire.ts';
import { serve } from '../../../src/session/worker/serve.ts';
import { STOPPED, WANTED } from '../../../src/session/worker/wish.ts';

/** The worker's code on the other side of a channel in this process, and a way to have it crash. */
export class LocalWorker implements Transport {
	private readonly channel = new MessageChannel();
	private crashed: ((crash: Crash) => void) | undefined;
	private readonly wishes = new Int32Array(new SharedArrayBuffer(8));
	terminated = false;

	constructor() {
		serve(
			{
				post: (message) => this.channel.port2.postMessage(message),
				onMessage: (listener) =>
					void this.channel.port2.on('message', (message: ToWorker) => listener(message)),
			},
			this.wishes,
		);
	}

	post(message: ToProcess): void {
		if (message.type === 'wishes') {
			Atomics.store(this.wishes, WANTED, message.wanted);
			Atomics.store(this.wishes, STOPPED, message.stopped);
		} else this.channel.port1.postMessage(message);
	}

	onMessage(listener: (message: FromWorker) => void): void {
		this.channel.port1.on('message', listener);
	}

	onCrash(listener: (crash: Crash) => void): void {
		this.crashed = listener;
	}

	terminate(): void {
		this.terminated = true;
		this.channel.port1.close();
	}

	crash(reason: string, forMemory = false): void {
		this.channel.port1.close();
		this.crashed?.({ reason, forMemory });
	}
}

import { MessageChannel } from 'node:worker_threads';
import type { Transport } from '../../../src/session/client.ts';
import type { FromWorker, ToWorker } from '../../../src/session/wire.ts';
import { serve } from '../../../src/session/worker/serve.ts';

/** The worker's code on the other side of a channel in this process, and a way to have it crash. */
export class LocalWorker implements Transport {
	private readonly channel = new MessageChannel();
	private crashed: ((reason: string) => void) | undefined;
	terminated = false;

	constructor() {
		serve({
			post: (message) => this.channel.port2.postMessage(message),
			onMessage: (listener) =>
				void this.channel.port2.on('message', (message: ToWorker) => listener(message)),
		});
	}

	post(message: ToWorker, transfer: ArrayBuffer[]): void {
		this.channel.port1.postMessage(message, transfer);
	}

	onMessage(listener: (message: FromWorker) => void): void {
		this.channel.port1.on('message', listener);
	}

	onCrash(listener: (reason: string) => void): void {
		this.crashed = listener;
	}

	terminate(): void {
		this.terminated = true;
		this.channel.port1.close();
	}

	crash(reason: string): void {
		this.channel.port1.close();
		this.crashed?.(reason);
	}
}

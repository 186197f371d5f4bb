import type { Disposable, Event } from './traceSession.ts';

/** Tells listeners. One that throws does not keep the others from hearing. */
export class Emitter<T> {
	private readonly listeners = new Set<(value: T) => unknown>();

	readonly event: Event<T> = (listener): Disposable => {
		// A wrapper, so that a function that listens twice is told twice and can stop once.
		const own = (value: T) => listener(value);
		this.listeners.add(own);
		return { dispose: () => this.listeners.delete(own) };
	};

	fire(value: T): void {
		for (const listener of [...this.listeners]) {
			try {
				listener(value);
			} catch (error) {
				queueMicrotask(() => {
					throw error;
				});
			}
		}
	}

	dispose(): void {
		this.listeners.clear();
	}
}

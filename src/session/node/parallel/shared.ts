import type { EventBlock } from '../../../trace/eventBlock.ts';

/** What a scanning thread is started with. */
export interface ScanThreadData {
	readonly port: import('node:worker_threads').MessagePort;
	/** Two numbers: how many answers there were, and 1 once the thread takes runs. */
	readonly signal: Int32Array;
}

export const ANSWERS = 0;
export const READY = 1;

/** To the thread: lines to scan, in shared memory, and where they start in the file. Back comes an EventBlock or null. */
export interface RunMessage {
	readonly run: Uint8Array;
	readonly offset: number;
}

const ALIGNMENT = 8;

/** Shared memory that one block after the other is copied to, so that another thread can read it as it is. */
export class SharedBlock {
	private memory = new SharedArrayBuffer(0);

	/** The same block in this memory; valid until the next one. */
	copy(block: EventBlock): EventBlock {
		const arrays = [
			...Object.values(block.columns),
			...Object.values(block.strings),
			block.vectorIds,
			block.vectorCounts,
		];
		const needed = arrays.reduce((sum, { byteLength }) => sum + byteLength + ALIGNMENT, 0);
		if (needed > this.memory.byteLength) this.memory = new SharedArrayBuffer(needed + (needed >> 2));
		let used = 0;
		const place = <A extends (typeof arrays)[number]>(array: A): A => {
			const Same = array.constructor as new (memory: SharedArrayBuffer, at: number, length: number) => A;
			const copy = new Same(this.memory, used, array.length);
			copy.set(array as never);
			used += Math.ceil(array.byteLength / ALIGNMENT) * ALIGNMENT;
			return copy;
		};
		const placeAll = <R extends object>(record: R): R =>
			Object.fromEntries(Object.entries(record).map(([name, array]) => [name, place(array)])) as R;
		return {
			...block,
			columns: placeAll(block.columns),
			strings: placeAll(block.strings),
			vectorIds: place(block.vectorIds),
			vectorCounts: place(block.vectorCounts),
		};
	}
}

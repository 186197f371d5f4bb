import { DamagedData } from './damaged.ts';

/** Bytes that come in chunks, taken in the lengths that a format has. */
export class ByteQueue {
	/** Bytes taken so far. */
	taken = 0;
	private chunk: Uint8Array = new Uint8Array(0);
	private readonly chunks: AsyncIterator<Uint8Array>;

	/** @param kind what the bytes are, as in "the zstd data ends too early" */
	constructor(
		chunks: AsyncIterable<Uint8Array>,
		private readonly kind: string,
	) {
		this.chunks = chunks[Symbol.asyncIterator]();
	}

	/** Whether there are no more bytes. */
	async isEmpty(): Promise<boolean> {
		while (this.chunk.length === 0) {
			const { done, value } = await this.chunks.next();
			if (done) return true;
			this.chunk = value;
		}
		return false;
	}

	/**
	 * The next bytes, valid until more are taken.
	 *
	 * @param length small: so many bytes are held
	 * @throws DamagedData where there are not so many
	 */
	async take(length: number): Promise<Uint8Array> {
		if (this.chunk.length >= length) return this.cut(length);
		const bytes = new Uint8Array(length);
		for (let filled = 0; filled < length; ) {
			if (await this.isEmpty()) throw new DamagedData(`the ${this.kind} data ends too early`, this.taken);
			const part = this.cut(Math.min(length - filled, this.chunk.length));
			bytes.set(part, filled);
			filled += part.length;
		}
		return bytes;
	}

	/** Some of the next bytes without taking them, valid until some are taken: at most so many, none where there are no more. */
	async peek(most: number): Promise<Uint8Array> {
		await this.isEmpty();
		return this.chunk.subarray(0, most);
	}

	/** Passes over bytes. @throws DamagedData where there are not so many */
	async skip(length: number): Promise<void> {
		for (let left = length; left > 0; ) {
			if (await this.isEmpty()) throw new DamagedData(`the ${this.kind} data ends too early`, this.taken);
			left -= this.cut(Math.min(left, this.chunk.length)).length;
		}
	}

	/** Nothing more is taken. */
	async close(): Promise<void> {
		await this.chunks.return?.();
	}

	private cut(length: number): Uint8Array {
		const part = this.chunk.subarray(0, length);
		this.chunk = this.chunk.subarray(length);
		this.taken += length;
		return part;
	}
}

import { readSync } from 'node:fs';

/** Small, since most of what is asked for stands alone: a value here and there. */
const BLOCK = 1 << 13;
const MAX_BLOCKS = 256;

/** A block of the file as it was read, in a buffer that the next block takes over once this one is dropped. */
interface Block {
	readonly buffer: Uint8Array;
	/** How many bytes of it are the file's: fewer at the file's end. */
	length: number;
}

/** Reads a descriptor through a cache of blocks, since values that stand together are asked for together. */
export class BlockCache {
	private readonly blocks = new Map<number, Block>();

	/** @param isGood asked before the descriptor is read: where it is not what it was, nothing is answered */
	constructor(
		private readonly descriptor: number,
		private readonly isGood: () => boolean = () => true,
	) {}

	/** A copy of the bytes [start, end), all of which are there. */
	read(start: number, end: number): Uint8Array {
		if (start >= end) return new Uint8Array(0);
		const number = Math.floor(start / BLOCK);
		const first = number * BLOCK;
		if (end > first + BLOCK) return this.isGood() ? this.readNow(start, end) : new Uint8Array(0);
		let block = this.blocks.get(number);
		// A block at the end of a file that grows is not whole yet.
		if (block === undefined || block.length < end - first) {
			if (!this.isGood()) return new Uint8Array(0);
			block = this.load(number);
		}
		return Buffer.from(block.buffer.subarray(start - first, Math.min(end - first, block.length)));
	}

	/** The bytes [start, end) as they are now, fewer where the file ends before. */
	readNow(start: number, end: number): Uint8Array {
		const bytes = new Uint8Array(end - start);
		return bytes.subarray(0, this.fill(bytes, start));
	}

	clear(): void {
		this.blocks.clear();
	}

	/** Reads a block. Many are read, so the buffers of the oldest ones are used again. */
	private load(number: number): Block {
		const block = this.blocks.get(number) ??
			this.dropOldest() ?? { buffer: new Uint8Array(BLOCK), length: 0 };
		// Not among the blocks while it is being read: that may fail.
		this.blocks.delete(number);
		block.length = this.fill(block.buffer, number * BLOCK);
		this.blocks.set(number, block);
		return block;
	}

	private dropOldest(): Block | undefined {
		const oldest = this.blocks.size < MAX_BLOCKS ? undefined : this.blocks.keys().next().value;
		if (oldest === undefined) return undefined;
		const block = this.blocks.get(oldest);
		this.blocks.delete(oldest);
		return block;
	}

	/** Fills a buffer from a place of the file on, and answers how many bytes there were. */
	private fill(buffer: Uint8Array, start: number): number {
		let done = 0;
		while (done < buffer.length) {
			const read = readSync(this.descriptor, buffer, done, buffer.length - done, start + done);
			if (read === 0) break;
			done += read;
		}
		return done;
	}
}

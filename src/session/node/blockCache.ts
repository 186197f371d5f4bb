import { readSync } from 'node:fs';

/** Small, since most of what is asked for stands alone: a value here and there. */
const BLOCK = 1 << 13;
const MAX_BLOCKS = 256;

/** Reads a descriptor through a cache of blocks, since values that stand together are asked for together. */
export class BlockCache {
	private readonly blocks = new Map<number, Uint8Array>();

	/** @param isGood asked before the descriptor is read: where it is not what it was, nothing is answered */
	constructor(
		private readonly descriptor: number,
		private readonly isGood: () => boolean = () => true,
	) {}

	/** The bytes [start, end), all of which are there. */
	read(start: number, end: number): Uint8Array {
		if (start >= end) return new Uint8Array(0);
		const number = Math.floor(start / BLOCK);
		const first = number * BLOCK;
		if (end > first + BLOCK) return this.isGood() ? this.readNow(start, end) : new Uint8Array(0);
		let block = this.blocks.get(number);
		// A block at the end of a file that grows is not whole yet.
		if (block === undefined || block.length < end - first) {
			if (!this.isGood()) return new Uint8Array(0);
			block = this.readNow(first, first + BLOCK);
			this.blocks.delete(number);
			if (this.blocks.size === MAX_BLOCKS) this.blocks.delete(this.blocks.keys().next().value as number);
			this.blocks.set(number, block);
		}
		return block.subarray(start - first, end - first);
	}

	/** The bytes [start, end) as they are now, fewer where the file ends before. */
	readNow(start: number, end: number): Uint8Array {
		const bytes = new Uint8Array(end - start);
		let done = 0;
		while (done < bytes.length) {
			const read = readSync(this.descriptor, bytes, done, bytes.length - done, start + done);
			if (read === 0) break;
			done += read;
		}
		return bytes.subarray(0, done);
	}

	clear(): void {
		this.blocks.clear();
	}
}

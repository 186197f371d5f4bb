import { closeSync, fstatSync, readSync } from 'node:fs';
import type { FileBytes } from '../bytes.ts';

const BLOCK = 1 << 16;
const MAX_BLOCKS = 32;
/** How many bytes of the beginning and of the end tell whether a file only grew. */
const SAMPLE = 1 << 12;

/**
 * The bytes of an open file. Small reads go through a cache of blocks, since values that stand together are asked for
 * together. A file that was replaced keeps its old bytes here (they are read through the descriptor); one that was
 * overwritten gives none, rather than bytes that mean something else now. One that only grew is still what was read.
 */
export class DiskBytes implements FileBytes {
	private readonly blocks = new Map<number, Uint8Array>();
	private modified: number;
	private broken = false;
	/** The first and the last bytes that were read, to tell a file that grew from one that was written anew. */
	private head = new Uint8Array(0);
	private tail = new Uint8Array(0);

	/**
	 * @param descriptor open for reading; closed by {@link close}
	 * @param size how many of its bytes were, or will be, read: what is appended later does not count
	 * @param modified its time of modification before it was read, as in `mtimeMs`
	 */
	constructor(
		private readonly descriptor: number,
		private readonly size: number,
		modified: number,
	) {
		this.modified = modified;
	}

	/** Remembers what was read, chunk by chunk, as far as {@link changed} needs it: the first and the last bytes. */
	remember(chunk: Uint8Array, offset: number): void {
		if (offset < SAMPLE) this.head = Uint8Array.from([...this.head, ...chunk.subarray(0, SAMPLE - offset)]);
		const last = chunk.subarray(Math.max(0, this.size - SAMPLE - offset));
		if (offset + chunk.length > this.size - SAMPLE) this.tail = Uint8Array.from([...this.tail, ...last]);
	}

	read(offset: number, length: number): Uint8Array {
		const end = Math.min(offset + length, this.size);
		if (offset >= end) return new Uint8Array(0);
		const block = Math.floor(offset / BLOCK);
		if (Math.floor((end - 1) / BLOCK) !== block)
			return this.changed() ? new Uint8Array(0) : this.readNow(offset, end);
		let bytes = this.blocks.get(block);
		if (bytes === undefined) {
			if (this.changed()) return new Uint8Array(0);
			bytes = this.readNow(block * BLOCK, Math.min((block + 1) * BLOCK, this.size));
			if (this.blocks.size === MAX_BLOCKS) this.blocks.delete(this.blocks.keys().next().value as number);
			this.blocks.set(block, bytes);
		}
		return bytes.subarray(offset - block * BLOCK, end - block * BLOCK);
	}

	changed(): boolean {
		if (this.broken) return true;
		const { mtimeMs, size } = fstatSync(this.descriptor);
		if (mtimeMs === this.modified && size >= this.size) return false;
		this.broken = size <= this.size || !this.beginsAndEndsAsBefore();
		if (!this.broken) this.modified = mtimeMs;
		return this.broken;
	}

	close(): void {
		this.blocks.clear();
		this.broken = true;
		closeSync(this.descriptor);
	}

	private beginsAndEndsAsBefore(): boolean {
		const { head, tail } = this;
		const same = (before: Uint8Array, at: number) =>
			Buffer.compare(this.readNow(at, at + before.length), before) === 0;
		return same(head, 0) && same(tail, this.size - tail.length);
	}

	private readNow(start: number, end: number): Uint8Array {
		const bytes = new Uint8Array(end - start);
		let done = 0;
		while (done < bytes.length) {
			const read = readSync(this.descriptor, bytes, done, bytes.length - done, start + done);
			if (read === 0) break;
			done += read;
		}
		return bytes.subarray(0, done);
	}
}

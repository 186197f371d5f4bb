import { closeSync, fstatSync } from 'node:fs';
import type { FileBytes } from '../bytes.ts';
import { BlockCache } from './blockCache.ts';

/** How many bytes of the beginning and of the end tell whether a file only grew. */
const SAMPLE = 1 << 12;
/** So many milliseconds at most after a file's time its size is another one, too, where it grows. */
const GROWING_MS = 20;
const nobody = new Int32Array(new SharedArrayBuffer(4));

/** What tells the bytes of an open file, for another thread. */
export interface DiskState {
	readonly descriptor: number;
	readonly size: number;
	readonly modified: number;
	readonly head: Uint8Array<ArrayBuffer>;
	readonly tail: Uint8Array<ArrayBuffer>;
	readonly remembered: number;
}

/**
 * The bytes of an open file. A file that was replaced keeps its old bytes here (they are read through the descriptor); one
 * that was overwritten gives none, rather than bytes that mean something else now. One that only grew is still what was read.
 */
export class DiskBytes implements FileBytes {
	private readonly cache: BlockCache;
	private modified: number;
	private broken = false;
	private closed = false;
	/** The first and the last bytes that were read, to tell a file that grew from one that was written anew. */
	private head = new Uint8Array(0);
	private tail = new Uint8Array(0);
	/** The end of the bytes that were read, and of `tail`. */
	private remembered = 0;

	/**
	 * @param descriptor open for reading; closed by {@link close}
	 * @param size how many of its bytes were, or will be, read: what is appended later does not count
	 * @param modified its time of modification before it was read, as in `mtimeMs`
	 */
	constructor(
		private readonly descriptor: number,
		public size: number,
		modified: number,
	) {
		this.modified = modified;
		this.cache = new BlockCache(descriptor, () => !this.changed());
	}

	/** The same bytes in another thread of the process, from {@link state}. They are closed where they were opened. */
	static sharing({ descriptor, size, modified, head, tail, remembered }: DiskState): DiskBytes {
		return Object.assign(new DiskBytes(descriptor, size, modified), { head, tail, remembered });
	}

	get state(): DiskState {
		const { descriptor, size, modified, head, tail, remembered } = this;
		return { descriptor, size, modified, head, tail, remembered };
	}

	/** Remembers what was read, chunk by chunk, as far as {@link changed} needs it: the first and the last bytes. */
	remember(chunk: Uint8Array): void {
		const offset = this.remembered;
		this.remembered += chunk.length;
		if (offset < SAMPLE) this.head = joined(this.head, chunk.subarray(0, SAMPLE - offset));
		this.tail = joined(this.tail, chunk.subarray(-SAMPLE)).slice(-SAMPLE);
	}

	/**
	 * The file has this size now, not less than was read of it: what was added counts from now on. `touched`: it has another time, and is as
	 * long as before.
	 */
	growTo(size: number, modified: number): 'same' | 'touched' | 'grown' | 'replaced' {
		if (size === this.remembered && modified === this.modified) return 'same';
		if (this.broken || !this.isAsBefore()) return 'replaced';
		this.size = size;
		this.modified = modified;
		return size === this.remembered ? 'touched' : 'grown';
	}

	read(offset: number, length: number): Uint8Array {
		return this.cache.read(offset, Math.min(offset + length, this.size));
	}

	changed(): boolean {
		if (this.broken) return true;
		let { mtimeMs, size } = fstatSync(this.descriptor);
		if (mtimeMs === this.modified && size >= this.size) return false;
		// A system may tell the time of what is being appended before it tells the size.
		for (let ms = 0; ms < GROWING_MS && size === this.size && this.isAsBefore(); ms += 2) {
			Atomics.wait(nobody, 0, 0, 2);
			({ mtimeMs, size } = fstatSync(this.descriptor));
		}
		this.broken = size <= this.size || !this.isAsBefore();
		if (!this.broken) this.modified = mtimeMs;
		return this.broken;
	}

	/** Whether what was read of the file still begins and ends as it did. */
	private isAsBefore(): boolean {
		const same = (before: Uint8Array, at: number) =>
			Buffer.compare(this.cache.readNow(at, at + before.length), before) === 0;
		return same(this.head, 0) && same(this.tail, this.remembered - this.tail.length);
	}

	/** The first bytes as they are now. @throws what the file system says */
	peek(length: number): Uint8Array {
		return this.cache.readNow(0, Math.min(length, this.size));
	}

	close(): void {
		if (this.closed) return;
		this.closed = true;
		this.cache.clear();
		this.broken = true;
		closeSync(this.descriptor);
	}
}

function joined(before: Uint8Array, after: Uint8Array): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(before.length + after.length);
	bytes.set(before);
	bytes.set(after, before.length);
	return bytes;
}

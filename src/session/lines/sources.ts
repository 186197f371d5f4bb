import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { reasonOf } from '../node/unreadable.ts';
import type { RandomBytes } from './lineText.ts';

/** Where a file's bytes are: on disk, or in memory that threads share. */
export type ReadableFile = { path: string } | { bytes: SharedArrayBuffer };

/** A file that is open for reading at any place. */
export interface OpenFile extends RandomBytes {
	/** Whether the file is still the one that was opened: `grown` has more bytes, `other` is something else now. */
	compare(): 'same' | 'grown' | 'other' | { gone: string };
	/** Takes the size that it has now. */
	extend(): void;
	close(): void;
}

/** So many bytes of both ends tell a file that grew from one that was written anew. */
const SAMPLE = 4096;
const BUFFER = 1 << 16;

/** Opens a file. @throws the error of the file system */
export function openFile(file: ReadableFile): OpenFile {
	return 'path' in file ? new DiskFile(file.path) : new SharedFile(file.bytes);
}

class SharedFile implements OpenFile {
	readonly size: number;
	private readonly bytes: Uint8Array;

	constructor(shared: SharedArrayBuffer) {
		this.bytes = new Uint8Array(shared);
		this.size = shared.byteLength;
	}

	read(offset: number, length: number): Uint8Array {
		// A copy: text decoders refuse shared memory.
		return this.bytes.slice(offset, offset + length);
	}

	compare(): 'same' {
		return 'same';
	}

	extend(): void {}

	close(): void {}
}

class DiskFile implements OpenFile {
	size: number;
	private readonly descriptor: number;
	private stats: Stats;
	private ends: { head: Buffer; tail: Buffer };
	private buffer = Buffer.allocUnsafe(BUFFER);

	constructor(private readonly path: string) {
		this.descriptor = openSync(path, 'r');
		this.stats = fstatSync(this.descriptor);
		if (!this.stats.isFile()) {
			closeSync(this.descriptor);
			throw new Error(this.stats.isDirectory() ? 'it is a directory' : 'it is no regular file');
		}
		this.size = this.stats.size;
		this.ends = this.sample();
	}

	read(offset: number, length: number): Uint8Array {
		const wanted = Math.max(0, Math.min(length, this.size - offset));
		if (wanted > this.buffer.length) this.buffer = Buffer.allocUnsafe(wanted);
		const into = this.buffer.subarray(0, wanted);
		let done = 0;
		while (done < wanted) {
			const read = readSync(this.descriptor, into, done, wanted - done, offset + done);
			if (read === 0) break;
			done += read;
		}
		return into.subarray(0, done);
	}

	compare(): ReturnType<OpenFile['compare']> {
		let now: Stats;
		try {
			now = statSync(this.path);
		} catch (error) {
			return { gone: reasonOf(error) };
		}
		const before = this.stats;
		if (now.ino !== before.ino || now.dev !== before.dev || now.size < this.size) return 'other';
		if (now.size === this.size) return now.mtimeMs === before.mtimeMs ? 'same' : 'other';
		const { head, tail } = this.sample();
		return head.equals(this.ends.head) && tail.equals(this.ends.tail) ? 'grown' : 'other';
	}

	extend(): void {
		this.stats = fstatSync(this.descriptor);
		this.size = this.stats.size;
		this.ends = this.sample();
	}

	close(): void {
		closeSync(this.descriptor);
	}

	/** Of the size that was taken last. */
	private sample(): { head: Buffer; tail: Buffer } {
		const copy = (bytes: Uint8Array) => Buffer.from(bytes);
		const start = Math.max(0, this.size - SAMPLE);
		return { head: copy(this.read(0, SAMPLE)), tail: copy(this.read(start, SAMPLE)) };
	}
}

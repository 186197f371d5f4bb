import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { compressionOf, MAGIC_BYTES } from '../node/compressed/compression.ts';
import { reasonOf } from '../node/unreadable.ts';
import type { OpenFile, ReadableFile } from './file.ts';
import { UnpackedFile } from './unpackedFile.ts';

/** What is read at a time of a whole file. */
const CHUNK = 1 << 20;
/** So many bytes of both ends tell a file that grew from one that was written anew. */
const SAMPLE = 4096;
const BUFFER = 1 << 16;

/** Opens a file. What it is tell its first bytes, not its name. @throws the error of the file system */
export function openFile(readable: ReadableFile): OpenFile {
	const file = 'path' in readable ? new DiskFile(readable.path) : new SharedFile(readable.bytes);
	return compressionOf(file.read(0, MAGIC_BYTES)) === null ? file : new UnpackedFile(readable, file);
}

/** Reads a file from its start to its end. @param use told the chunk, and how far it is: in bytes as they are stored */
export async function readThrough(
	readable: ReadableFile,
	use: (chunk: Uint8Array, done: number, size: number) => void,
): Promise<void> {
	const file = openFile(readable);
	try {
		if (file.unpacking !== null) {
			const { unpacking } = file;
			await file.unpack((chunk) => use(chunk, unpacking.done, unpacking.total));
			return;
		}
		for (let at = 0; at < file.size; ) {
			const chunk = file.read(at, CHUNK);
			if (chunk.length === 0) return;
			at += chunk.length;
			use(chunk, at, file.size);
		}
	} finally {
		file.close();
	}
}

class SharedFile implements OpenFile {
	readonly unpacking = null;
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

	async unpack(): Promise<void> {}

	compare(): 'same' {
		return 'same';
	}

	extend(): void {}

	close(): void {}
}

class DiskFile implements OpenFile {
	readonly unpacking = null;
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

	async unpack(): Promise<void> {}

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

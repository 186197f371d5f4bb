import { firstWhere } from '../trace/firstWhere.ts';
import type { LineSource } from '../trace/source.ts';

/** The bytes of one file of a trace, read back by offset. */
export interface FileBytes {
	/** The bytes [offset, offset + length); fewer where the file has become shorter, none where it is no longer what was read. */
	read(offset: number, length: number): Uint8Array;
	/** Whether the file is no longer what was read. */
	changed(): boolean;
	close(): void;
}

/** The bytes of all files of a trace, by the number of the file. */
export class FilesSource implements LineSource {
	readonly files: FileBytes[] = [];

	read(file: number, offset: number, length: number): Uint8Array {
		return this.files[file]?.read(offset, length) ?? new Uint8Array(0);
	}

	close(): void {
		for (const file of this.files) file.close();
		this.files.length = 0;
	}
}

/** Bytes that are kept in memory, as the chunks in which they came: what cannot be read twice, and text that is not on disk. */
export class MemoryBytes implements FileBytes {
	private readonly chunks: Uint8Array[] = [];
	private readonly starts: number[] = [];
	private size = 0;

	/** Appends a chunk, which must not be changed afterwards. */
	push(chunk: Uint8Array): void {
		if (chunk.length === 0) return;
		this.starts.push(this.size);
		this.chunks.push(chunk);
		this.size += chunk.length;
	}

	/** Logarithmic in the number of chunks; copies only what lies in several. */
	read(offset: number, length: number): Uint8Array {
		const end = Math.min(offset + length, this.size);
		if (offset >= end) return new Uint8Array(0);
		let at = this.chunkAt(offset);
		const start = offset - (this.starts[at] as number);
		const first = (this.chunks[at] as Uint8Array).subarray(start, start + end - offset);
		if (first.length === end - offset) return first;
		const bytes = new Uint8Array(end - offset);
		bytes.set(first);
		for (let done = first.length; done < bytes.length; ) {
			const next = (this.chunks[++at] as Uint8Array).subarray(0, bytes.length - done);
			bytes.set(next, done);
			done += next.length;
		}
		return bytes;
	}

	changed(): boolean {
		return false;
	}

	close(): void {
		this.chunks.length = 0;
		this.starts.length = 0;
		this.size = 0;
	}

	private chunkAt(offset: number): number {
		return firstWhere(1, this.starts.length, (i) => (this.starts[i] as number) > offset) - 1;
	}
}

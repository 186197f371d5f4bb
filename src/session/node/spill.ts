import { randomUUID } from 'node:crypto';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FileBytes, MemoryBytes } from '../bytes.ts';
import { BlockCache } from './blockCache.ts';
import { reasonOf, UnreadableInput } from './unreadable.ts';

/** So much is held in memory; more goes to a file. */
const IN_MEMORY = 16 << 20;

/**
 * Bytes that cannot be read twice from where they come (a pipe, compressed data), kept to be read back by offset: in memory
 * while they are few, then in a temporary file that only its owner can read. The file has no name any more once it is open, so
 * that it goes with the process, however that ends.
 */
export class Spill implements FileBytes {
	private readonly memory = new MemoryBytes();
	private file: TemporaryFile | null = null;
	private size = 0;

	/** @param name of the input, for messages */
	constructor(private readonly name: string) {}

	/** Appends a copy of a chunk. @throws UnreadableInput where there is no room for it */
	push(chunk: Uint8Array): void {
		if (this.file === null && this.size + chunk.length <= IN_MEMORY) this.memory.push(new Uint8Array(chunk));
		else this.spill(chunk);
		this.size += chunk.length;
	}

	read(offset: number, length: number): Uint8Array {
		if (this.file === null) return this.memory.read(offset, length);
		return this.file.cache.read(offset, Math.min(offset + length, this.size));
	}

	changed(): boolean {
		return false;
	}

	close(): void {
		this.memory.close();
		this.file?.close();
		this.file = null;
		this.size = 0;
	}

	private spill(chunk: Uint8Array): void {
		try {
			if (this.file === null) {
				this.file = new TemporaryFile();
				this.file.append(this.memory.read(0, this.size));
				this.memory.close();
			}
			this.file.append(chunk);
		} catch (error) {
			throw new UnreadableInput(this.name, `its content cannot be kept in ${tmpdir()}: ${reasonOf(error)}`);
		}
	}
}

/** A file that nobody else sees. */
class TemporaryFile {
	readonly cache: BlockCache;
	private readonly path = join(tmpdir(), `replication-trace-${randomUUID()}`);
	private readonly descriptor = openSync(this.path, 'wx+', 0o600);

	constructor() {
		this.cache = new BlockCache(this.descriptor);
		this.remove();
	}

	append(bytes: Uint8Array): void {
		for (let done = 0; done < bytes.length; ) done += writeSync(this.descriptor, bytes, done);
	}

	close(): void {
		this.cache.clear();
		closeSync(this.descriptor);
		this.remove();
	}

	/** Where an open file cannot be removed, it is when it is closed. */
	private remove(): void {
		try {
			rmSync(this.path, { force: true });
		} catch {}
	}
}

import type { Stats } from 'node:fs';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type FileBytes, MemoryBytes } from '../bytes.ts';
import type { Input } from '../wire.ts';
import { readChunks, readHead } from './chunks.ts';
import { DiskBytes } from './diskBytes.ts';
import { reasonOf, UnreadableInput } from './unreadable.ts';

/** The path that stands for standard input. */
export const STANDARD_INPUT = '-';

/** An input that is open: what is left to do is to read its bytes. */
export interface Opened {
	readonly name: string;
	/** In bytes; null where only reading tells. */
	readonly size: number | null;
	/** The first bytes, at most `length`; asked for at most once, before the reading. */
	head(length: number): Promise<Uint8Array>;
	read(push: (chunk: Uint8Array) => void, signal?: AbortSignal): Promise<FileBytes>;
	close(): void;
}

/** Opens an input. @throws UnreadableInput */
export function openInput(input: Input): Opened {
	const { name } = input;
	if ('bytes' in input) return inMemory(name, input.bytes);
	if (input.path === STANDARD_INPUT) return piped(name, 0);
	let descriptor: number;
	let stats: Stats;
	try {
		descriptor = openSync(input.path, 'r');
		stats = fstatSync(descriptor);
	} catch (error) {
		throw new UnreadableInput(name, reasonOf(error));
	}
	if (stats.isDirectory()) {
		closeSync(descriptor);
		throw new UnreadableInput(name, 'it is a directory');
	}
	return stats.isFile() ? onDisk(name, descriptor, stats) : piped(name, descriptor);
}

function inMemory(name: string, bytes: Uint8Array): Opened {
	return {
		name,
		size: bytes.length,
		head: async (length) => bytes.subarray(0, length),
		async read(push) {
			const kept = new MemoryBytes();
			kept.push(bytes);
			push(bytes);
			return kept;
		},
		close() {},
	};
}

/** A pipe or a device: its bytes are kept, since they cannot be read twice. Standard input is left open. */
function piped(name: string, descriptor: number): Opened {
	let open = descriptor > 2;
	let head = new Uint8Array(0);
	const close = () => {
		if (open) closeQuietly(descriptor);
		open = false;
	};
	return {
		name,
		size: null,
		async head(length) {
			head = Uint8Array.from(await readHead(name, descriptor, length));
			return head;
		},
		async read(push, signal) {
			const kept = new MemoryBytes();
			kept.push(head);
			if (head.length > 0) push(head);
			await readChunks(name, descriptor, { positioned: false, signal }, (chunk) => {
				kept.push(chunk.slice());
				push(chunk);
			});
			close();
			return kept;
		},
		close,
	};
}

function onDisk(name: string, descriptor: number, { size, mtimeMs }: Stats): Opened {
	let bytes: DiskBytes | null = null;
	return {
		name,
		size,
		async head(length) {
			const head = new Uint8Array(Math.min(length, size));
			try {
				return head.subarray(0, readSync(descriptor, head, 0, head.length, 0));
			} catch (error) {
				throw new UnreadableInput(name, reasonOf(error));
			}
		},
		async read(push, signal) {
			bytes = new DiskBytes(descriptor, size, mtimeMs);
			let read = 0;
			await readChunks(name, descriptor, { positioned: true, size, signal }, (chunk) => {
				bytes?.remember(chunk, read);
				read += chunk.length;
				push(chunk);
			});
			if (read < size) throw new UnreadableInput(name, 'it became shorter while it was read');
			return bytes;
		},
		close() {
			if (bytes === null) closeQuietly(descriptor);
			else bytes.close();
		},
	};
}

/** Closing on the way out of an error must not hide that error. */
function closeQuietly(descriptor: number): void {
	try {
		closeSync(descriptor);
	} catch {}
}

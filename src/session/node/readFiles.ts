import type { Stats } from 'node:fs';
import { closeSync, fstatSync, openSync } from 'node:fs';
import { NativeReader } from '../../formats/native/reader.ts';
import { type Trace, TraceBuilder } from '../../trace/trace.ts';
import { type FileBytes, FilesSource, MemoryBytes } from '../bytes.ts';
import type { Input } from '../wire.ts';
import { readChunks } from './chunks.ts';
import { DiskBytes } from './diskBytes.ts';
import { reasonOf, UnreadableInput } from './unreadable.ts';

/** The path that stands for standard input. */
export const STANDARD_INPUT = '-';

export interface ReadOptions {
	/** Ends the reading with the signal's reason. */
	signal?: AbortSignal;
	/** Called after each chunk; `total` is null where it is not known (a pipe). May throw to end the reading. */
	onProgress?: (bytes: number, total: number | null) => void;
}

/** A trace that was read, with the way back into its files. Whoever gets it closes its source. */
export interface OpenTrace {
	readonly trace: Trace;
	readonly source: FilesSource;
	/** Throws {@link UnreadableInput} where a file is not any more what was read. */
	check(): void;
}

/** An input that is open: what is left to do is to read its bytes. */
interface Opened {
	readonly name: string;
	/** In bytes; null where only reading tells. */
	readonly size: number | null;
	read(push: (chunk: Uint8Array) => void, signal?: AbortSignal): Promise<FileBytes>;
	close(): void;
}

/**
 * Reads files, one after the other, into one trace. All are opened first, so that a wrong name is told before anything is
 * read. Of a file on disk no more is read than it had when it was opened.
 *
 * @throws UnreadableInput where one cannot be read, or changes while it is read
 */
export async function readFiles(inputs: readonly Input[], options: ReadOptions = {}): Promise<OpenTrace> {
	const { signal, onProgress } = options;
	const builder = new TraceBuilder('native');
	const source = new FilesSource();
	const opened: Opened[] = [];
	try {
		for (const input of inputs) opened.push(openInput(input));
		const total = opened.some(({ size }) => size === null)
			? null
			: opened.reduce((sum, { size }) => sum + (size ?? 0), 0);
		let done = 0;
		for (const [number, input] of opened.entries()) {
			const reader = new NativeReader(builder, input.name);
			const push = (chunk: Uint8Array) => {
				reader.push(chunk);
				done += chunk.length;
				onProgress?.(done, total);
			};
			source.files[number] = await input.read(push, signal);
			reader.end();
		}
		const check = () => {
			for (const [number, { name }] of opened.entries()) {
				if (source.files[number]?.changed()) throw new UnreadableInput(name, 'it changed while it was read');
			}
		};
		check();
		return { trace: builder, source, check };
	} catch (error) {
		for (const input of opened) input.close();
		throw error;
	}
}

function openInput(input: Input): Opened {
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
	const close = () => {
		if (open) closeQuietly(descriptor);
		open = false;
	};
	return {
		name,
		size: null,
		async read(push, signal) {
			const kept = new MemoryBytes();
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

import { closeSync, fstatSync, type Stats, statSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { type FileBytes, MemoryBytes } from '../bytes.ts';
import { type ChunkOptions, chunksOf } from './chunks.ts';
import { DiskBytes } from './diskBytes.ts';
import { Spill } from './spill.ts';
import { reasonOf, UnreadableInput } from './unreadable.ts';

/** Where bytes come from, as they are stored there. */
export interface RawSource {
	/** In bytes; null where only reading tells. */
	readonly size: number | null;
	/** Its first bytes, without taking them; absent where they can be read only once. */
	start?(length: number): Uint8Array;
	/** Its bytes from the start, in chunks that are overwritten once the next one is asked for. To be called once. */
	chunks(chunk?: number): AsyncGenerator<Uint8Array>;
	/** What keeps the bytes to be read back, as they are stored. */
	readonly kept: FileBytes;
	/** Whether `kept` has to be given the bytes. */
	keep?(chunk: Uint8Array): void;
	/**
	 * Reading is over. @throws UnreadableInput where it was not what there was to read
	 *
	 * @param whole whether it was read to its end
	 */
	check?(whole: boolean): void;
	/**
	 * What has become of it since it was read: only of what can be read on. To be asked before it is read, too: it is then watched
	 * for bytes in its midst that were written over.
	 */
	growth?(): Promise<Growth>;
	/** What was added since it was read, in chunks as those of `chunks`. */
	added?(): AsyncGenerator<Uint8Array>;
	/** Lets go of it, `kept` included. */
	close(): void;
}

/** `replaced`: it is another file, became shorter, or what was read of it is no longer what it holds. */
export type Growth = 'same' | 'grown' | 'replaced';

/** What has become of several. */
export function worst(growths: readonly Growth[]): Growth {
	const order: readonly Growth[] = ['replaced', 'grown', 'same'];
	return order.find((growth) => growths.includes(growth)) ?? 'same';
}

const MEMORY_CHUNK = 1 << 20;
/** Of a file that grows, no more than this is read again to see that what was read of it stands as it did. */
const READ_AGAIN = 1 << 20;

/** Bytes that are here already. */
export function inMemory(bytes: Uint8Array): RawSource {
	const kept = new MemoryBytes();
	kept.push(bytes);
	return {
		size: bytes.length,
		kept,
		start: (length) => bytes.subarray(0, length),
		async *chunks(chunk = MEMORY_CHUNK) {
			for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
		},
		close: () => kept.close(),
	};
}

/** A pipe or a device: its bytes are kept, since they cannot be read twice. Standard input is left open. */
export function piped(name: string, descriptor: number): RawSource {
	const kept = new Spill(name);
	let open = descriptor > 2;
	const release = () => {
		if (open) closeQuietly(descriptor);
		open = false;
	};
	return {
		size: null,
		kept,
		chunks: (chunk) => chunksOf(name, descriptor, { positioned: false, ...(chunk && { chunk }) }),
		keep: (chunk) => kept.push(chunk),
		check: release,
		close() {
			release();
			kept.close();
		},
	};
}

/** A file on disk, of which no more is read than it had when it was opened, unless it is asked what was added. */
export function onDisk(name: string, path: string, descriptor: number, stats: Stats): RawSource {
	const { size } = stats;
	const kept = new DiskBytes(descriptor, size, stats.mtimeMs);
	let read = 0;
	/** Of what was read; null where nobody asks how it grows. */
	let sum: number | null = null;
	let isReplaced = false;
	async function* chunks(options: Omit<ChunkOptions, 'positioned'>): AsyncGenerator<Uint8Array> {
		for await (const bytes of chunksOf(name, descriptor, { positioned: true, ...options })) {
			kept.remember(bytes);
			read += bytes.length;
			if (sum !== null) sum = crc32(bytes, sum);
			yield bytes;
		}
	}
	async function isAsRead(): Promise<boolean> {
		let now = 0;
		for await (const bytes of chunksOf(name, descriptor, { positioned: true, to: read }))
			now = crc32(bytes, now);
		return now === sum;
	}
	/** Of the file that is open, wherever it is by now: what is added to it after it was moved away counts, too. */
	async function grown(): Promise<Growth> {
		const now = fstatSync(descriptor);
		if (now.size < read) return 'replaced';
		const growth = kept.growTo(now.size, now.mtimeMs);
		// What appends makes it longer. Where it only has another time, something may have been written into its midst.
		const isDoubtful = growth === 'touched' || (growth === 'grown' && read <= READ_AGAIN);
		if (isDoubtful && !(await isAsRead())) return 'replaced';
		return growth === 'touched' ? 'same' : growth;
	}
	/** Whether another file stands in its place. Where none does, one may be on its way. */
	function isAnother(): boolean {
		const now = statSync(path, { throwIfNoEntry: false });
		return now !== undefined && (now.ino !== stats.ino || now.dev !== stats.dev);
	}
	return {
		size,
		kept,
		start(length) {
			return readable(name, () => kept.peek(length));
		},
		chunks: (chunk) => chunks({ to: size, ...(chunk && { chunk }) }),
		async growth() {
			sum ??= 0;
			if (isReplaced) return 'replaced';
			try {
				const growth = await grown();
				isReplaced = growth === 'replaced' || isAnother();
				// What was added to the one before is read first, once: it may go on for ever.
				return isReplaced && growth === 'same' ? 'replaced' : growth;
			} catch (error) {
				throw error instanceof UnreadableInput ? error : new UnreadableInput(name, reasonOf(error));
			}
		},
		added: () => chunks({ from: read, to: kept.size }),
		check(whole) {
			if (whole && read < size) throw new UnreadableInput(name, 'it became shorter while it was read');
			if (readable(name, () => kept.changed()))
				throw new UnreadableInput(name, 'it changed while it was read');
		},
		close: () => kept.close(),
	};
}

/** What is asked of the file system. @throws UnreadableInput with its reason */
function readable<T>(name: string, ask: () => T): T {
	try {
		return ask();
	} catch (error) {
		throw new UnreadableInput(name, reasonOf(error));
	}
}

/** Closing on the way out of an error must not hide that error. */
function closeQuietly(descriptor: number): void {
	try {
		closeSync(descriptor);
	} catch {}
}

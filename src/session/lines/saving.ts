import type { FileHandle } from 'node:fs/promises';
import { writeWhole } from '../node/wholeFile.ts';

/** What is copied at a time: between two, others are served. */
const CHUNK = 1 << 20;
/** Milliseconds between two messages on the progress. */
const INTERVAL = 100;

/**
 * Writes bytes into a file, which is whole or as it was before; see {@link writeWhole}.
 *
 * @param read the bytes at an offset, at most so many
 * @param told how many of them are written
 * @throws the error of the file system, and the signal's reason
 */
export async function saveBytes(
	read: (offset: number, length: number) => Uint8Array,
	{ start, end }: { start: number; end: number },
	path: string,
	told: (done: number) => void,
	signal: AbortSignal,
): Promise<void> {
	await writeWhole(path, copy);

	async function copy(into: FileHandle): Promise<void> {
		let last = performance.now();
		for (let at = start; at < end; ) {
			signal.throwIfAborted();
			// A copy: others are read into the same memory while this is written.
			const chunk = Uint8Array.from(read(at, Math.min(CHUNK, end - at)));
			if (chunk.length === 0) throw new Error('the file became shorter');
			await into.writeFile(chunk);
			at += chunk.length;
			if (performance.now() - last < INTERVAL) continue;
			last = performance.now();
			told(at - start);
		}
	}
}

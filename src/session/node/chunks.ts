import { read as readCallback } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { reasonOf, UnreadableInput } from './unreadable.ts';

const CHUNK = 1 << 20;
const AGAIN_AFTER_MS = 10;
const read = promisify(readCallback);

export interface ChunkOptions {
	/** `positioned`: at offsets of its own, whatever was read before; else where the last read ended. */
	positioned: boolean;
	/** Where to begin, in bytes; of a positioned descriptor only. */
	from?: number;
	/** No further than this, in bytes from the file's start. */
	to?: number;
	/** The most bytes of a chunk. */
	chunk?: number;
	signal?: AbortSignal;
}

/**
 * Reads a descriptor to its end, in chunks, which are overwritten once the next one is asked for. The next chunk is read while
 * the one before it is used.
 *
 * @throws UnreadableInput
 */
export async function* chunksOf(
	name: string,
	descriptor: number,
	{ positioned, from = 0, to = Number.POSITIVE_INFINITY, chunk: most = CHUNK, signal }: ChunkOptions,
): AsyncGenerator<Uint8Array> {
	let at = from;
	const next = async (buffer: Uint8Array): Promise<Uint8Array> => {
		const wanted = Math.min(buffer.length, to - at);
		if (wanted <= 0) return buffer.subarray(0, 0);
		const bytes = await readSome(name, descriptor, buffer.subarray(0, wanted), positioned ? at : null);
		at += bytes.length;
		return bytes;
	};
	let buffer = new Uint8Array(most);
	let spare = new Uint8Array(most);
	let following = next(buffer);
	try {
		for (;;) {
			const chunk = await following;
			signal?.throwIfAborted();
			if (chunk.length === 0) return;
			[buffer, spare] = [spare, buffer];
			following = next(buffer);
			// Should nobody ask for it any more, its failure is nobody's.
			following.catch(() => {});
			yield chunk;
			signal?.throwIfAborted();
		}
	} finally {
		// A descriptor must not be closed under a read. A pipe that has nothing to read would never end it.
		if (positioned) await following.catch(() => {});
	}
}

/** What one read gives: the filled part of the buffer, empty at the end. `position` null: where the last read ended. */
async function readSome(
	name: string,
	descriptor: number,
	buffer: Uint8Array,
	position: number | null,
): Promise<Uint8Array> {
	for (;;) {
		try {
			const { bytesRead } = await read(descriptor, buffer, 0, buffer.length, position);
			return buffer.subarray(0, bytesRead);
		} catch (error) {
			const { code } = error as NodeJS.ErrnoException;
			// What Windows says at the end of a pipe.
			if (code === 'EOF') return buffer.subarray(0, 0);
			if (code !== 'EAGAIN') throw new UnreadableInput(name, reasonOf(error));
			// A pipe that does not block and has nothing yet.
			await setTimeout(AGAIN_AFTER_MS);
		}
	}
}

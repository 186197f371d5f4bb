import { read as readCallback } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { reasonOf, UnreadableInput } from './unreadable.ts';

const CHUNK = 1 << 20;
const AGAIN_AFTER_MS = 10;
const read = promisify(readCallback);

/**
 * Reads a descriptor to its end, in chunks, which are overwritten once `use` has returned. The next chunk is read while the
 * one before it is used.
 *
 * @param how `positioned`: from the start, whatever was read of it before; `size`: no further than this, in bytes
 */
export async function readChunks(
	name: string,
	descriptor: number,
	how: { positioned: boolean; size?: number; signal?: AbortSignal },
	use: (chunk: Uint8Array) => void,
): Promise<void> {
	const size = how.size ?? Number.POSITIVE_INFINITY;
	let at = 0;
	const next = async (buffer: Buffer): Promise<Uint8Array> => {
		const wanted = Math.min(buffer.length, size - at);
		if (wanted <= 0) return buffer.subarray(0, 0);
		const bytes = await readSome(name, descriptor, buffer.subarray(0, wanted), how.positioned ? at : null);
		at += bytes.length;
		return bytes;
	};
	let buffer = Buffer.allocUnsafe(CHUNK);
	let spare = Buffer.allocUnsafe(CHUNK);
	for (let chunk = await next(buffer); chunk.length > 0; ) {
		how.signal?.throwIfAborted();
		const following = next(spare);
		// Should `use` throw, nobody waits for the read any more.
		following.catch(() => {});
		use(chunk);
		chunk = await following;
		[buffer, spare] = [spare, buffer];
	}
	how.signal?.throwIfAborted();
}

/** The first bytes of a descriptor that can be read only once: `length` of them, or all there are. */
export async function readHead(name: string, descriptor: number, length: number): Promise<Buffer> {
	const head = Buffer.allocUnsafe(length);
	let filled = 0;
	while (filled < length) {
		const bytes = await readSome(name, descriptor, head.subarray(filled), null);
		if (bytes.length === 0) break;
		filled += bytes.length;
	}
	return head.subarray(0, filled);
}

/** What one read gives: the filled part of the buffer, empty at the end. `position` null: where the last read ended. */
async function readSome(
	name: string,
	descriptor: number,
	buffer: Buffer,
	position: number | null,
): Promise<Buffer> {
	try {
		const { bytesRead } = await read(descriptor, buffer, 0, buffer.length, position);
		return buffer.subarray(0, bytesRead);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		// What Windows says at the end of a pipe.
		if (code === 'EOF') return buffer.subarray(0, 0);
		// A pipe that does not block and has nothing yet.
		if (code === 'EAGAIN') {
			await setTimeout(AGAIN_AFTER_MS);
			return readSome(name, descriptor, buffer, position);
		}
		throw new UnreadableInput(name, reasonOf(error));
	}
}

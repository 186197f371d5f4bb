import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK = 1 << 20;

/**
 * The bytes of a file, a chunk at a time; each is overwritten by the next.
 *
 * @param {string} path
 */
export function* chunksOf(path) {
	const file = openSync(path, 'r');
	const buffer = Buffer.allocUnsafe(CHUNK);
	try {
		for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer)) {
			yield buffer.subarray(0, length);
		}
	} finally {
		closeSync(file);
	}
}

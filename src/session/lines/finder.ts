import type { Found } from '../linesProtocol.ts';
import type { ReadableFile } from './file.ts';
import type { FindPattern } from './findPattern.ts';
import { LineSearch } from './lineSearch.ts';
import { readThrough } from './sources.ts';

/** Milliseconds between two messages. */
const INTERVAL = 100;

/**
 * Searches a file from its beginning to its end, line by line, and tells what it finds as it goes. To give it up, its thread is
 * ended, since no pattern can be interrupted that takes for ever.
 *
 * @throws the error of the file system
 */
export async function find(
	readable: ReadableFile,
	pattern: FindPattern,
	tell: (found: Found) => void,
): Promise<void> {
	const search = new LineSearch(pattern);
	let told = performance.now();
	let extent = { done: 0, size: 0 };
	await readThrough(readable, (chunk, done, size) => {
		extent = { done, size };
		search.push(chunk);
		const now = performance.now();
		if (now - told < INTERVAL) return;
		told = now;
		tell(search.matches.take(done, size, false));
	});
	search.end();
	tell(search.matches.take(extent.size, extent.size, true));
}

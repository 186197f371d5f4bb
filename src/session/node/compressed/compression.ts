import { gunzip } from './gunzip.ts';
import { unzstd } from './unzstd.ts';

/** A way in which files are compressed. */
export interface Compression {
	readonly name: 'gzip' | 'zstd';
	/** Whether a file with this beginning is compressed in this way. */
	matches(start: Uint8Array): boolean;
	/** Decompresses as it is asked for more. @throws DamagedData */
	decompress(raw: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array>;
}

const COMPRESSIONS: readonly Compression[] = [
	{
		name: 'gzip',
		matches: (start) => start[0] === 0x1f && start[1] === 0x8b && start[2] === 8,
		decompress: gunzip,
	},
	{
		name: 'zstd',
		matches: ([a = 0, b, c, d]) =>
			(a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) ||
			// A frame to skip may come first.
			((a & 0xf0) === 0x50 && b === 0x2a && c === 0x4d && d === 0x18),
		decompress: unzstd,
	},
];

/** So many bytes tell how a file is compressed. */
export const MAGIC_BYTES = 4;

/** How a file is compressed, by its first bytes; null where it is not. Its name does not matter. */
export function compressionOf(start: Uint8Array): Compression | null {
	return COMPRESSIONS.find(({ matches }) => matches(start)) ?? null;
}

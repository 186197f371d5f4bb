import type { RandomBytes } from './characters.ts';

/** Where a file's bytes are: on disk, or in memory that threads share. */
export type ReadableFile = { path: string } | { bytes: SharedArrayBuffer };

/** A file that is open for reading at any place. */
export interface OpenFile extends RandomBytes {
	/**
	 * How far a compressed file is unpacked, in bytes as they are stored; null where it is not compressed: then all of it can be
	 * read at once. `damage`: why there is no more.
	 */
	readonly unpacking: { done: number; total: number; ended: boolean; damage: string | null } | null;
	/** Unpacks it, once, and gives away what it gets; a chunk may be overwritten afterwards. */
	unpack(use: (chunk: Uint8Array) => void): Promise<void>;
	/** Whether the file is still the one that was opened: `grown` has more bytes, `other` is something else now. */
	compare(): 'same' | 'grown' | 'other' | { gone: string };
	/** Takes the size that it has now. */
	extend(): void;
	close(): void;
}

import type { FileBytes } from '../bytes.ts';
import type { DamagedData } from './compressed/damaged.ts';
import type { Growth } from './rawSource.ts';

/**
 * An input that is open: what is left to do is to read its bytes. Of one that is compressed (gzip or zstd, by its first bytes)
 * everything but `size` and `done` is about its content.
 */
export interface Opened {
	readonly name: string;
	/** How it is compressed; null where it is not. Known once its head was asked for. */
	readonly compression: 'gzip' | 'zstd' | null;
	/** In bytes, as it is stored; null where only reading tells. */
	readonly size: number | null;
	/** So many of these bytes have been read. */
	readonly done: number;
	/** What has been read so far, to be read back; what is compressed is kept in a temporary file. */
	readonly bytes: FileBytes;
	/** What ended the reading of compressed data before its end; null where nothing did. */
	readonly damage: DamagedData | null;
	/** The first bytes: `length` of them, or all there are. */
	head(length: number, signal?: AbortSignal): Promise<Uint8Array>;
	/**
	 * Reads it, once. A chunk may be overwritten once `push` has returned.
	 *
	 * @returns `bytes`, to be closed by the caller
	 * @throws UnreadableInput, and the signal's reason
	 */
	read(push: (chunk: Uint8Array) => void, signal?: AbortSignal): Promise<FileBytes>;
	/**
	 * What has become of it since it was read. To be asked before it is read, too. @throws UnreadableInput where that cannot be told: of
	 * pipes and what is compressed
	 */
	growth(): Promise<Growth>;
	/** Reads what was added since it was read, or since this was called last. */
	readAdded(push: (chunk: Uint8Array) => void, signal?: AbortSignal): Promise<void>;
	close(): void;
}

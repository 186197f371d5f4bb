import type { ByteQueue } from './byteQueue.ts';

/** Which byte of a frame's header tells what is in it, and the bit of it that tells of a checksum. */
export const DESCRIPTOR = 4;
export const HAS_CHECKSUM = 4;

/** What the header of a Zstandard frame says (RFC 8878, 3.1.1.1). */
export interface FrameHeader {
	/** All bytes of it, the magic number included. */
	readonly bytes: Uint8Array;
	/** How far back a match may reach, in bytes. */
	readonly window: number;
	/** The bytes of the whole frame's content; null where it does not say. */
	readonly contentSize: number | null;
	readonly hasChecksum: boolean;
	readonly dictionary: number;
	/** The bit that no encoder sets is set. */
	readonly isReserved: boolean;
}

/** Reads the rest of a frame's header, of which the magic number is taken already. */
export async function readFrameHeader(queue: ByteQueue, magic: Uint8Array): Promise<FrameHeader> {
	const [descriptor = 0] = await queue.take(1);
	const isSingle = (descriptor & 0x20) !== 0;
	const windowLength = isSingle ? 0 : 1;
	const dictionaryLength = [0, 1, 2, 4][descriptor & 3] as number;
	const sizeFlag = descriptor >> 6;
	const sizeLength = sizeFlag === 0 ? (isSingle ? 1 : 0) : 1 << sizeFlag;
	const rest = new Uint8Array(await queue.take(windowLength + dictionaryLength + sizeLength));
	const size = littleEndian(rest.subarray(windowLength + dictionaryLength));
	const contentSize = sizeLength === 0 ? null : sizeLength === 2 ? size + 256 : size;
	return {
		bytes: Uint8Array.from([...magic, descriptor, ...rest]),
		window: isSingle ? (contentSize as number) : windowOf(rest[0] as number),
		contentSize,
		hasChecksum: (descriptor & HAS_CHECKSUM) !== 0,
		dictionary: littleEndian(rest.subarray(windowLength, windowLength + dictionaryLength)),
		isReserved: (descriptor & 8) !== 0,
	};
}

/** A number of up to eight bytes; beyond 2^53 not exact. */
export function littleEndian(bytes: Uint8Array): number {
	return bytes.reduceRight((value, byte) => value * 256 + byte, 0);
}

function windowOf(descriptor: number): number {
	const base = 2 ** (10 + (descriptor >> 3));
	return base + (base / 8) * (descriptor & 7);
}

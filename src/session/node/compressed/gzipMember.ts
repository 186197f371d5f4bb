import type { ByteQueue } from './byteQueue.ts';
import { DamagedData } from './damaged.ts';

const HAS_HEADER_CHECKSUM = 2;
const HAS_EXTRA = 4;
const HAS_NAME = 8;
const HAS_COMMENT = 16;
const RESERVED = 0xe0;

/** Takes the header of a gzip member (RFC 1952, 2.3). @throws DamagedData where none is there, or not all of it */
export async function readMemberHeader(queue: ByteQueue): Promise<void> {
	const at = queue.taken;
	const start = await queue.peek(1);
	if (start[0] !== 0x1f) throw noHeader(at);
	const [, second, method, flags = 0] = await queue.take(10);
	if (second !== 0x8b || method !== 8 || (flags & RESERVED) !== 0) throw noHeader(at);
	if (flags & HAS_EXTRA) {
		const [low = 0, high = 0] = await queue.take(2);
		await queue.skip(low + high * 256);
	}
	if (flags & HAS_NAME) await skipText(queue);
	if (flags & HAS_COMMENT) await skipText(queue);
	if (flags & HAS_HEADER_CHECKSUM) await queue.skip(2);
}

async function skipText(queue: ByteQueue): Promise<void> {
	while ((await queue.take(1))[0] !== 0);
}

function noHeader(at: number): DamagedData {
	return new DamagedData('the gzip data is damaged (incorrect header check)', at);
}

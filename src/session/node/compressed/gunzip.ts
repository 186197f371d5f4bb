import { crc32 } from 'node:zlib';
import { ByteQueue } from './byteQueue.ts';
import { DamagedData } from './damaged.ts';
import { readMemberHeader } from './gzipMember.ts';
import { Inflater } from './inflater.ts';

/** Compressed bytes given at a time: where one time fails, what came out of it is lost. So it is a small share of what was given. */
const LEAST_GIVEN = 1 << 6;
const MOST_GIVEN = 1 << 14;
const SHARE = 32;

/**
 * Decompresses gzip data (RFC 1952), of several members too, and checks its checksums. It runs in a thread of libuv's pool: the
 * next piece is decompressed while those of the one before it are used. Zeros behind a member are padding. The members are taken
 * apart here, so that what stands behind one cannot spoil it.
 *
 * @param raw its chunks are not used any more once the next one is asked for
 * @throws DamagedData
 */
export async function* gunzip(raw: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	const queue = new ByteQueue(raw, 'gzip');
	try {
		while (!(await queue.isEmpty())) {
			const at = queue.taken;
			const [first = 0] = await queue.peek(1);
			if (first === 0 && at > 0) {
				await queue.skip(1);
				continue;
			}
			await readMemberHeader(queue);
			yield* member(queue, at);
		}
	} finally {
		await queue.close();
	}
}

/** The content of a member whose header was read. */
async function* member(queue: ByteQueue, start: number): AsyncGenerator<Uint8Array> {
	const inflater = new Inflater();
	let checksum = 0;
	let length = 0;
	const counted = (pieces: readonly Uint8Array[]) => {
		for (const piece of pieces) {
			checksum = crc32(piece, checksum);
			length += piece.length;
		}
		return pieces;
	};
	try {
		let before: readonly Uint8Array[] = [];
		while (!inflater.isEnded) {
			const most = Math.min(Math.max(LEAST_GIVEN, Math.floor(queue.taken / SHARE)), MOST_GIVEN);
			const piece = await queue.peek(most);
			if (piece.length === 0) break;
			const following = inflater.give(piece);
			yield* counted(before);
			const { out, used } = await following;
			before = out;
			if (inflater.failure !== null) break;
			await queue.skip(used);
		}
		yield* counted(before);
		if (inflater.failure !== null) throw damaged(inflater.failure.message, queue.taken);
	} finally {
		inflater.close();
	}
	const at = queue.taken;
	const trailer = new DataView(new Uint8Array(await queue.take(8)).buffer);
	if (trailer.getUint32(0, true) !== checksum) throw damaged('incorrect data check', at, start);
	if (trailer.getUint32(4, true) !== length % 2 ** 32) throw damaged('incorrect length check', at, start);
}

function damaged(what: string, at: number, wrongFrom: number | null = null): DamagedData {
	return new DamagedData(`the gzip data is damaged (${what})`, at, wrongFrom);
}

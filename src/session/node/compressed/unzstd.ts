import { ByteQueue } from './byteQueue.ts';
import { DamagedData } from './damaged.ts';
import { DESCRIPTOR, type FrameHeader, HAS_CHECKSUM, littleEndian, readFrameHeader } from './zstdFrame.ts';

const MAGIC = 0xfd2fb528;
/** The last four bits of the magic number of a frame to skip are free. */
const SKIPPABLE = 0x184d2a50;
const MAX_BLOCK = 128 << 10;
/** As the program zstd does, unless it is told otherwise: a file must not say how much memory is taken. */
const MAX_WINDOW = 128 << 20;
const RESERVED_BLOCK = 3;
const RLE_BLOCK = 1;

/**
 * Decompresses Zstandard data, of several frames too, and checks its checksums. The frames are taken apart here, so that the
 * library, which does not look at checksums and takes what memory a frame asks for, gets one block after the other.
 *
 * @param raw its chunks are not used any more once the next one is asked for
 * @throws DamagedData
 */
export async function* unzstd(raw: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	const queue = new ByteQueue(raw, 'zstd');
	try {
		while (!(await queue.isEmpty())) {
			const magic = new Uint8Array(await queue.take(4));
			const number = littleEndian(magic);
			if (number === MAGIC) yield* frame(queue, await readFrameHeader(queue, magic));
			else if (number - (number % 16) === SKIPPABLE) await queue.skip(littleEndian(await queue.take(4)));
			else throw new DamagedData('the zstd data is damaged (no frame begins here)', queue.taken - 4);
		}
	} finally {
		await queue.close();
	}
}

async function* frame(queue: ByteQueue, header: FrameHeader): AsyncGenerator<Uint8Array> {
	const start = queue.taken - header.bytes.length;
	const refused = refusalOf(header);
	if (refused !== null) throw new DamagedData(refused, start);
	// Loaded with the first frame: most traces are not compressed.
	const [{ Decompress }, { default: xxhash }] = await Promise.all([import('fzstd'), import('xxhash-wasm')]);
	const checksum = header.hasChecksum ? (await xxhash()).create64() : null;
	let size = 0;
	let pieces: Uint8Array[] = [];
	const decoder = new Decompress((piece) => {
		if (piece.length === 0) return;
		pieces.push(piece);
		checksum?.update(piece);
		size += piece.length;
	});
	decoder.push(withoutChecksum(header.bytes));
	for (let isLast = false; !isLast; ) {
		const at = queue.taken;
		const damaged = (what: string) => new DamagedData(`the zstd data is damaged (${what})`, at);
		const blockHeader = new Uint8Array(await queue.take(3));
		const bits = littleEndian(blockHeader);
		isLast = (bits & 1) === 1;
		const type = (bits >> 1) & 3;
		const length = bits >> 3;
		if (type === RESERVED_BLOCK || length > MAX_BLOCK) throw damaged('a block that cannot be');
		const content = await queue.take(type === RLE_BLOCK ? 1 : length);
		pieces = [];
		try {
			decoder.push(blockHeader);
			// What has not eighteen bytes in all is decompressed only once it is known to be all.
			decoder.push(content, isLast);
		} catch (error) {
			throw damaged((error as Error).message);
		}
		if (header.contentSize !== null && size > header.contentSize) throw damaged('longer than it says');
		yield* pieces;
	}
	if (header.contentSize !== null && size !== header.contentSize)
		throw new DamagedData('the zstd data is damaged (shorter than it says)', queue.taken);
	if (checksum === null) return;
	const expected = littleEndian(await queue.take(4));
	if (Number(checksum.digest() & 0xffffffffn) !== expected)
		throw new DamagedData('the zstd data is damaged (its checksum is another one)', queue.taken - 4, start);
}

/** For a decoder that is not given the checksum. */
function withoutChecksum(header: Uint8Array): Uint8Array {
	return header.map((byte, i) => (i === DESCRIPTOR ? byte & ~HAS_CHECKSUM : byte));
}

function refusalOf({ window, dictionary, isReserved }: FrameHeader): string | null {
	if (isReserved) return 'the zstd data is damaged (a frame that cannot be)';
	if (dictionary !== 0) return `the zstd data needs the dictionary ${dictionary}`;
	if (window > MAX_WINDOW)
		return `the zstd data needs a window of ${Math.ceil(window / 2 ** 20)} MB; at most ${MAX_WINDOW >> 20} MB are given`;
	return null;
}

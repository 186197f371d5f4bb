import { createGunzip } from 'node:zlib';
import { DamagedData } from './damaged.ts';

const OUTPUT = 1 << 18;

/**
 * Decompresses gzip data, of several members too. It runs in a thread of libuv's pool: the next chunk is decompressed while the
 * pieces of the one before it are used. Zeros behind the last member are padding.
 *
 * @param raw its chunks are not used any more once the next one is asked for
 * @throws DamagedData
 */
export async function* gunzip(raw: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	const stream = createGunzip({ chunkSize: OUTPUT });
	let pieces: Uint8Array[] = [];
	let failure: Error | null = null;
	let wake = () => {};
	stream.on('data', (piece: Uint8Array) => pieces.push(piece));
	stream.on('error', (error) => {
		failure = error;
		wake();
	});
	/** Runs a step to its end, or to the stream's failure; answers what came out. */
	const step = async (begin: (done: () => void) => void): Promise<Uint8Array[]> => {
		await new Promise<void>((resolve) => {
			wake = resolve;
			if (failure !== null || stream.readableEnded) resolve();
			else begin(resolve);
		});
		const out = pieces;
		pieces = [];
		return out;
	};
	try {
		let before: Uint8Array[] = [];
		for await (const chunk of raw) {
			const following = step((done) => stream.write(chunk, () => done()));
			yield* before;
			before = await following;
			if (failure !== null) break;
		}
		yield* before;
		if (failure === null) {
			yield* await step((done) => {
				stream.once('end', done);
				stream.end();
			});
		}
		if (failure !== null) throw new DamagedData(reasonFor(failure), stream.bytesWritten);
	} finally {
		stream.destroy();
	}
}

function reasonFor(error: NodeJS.ErrnoException): string {
	if (error.code === 'Z_BUF_ERROR') return 'the gzip data ends too early';
	return `the gzip data is damaged (${error.message})`;
}

import { createInflateRaw } from 'node:zlib';

const OUTPUT = 1 << 16;

/** Decompresses one deflate stream, step by step. */
export class Inflater {
	/** The stream is over. */
	isEnded = false;
	/** Why it cannot go on. */
	failure: Error | null = null;
	private readonly stream = createInflateRaw({ chunkSize: OUTPUT });
	private pieces: Uint8Array[] = [];
	private wake = () => {};

	constructor() {
		this.stream.on('data', (piece: Uint8Array) => this.pieces.push(piece));
		this.stream.on('end', () => {
			this.isEnded = true;
			this.wake();
		});
		this.stream.on('error', (error) => {
			this.failure = error;
			this.wake();
		});
	}

	/** Decompresses a piece, which must not change meanwhile. Answers what came out, and how many bytes of it belong to the stream. */
	async give(piece: Uint8Array): Promise<{ out: Uint8Array[]; used: number }> {
		const before = this.stream.bytesWritten;
		await new Promise<void>((resolve) => {
			this.wake = resolve;
			this.stream.write(piece, () => resolve());
		});
		const out = this.pieces;
		this.pieces = [];
		return { out, used: this.stream.bytesWritten - before };
	}

	close(): void {
		this.stream.destroy();
	}
}

import type { FileBytes } from '../bytes.ts';
import { type Compression, compressionOf, MAGIC_BYTES } from './compressed/compression.ts';
import { DamagedData } from './compressed/damaged.ts';
import { inTurns, unlessAborted } from './inTurns.ts';
import type { Opened } from './opened.ts';
import type { Growth, RawSource } from './rawSource.ts';
import { Spill } from './spill.ts';
import { UnreadableInput } from './unreadable.ts';

/** A little compressed data can be very much: it is taken in small chunks. */
const COMPRESSED_CHUNK = 1 << 15;
/** What a pipe gives at a time. */
const PIPE_CHUNK = 1 << 16;

/** An input from its opening to its end. How it is compressed shows in its first bytes. */
export class OpenedInput implements Opened {
	done = 0;
	compression: Compression['name'] | null = null;
	damage: DamagedData | null = null;
	/** Its content, after what `head` has taken of it. */
	private content: AsyncGenerator<Uint8Array> | null = null;
	private readonly taken: Uint8Array[] = [];
	private spill: Spill | null = null;

	constructor(
		readonly name: string,
		private readonly raw: RawSource,
	) {}

	get size(): number | null {
		return this.raw.size;
	}

	get bytes(): FileBytes {
		return this.spill ?? this.raw.kept;
	}

	async head(length: number, signal?: AbortSignal): Promise<Uint8Array> {
		const content = this.begin();
		if (this.compression === null && this.raw.start) return this.raw.start(length);
		let filled = this.taken.reduce((sum, piece) => sum + piece.length, 0);
		while (filled < length) {
			const { done, value } = await unlessAborted(content.next(), signal);
			if (done) break;
			this.taken.push(new Uint8Array(value));
			filled += value.length;
		}
		return Buffer.concat(this.taken).subarray(0, length);
	}

	async read(push: (chunk: Uint8Array) => void, signal?: AbortSignal): Promise<FileBytes> {
		const content = this.begin();
		const take = (piece: Uint8Array) => {
			if (this.spill !== null) this.spill.push(piece);
			else this.raw.keep?.(piece);
			push(piece);
		};
		let any = this.taken.length > 0;
		for (const piece of this.taken.splice(0)) take(piece);
		try {
			for await (const piece of inTurns(content, signal)) {
				any = true;
				take(piece);
			}
		} catch (error) {
			this.endContent();
			// What came out of it by then may be kept.
			if (this.spill !== null) this.raw.close();
			throw error;
		}
		const { damage } = this;
		this.raw.check?.(damage === null);
		if (damage !== null && !any)
			throw new UnreadableInput(this.name, `${damage.message} at byte ${damage.at}`);
		if (this.spill !== null) this.raw.close();
		return this.bytes;
	}

	async growth(): Promise<Growth> {
		if (this.compression !== null)
			throw new UnreadableInput(this.name, `it is compressed (${this.compression}) and cannot be followed`);
		if (!this.raw.growth) throw new UnreadableInput(this.name, 'it is no file and cannot be followed');
		return this.raw.growth();
	}

	async readAdded(push: (chunk: Uint8Array) => void, signal?: AbortSignal): Promise<void> {
		for await (const piece of inTurns(this.counted(this.raw.added?.() ?? nothing()), signal)) push(piece);
	}

	close(): void {
		this.taken.length = 0;
		this.endContent();
		this.raw.close();
		this.spill?.close();
	}

	/** One that waits for a pipe does not end before the pipe has something. */
	private endContent(): void {
		this.content?.return(undefined).catch(() => {});
	}

	/** Its content, from the first time on the same. */
	private begin(): AsyncGenerator<Uint8Array> {
		const { raw } = this;
		if (this.content === null && raw.start) {
			const compression = compressionOf(raw.start(MAGIC_BYTES));
			const chunks = raw.chunks(compression === null ? undefined : COMPRESSED_CHUNK);
			this.content = this.contentOf(compression, this.counted(chunks));
		}
		this.content ??= this.recognised(this.counted(raw.chunks(PIPE_CHUNK)));
		return this.content;
	}

	/** The content of what can be read only once: how it is compressed shows on the way. */
	private async *recognised(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
		const first = await firstBytes(chunks, MAGIC_BYTES);
		yield* this.contentOf(compressionOf(first), after(first, chunks));
	}

	private contentOf(
		compression: Compression | null,
		chunks: AsyncGenerator<Uint8Array>,
	): AsyncGenerator<Uint8Array> {
		if (compression === null) return chunks;
		this.compression = compression.name;
		this.spill = new Spill(this.name);
		return this.undamaged(compression.decompress(chunks));
	}

	private async *counted(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
		for await (const chunk of chunks) {
			this.done += chunk.length;
			yield chunk;
		}
	}

	/** Damage ends the content, rather than to void what came before it. */
	private async *undamaged(content: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
		try {
			yield* content;
		} catch (error) {
			if (!(error instanceof DamagedData)) throw error;
			this.damage = error;
		}
	}
}

/** At least `length` bytes, or all there are. */
async function firstBytes(chunks: AsyncGenerator<Uint8Array>, length: number): Promise<Uint8Array> {
	let bytes = new Uint8Array(0);
	while (bytes.length < length) {
		const { done, value } = await chunks.next();
		if (done) break;
		bytes = Uint8Array.from([...bytes, ...value]);
	}
	return bytes;
}

async function* nothing(): AsyncGenerator<never> {}

async function* after(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
	if (first.length > 0) yield first;
	yield* rest;
}

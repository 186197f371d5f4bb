import { openInput } from '../node/inputs.ts';
import type { Opened } from '../node/opened.ts';
import type { OpenFile, ReadableFile } from './file.ts';

/** The content of a compressed file: what is unpacked of it can be read at any place. */
export class UnpackedFile implements OpenFile {
	size = 0;
	readonly unpacking: { done: number; total: number; ended: boolean; damage: string | null };
	private readonly opened: Opened;
	private closed = new AbortController();

	/** @param packed the file as it is stored */
	constructor(
		readable: ReadableFile,
		private readonly packed: OpenFile,
	) {
		const name = 'path' in readable ? readable.path : '';
		this.opened = openInput(
			'path' in readable
				? { name, path: readable.path }
				: { name, bytes: Uint8Array.from(new Uint8Array(readable.bytes)) },
		);
		this.unpacking = { done: 0, total: packed.size, ended: false, damage: null };
	}

	async unpack(use: (chunk: Uint8Array) => void): Promise<void> {
		const { opened, unpacking } = this;
		try {
			await opened.read((chunk) => {
				this.size += chunk.length;
				unpacking.done = opened.done;
				use(chunk);
			}, this.closed.signal);
			const { damage } = opened;
			if (damage !== null) unpacking.damage = `${damage.message}, after byte ${damage.at}`;
		} catch (error) {
			if (!this.closed.signal.aborted)
				unpacking.damage = error instanceof Error ? error.message : String(error);
		}
		unpacking.done = unpacking.total;
		unpacking.ended = true;
	}

	read(offset: number, length: number): Uint8Array {
		return this.opened.bytes.read(offset, Math.max(0, Math.min(length, this.size - offset)));
	}

	/** One that has grown is unpacked anew. */
	compare(): ReturnType<OpenFile['compare']> {
		const compared = this.packed.compare();
		return compared === 'grown' ? 'other' : compared;
	}

	extend(): void {}

	close(): void {
		this.closed.abort();
		this.packed.close();
		this.opened.close();
	}
}

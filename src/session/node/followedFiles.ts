import type { FileHead, FileReader } from '../../formats/format.ts';
import { snapshotOf } from '../../trace/snapshot.ts';
import type { Trace } from '../../trace/trace.ts';
import type { FilesSource } from '../bytes.ts';
import type { Input, Reading } from '../wire.ts';
import type { Opened } from './opened.ts';
import { type OpenFiles, openFiles } from './openFiles.ts';
import { sharingScan } from './parallel/scanThread.ts';
import { type Growth, worst } from './rawSource.ts';

export interface FollowOptions extends Reading {
	signal?: AbortSignal;
	/** Called with the first bytes of every file, before a format is chosen. */
	onHeads?: (heads: readonly FileHead[]) => void;
	/** Called after each chunk of a reading from the start. May throw to end it. */
	onProgress?: (bytes: number, total: number | null) => void;
}

/**
 * Files that grow, read on as they do. What is added to the last one (or the only one) continues the trace; the last line waits
 * until it is whole. Where another one of several grows, or the format tells its events only in the end, all is read again, since a
 * trace has its files one after the other. A file that was replaced or became shorter starts all over.
 */
export class FollowedFiles {
	private files: OpenFiles | null = null;
	private last: FileReader | null = null;

	private constructor(
		private readonly given: readonly Input[],
		private readonly options: FollowOptions,
	) {}

	/** Reads what there is. @throws UnreadableInput where a file cannot be read or not be followed */
	static async open(given: readonly Input[], options: FollowOptions = {}): Promise<FollowedFiles> {
		const followed = new FollowedFiles(given, options);
		await followed.readAll();
		return followed;
	}

	/** The trace as it is now; of one more call it is another one. */
	get trace(): Trace {
		return snapshotOf(this.opened.builder);
	}

	/** Holds what has been read; another one after a start all over. */
	get source(): FilesSource {
		return this.opened.source;
	}

	/**
	 * Reads what was added.
	 *
	 * @returns `same` where nothing was; `replaced` where all has been read anew, since a file is another one
	 * @throws UnreadableInput where that fails; what was read before stays, and it can be tried again
	 */
	async readOn(): Promise<Growth> {
		const { inputs, importer } = this.opened;
		const growths = inputs.map((input) => input.growth());
		const growth = worst(growths);
		if (growth === 'same') return 'same';
		const onlyLast = growths.slice(0, -1).every((one) => one === 'same');
		if (growth === 'grown' && onlyLast && importer.finish === undefined) {
			const { last } = this;
			await (inputs.at(-1) as Opened).readAdded((chunk) => last?.push(chunk), this.options.signal);
		} else await this.readAll();
		return growth;
	}

	close(): void {
		this.files?.close();
		this.files?.source.close();
	}

	private get opened(): OpenFiles {
		return this.files as OpenFiles;
	}

	private async readAll(): Promise<void> {
		const { signal, onProgress } = this.options;
		const files = await openFiles(this.given, this.options);
		try {
			// Asked now, so that what cannot be followed is told before it is read.
			for (const input of files.inputs) input.growth();
			let before = 0;
			let last: FileReader | null = null;
			for (const [number, input] of files.inputs.entries()) {
				const reader = files.begin(number);
				files.source.files[number] = input.bytes;
				await sharingScan(reader, input.size, async () => {
					await input.read((chunk) => {
						reader.push(chunk);
						onProgress?.(before + input.done, files.total);
					}, signal);
					if (files.importer.finish === undefined) reader.flush?.();
					else reader.end();
				});
				before += input.done;
				last = reader;
			}
			await files.importer.finish?.();
			this.close();
			this.files = files;
			this.last = last;
		} catch (error) {
			files.close();
			throw error;
		}
	}
}

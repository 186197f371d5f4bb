import { type Stats, statSync } from 'node:fs';
import { type FileHead, type FileReader, NO_OPTIONS } from '../../formats/format.ts';
import { nativeFormat } from '../../formats/native/format.ts';
import { isJoinable, joined } from '../../trace/joined.ts';
import { snapshotOf } from '../../trace/snapshot.ts';
import { type Trace, TraceBuilder } from '../../trace/trace.ts';
import type { FilesSource } from '../bytes.ts';
import type { Input, Reading } from '../wire.ts';
import type { Opened } from './opened.ts';
import { type OpenFiles, openFiles } from './openFiles.ts';
import { sharingScan } from './parallel/scanThread.ts';
import { type Growth, worst } from './rawSource.ts';
import { reasonOf, UnreadableInput } from './unreadable.ts';

export interface FollowOptions extends Reading {
	signal?: AbortSignal;
	/** Called with the first bytes of every file, before a format is chosen. */
	onHeads?: (heads: readonly FileHead[]) => void;
	/** Called after each chunk of a reading from the start. May throw to end it. */
	onProgress?: (bytes: number, total: number | null) => void;
}

/** What has been read of one file, or of all, and what goes on with it. */
interface Part {
	readonly builder: TraceBuilder;
	readonly reader: FileReader;
}

/**
 * Files that grow, read on as they do: what is added to one continues its part of the trace, and the last line waits until it is
 * whole. Since a trace has its files one after the other, several are read into a builder each and joined. Where that cannot be, or the
 * format tells its events only in the end, all is read again. A file that was replaced or became shorter starts all over.
 */
export class FollowedFiles {
	private files: OpenFiles | null = null;
	/** By file; empty where nothing can go on. */
	private parts: readonly Part[] = [];
	private canJoin = true;

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

	/** The trace as it is now; of one more call it is another one. Of several files linear in the events. */
	get trace(): Trace {
		const { parts } = this;
		return parts.length > 1 ? joined(parts.map(({ builder }) => builder)) : snapshotOf(this.opened.builder);
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
		const { inputs } = this.opened;
		const growths: Growth[] = [];
		for (const input of inputs) growths.push(await input.growth());
		const growth = worst(growths);
		if (growth === 'same') return 'same';
		const { builder, formatNow } = this.opened;
		const isAnew = growth === 'replaced' || this.parts.length === 0;
		// The first lines may have been too few to tell the format.
		if (isAnew || (await formatNow()) !== builder.format) await this.readAll();
		else {
			for (const [number, { reader }] of this.parts.entries()) {
				if (growths[number] !== 'grown') continue;
				await (inputs[number] as Opened).readAdded((chunk) => reader.push(chunk), this.options.signal);
			}
			if (!this.fits(this.parts)) await this.readAll();
		}
		return growth;
	}

	close(): void {
		this.files?.close();
		this.files?.source.close();
	}

	private get opened(): OpenFiles {
		return this.files as OpenFiles;
	}

	/** Whether these parts can be joined, if there are several; if not, it is not tried again. */
	private fits(parts: readonly Part[]): boolean {
		this.canJoin &&= parts.length < 2 || parts.every(({ builder }) => isJoinable(builder));
		return this.canJoin;
	}

	private async readAll(): Promise<void> {
		const { signal, onProgress } = this.options;
		for (const input of this.given) refusePipe(input);
		const files = await openFiles(this.given, { ...this.options, otherwise: this.files?.builder.format });
		try {
			// Asked now, so that what cannot be followed is told before it is read, and so that it is watched from then on.
			for (const input of files.inputs) await input.growth();
			let before = 0;
			const isApart = this.canJoin && files.inputs.length > 1 && files.builder.format === nativeFormat.id;
			const goesOn = files.importer.finish === undefined && (isApart || files.inputs.length === 1);
			const parts: Part[] = [];
			for (const [number, input] of files.inputs.entries()) {
				const part = isApart
					? await partFor(input.name)
					: { builder: files.builder, reader: files.begin(number) };
				const { reader } = part;
				parts.push(part);
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
			}
			await files.importer.finish?.();
			if (isApart && !this.fits(parts)) {
				files.close();
				return this.readAll();
			}
			this.close();
			this.files = files;
			this.parts = goesOn ? parts : [];
		} catch (error) {
			files.close();
			throw error;
		}
	}
}

/** Opening a pipe that nobody writes to would not end. */
function refusePipe(input: Input): void {
	if (!('path' in input)) return;
	let stats: Stats | undefined;
	try {
		stats = statSync(input.path, { throwIfNoEntry: false });
	} catch (error) {
		throw new UnreadableInput(input.name, reasonOf(error));
	}
	if (stats !== undefined && !stats.isFile() && !stats.isDirectory())
		throw new UnreadableInput(input.name, 'it is no file and cannot be followed');
}

async function partFor(name: string): Promise<Part> {
	const builder = new TraceBuilder(nativeFormat.id);
	const importer = (await nativeFormat.load())(builder, NO_OPTIONS);
	return { builder, reader: importer.open({ name, node: null, nodeGiven: false, clockOffset: 0 }) };
}

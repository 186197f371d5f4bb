import type { FileHead } from '../../formats/format.ts';
import type { PartRead } from '../../report/shown.ts';
import { snapshotOf } from '../../trace/snapshot.ts';
import type { Trace } from '../../trace/trace.ts';
import type { FilesSource } from '../bytes.ts';
import type { Input, Reading } from '../wire.ts';
import { tellDamage } from './damage.ts';
import type { Opened } from './opened.ts';
import { openFiles } from './openFiles.ts';
import { sharingScan } from './parallel/scanThread.ts';
import { UnreadableInput } from './unreadable.ts';

export { STANDARD_INPUT } from './inputs.ts';

/** Bytes of input whose trace may be shared. Shared memory that was grown out of is given back late: too much of it in larger ones. */
const SHARED_UP_TO = 400 << 20;

export interface ReadOptions extends Reading {
	/** Ends the reading with the signal's reason. */
	signal?: AbortSignal;
	/** Whether another thread is to read the trace's columns: see EventColumns. */
	sharedColumns?: boolean;
	/** Called with the first bytes of every file, before a format is chosen. */
	onHeads?: (heads: readonly FileHead[]) => void;
	/** Ends the reading where it is: what has been read by then is the trace. */
	stop?: AbortSignal;
	/** Called after each chunk; `total` is null where it is not known (a pipe). May throw to end the reading. */
	onProgress?: (bytes: number, total: number | null, soFar: SoFar) => void;
}

/** What has been read while the rest is read. */
export interface SoFar {
	/** In bytes; of what is compressed, of the content. */
	readonly content: number;
	/** The same in bytes as they are stored: what waits to be scanned is not among them. */
	readonly bytes: number;
	readonly source: FilesSource;
	/** The trace so far; null where the format tells it only in the end. */
	snapshot(): Trace | null;
	/** The source is somebody's from now on, to be closed by them, even where the reading ends with an error. */
	keepSource(): void;
}

/** A trace that was read, with the way back into its files. Whoever gets it closes its source. */
export interface OpenTrace {
	readonly trace: Trace;
	readonly source: FilesSource;
	/** What could be read only in part, and why, in a sentence each; the trace's findings and notes say it too. */
	readonly damaged: readonly string[];
	/** How much was read, where the reading was stopped. */
	readonly partial: PartRead | null;
	/** Throws {@link UnreadableInput} where a file is not any more what was read. */
	check(): void;
}

/**
 * Reads files, one after the other, into one trace; a manifest stands for the files that it lists. All are opened first, so
 * that a wrong name is told before anything is read, and so that their heads together show of which format they are. Of a
 * file on disk no more is read than it had when it was opened.
 *
 * @throws UnreadableInput where one cannot be read, or changes while it is read
 */
export async function readFiles(given: readonly Input[], options: ReadOptions = {}): Promise<OpenTrace> {
	const { stop, onProgress } = options;
	const signal = eitherOf(options.signal, stop);
	const open = await openFiles(given, { ...options, signal });
	const { inputs, source, builder, importer, total } = open;
	builder.shared = options.sharedColumns === true && total !== null && total <= SHARED_UP_TO;
	let isSourceKept = false;
	try {
		const isStopped = (error: unknown) => stop?.aborted === true && error === stop.reason;
		const damaged: string[] = [];
		let bytes = 0;
		let scanned = 0;
		const soFar: SoFar = {
			get content() {
				return builder.files.reduce((sum, file) => sum + file.bytes, 0);
			},
			get bytes() {
				return scanned;
			},
			source,
			snapshot: () => (importer.finish === undefined ? snapshotOf(builder) : null),
			keepSource() {
				isSourceKept = true;
			},
		};
		const readOne = async (number: number, input: Opened) => {
			const reader = open.begin(number);
			const before = bytes;
			source.files[number] = input.bytes;
			let pushed = 0;
			const push = (chunk: Uint8Array) => {
				reader.push(chunk);
				pushed += chunk.length;
				bytes = before + input.done;
				const inTrace = builder.files[number]?.bytes ?? 0;
				scanned = before + Math.round(input.done * Math.min(1, inTrace / pushed));
				onProgress?.(bytes, total, soFar);
			};
			await sharingScan(reader, input.size, async () => {
				try {
					await input.read(push, signal);
					reader.end();
				} catch (error) {
					// The line that was cut is left out, as what would follow it is.
					if (isStopped(error)) reader.flush?.();
					throw error;
				}
			});
			bytes = before + input.done;
			if (input.damage !== null) damaged.push(tellDamage(builder, number, input, input.damage));
		};
		let partial: PartRead | null = null;
		try {
			for (const [number, input] of inputs.entries()) await readOne(number, input);
		} catch (error) {
			if (!isStopped(error)) throw error;
			partial = { bytes, total, goesOn: false };
		}
		await importer.finish?.();
		builder.trim();
		const check = () => {
			for (const [number, { name }] of inputs.entries()) {
				if (source.files[number]?.changed()) throw new UnreadableInput(name, 'it changed while it was read');
			}
		};
		check();
		return { trace: builder, source, damaged, partial, check };
	} catch (error) {
		if (isSourceKept) for (const unread of inputs.slice(source.files.length)) unread.close();
		else open.close();
		throw error;
	}
}

function eitherOf(a: AbortSignal | undefined, b: AbortSignal | undefined): AbortSignal | undefined {
	return a && b ? AbortSignal.any([a, b]) : (a ?? b);
}

import type { TraceBuilder, TraceFile } from '../../trace/trace.ts';
import { LineRuns } from '../text/lineRuns.ts';
import { addCarried } from './carried.ts';
import { RunScanner } from './runScanner.ts';
import { type ScanHelper, ScanQueue } from './scanQueue.ts';

/** Before so many events, their number is not guessed. */
const GUESSED_FROM = 1 << 16;
/** How much more room is made than is guessed. */
const MARGIN = 1.05;

/**
 * Reads one file of the native format, JSON Lines, from chunks of any size into a trace. Line ends are LF or CRLF, a byte
 * order mark is skipped, the last line needs no end. Linear in the bytes; holds no more than one line besides the columns, or, with
 * a helper, a few megabytes.
 */
export class NativeReader {
	private readonly file: TraceFile;
	private readonly runs: LineRuns;
	private readonly scanner: RunScanner;
	private queue: ScanQueue | null = null;
	private size: number | null = null;

	constructor(
		private readonly builder: TraceBuilder,
		name: string,
	) {
		this.file = builder.beginFile(name);
		this.scanner = new RunScanner(builder, this.file);
		this.runs = new LineRuns({
			run: (bytes, start, end, offset) => (this.queue ?? this.scanner).push(bytes, start, end, offset),
			tooLong: () => {
				this.queue?.flush();
				this.scanner.tooLong();
			},
		});
	}

	/** Tells how many bytes the file has, as far as that is known: room is made for its events. */
	expect(size: number): void {
		this.size = size;
	}

	/** Has a helper scan a part of the lines from now on. The trace is the same. {@link close} lets go of it. */
	share(helper: ScanHelper): void {
		this.queue = new ScanQueue(this.builder, this.file, this.scanner, helper);
	}

	/** Reads the next bytes of the file. The chunk may be reused afterwards. */
	push(chunk: Uint8Array): void {
		const { builder, file, size, runs } = this;
		runs.push(chunk);
		this.count();
		const events = builder.count - file.firstEvent;
		if (size !== null && events >= GUESSED_FROM) {
			builder.expected = file.firstEvent + Math.ceil((events / file.bytes) * size * MARGIN);
		}
	}

	/** Has all whole lines that were pushed in the trace. */
	flush(): void {
		this.queue?.flush();
		this.count();
	}

	/** Ends the file. */
	end(): void {
		this.runs.end();
		this.flush();
		addCarried(this.builder, this.file);
		this.builder.expected = 0;
		this.close();
	}

	/** Lets go of the helper, if there is one. */
	close(): void {
		this.queue?.close();
		this.queue = null;
	}

	/** The bytes whose lines are in the trace, and those of a line that is not whole. */
	private count(): void {
		this.file.bytes = this.runs.bytes - (this.queue?.bytes ?? 0);
	}
}

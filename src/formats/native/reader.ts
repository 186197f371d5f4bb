import type { TraceBuilder, TraceFile } from '../../trace/trace.ts';
import { LineRuns, MAX_LINE_BYTES } from '../text/lineRuns.ts';
import { LineScanner } from './lineScanner.ts';

/**
 * Reads one file of the native format, JSON Lines, from chunks of any size into a trace. Line ends are LF or CRLF, a byte
 * order mark is skipped, the last line needs no end. Linear in the bytes; holds no more than one line besides the columns.
 */
export class NativeReader {
	private readonly file: TraceFile;
	private readonly runs: LineRuns;

	constructor(
		private readonly builder: TraceBuilder,
		name: string,
	) {
		const fileNumber = builder.files.length;
		this.file = builder.beginFile(name);
		const { file } = this;
		const scanner = new LineScanner(builder, file, fileNumber);
		this.runs = new LineRuns({
			run(bytes, start, end, offset) {
				for (let at = start; at < end; ) at = scanner.scan(bytes, at, end, ++file.lines, offset + at - start);
			},
			tooLong: () =>
				scanner.skip(++file.lines, 'malformed-line', `a line of at most ${MAX_LINE_BYTES} bytes`),
		});
	}

	/** Reads the next bytes of the file. The chunk may be reused afterwards. */
	push(chunk: Uint8Array): void {
		this.runs.push(chunk);
		this.settle();
	}

	/** Ends the file. */
	end(): void {
		this.runs.end();
		this.settle();
	}

	private settle(): void {
		this.file.bytes = this.runs.bytes;
		this.file.endEvent = this.builder.count;
	}
}

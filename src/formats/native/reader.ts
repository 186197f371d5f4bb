import type { TraceBuilder, TraceFile } from '../../trace/trace.ts';
import { LineSplitter, MAX_LINE_BYTES } from '../text/lines.ts';
import { LineScanner } from './lineScanner.ts';

/**
 * Reads one file of the native format, JSON Lines, from chunks of any size into a trace. Line ends are LF or CRLF, a byte
 * order mark is skipped, the last line needs no end. Linear in the bytes; holds no more than one line besides the columns.
 */
export class NativeReader {
	private readonly file: TraceFile;
	private readonly lines: LineSplitter;

	constructor(
		private readonly builder: TraceBuilder,
		name: string,
	) {
		const fileNumber = builder.files.length;
		this.file = builder.beginFile(name);
		const scanner = new LineScanner(builder, this.file, fileNumber);
		this.lines = new LineSplitter({
			line: (bytes, start, end, line, offset) => scanner.scan(bytes, start, end, line, offset),
			tooLong: (line) => scanner.skip(line, 'malformed-line', `a line of at most ${MAX_LINE_BYTES} bytes`),
		});
	}

	/** Reads the next bytes of the file. The chunk may be reused afterwards. */
	push(chunk: Uint8Array): void {
		this.lines.push(chunk);
		this.settle();
	}

	/** Ends the file. */
	end(): void {
		this.lines.end();
		this.settle();
	}

	private settle(): void {
		this.file.bytes = this.lines.bytes;
		this.file.lines = this.lines.lines;
		this.file.endEvent = this.builder.count;
	}
}

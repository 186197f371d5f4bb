import type { TraceBuilder, TraceFile } from '../../trace/trace.ts';
import { LineScanner } from './lineScanner.ts';

/** Longer lines are skipped with a finding: no line of a trace is that long, and a file without line ends must not fill memory. */
export const MAX_LINE_BYTES = 16 << 20;

/**
 * Reads one file of the native format, JSON Lines, from chunks of any size into a trace. Line ends are LF or CRLF, a byte
 * order mark is skipped, the last line needs no end. Linear in the bytes; holds no more than one line besides the columns.
 */
export class NativeReader {
	private readonly file: TraceFile;
	private readonly fileNumber: number;
	private readonly scanner: LineScanner;
	private carry = new Uint8Array(0);
	private carried = 0;
	/** Bytes of the current line that were passed over since it is too long. */
	private overflow = 0;
	private line = 0;

	constructor(
		private readonly builder: TraceBuilder,
		name: string,
	) {
		this.fileNumber = builder.files.length;
		this.file = builder.beginFile(name);
		this.scanner = new LineScanner(builder, this.file, this.fileNumber);
	}

	/** Reads the next bytes of the file. The chunk may be reused afterwards. */
	push(chunk: Uint8Array): void {
		let from = 0;
		for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
			if (this.carried > 0 || this.overflow > 0) {
				this.keep(chunk, from, end);
				this.endCarried(end);
			} else this.scan(chunk, from, end, this.file.bytes + from);
			from = end + 1;
		}
		if (from < chunk.length) this.keep(chunk, from, chunk.length);
		this.file.bytes += chunk.length;
	}

	/** Ends the file. */
	end(): void {
		if (this.carried > 0 || this.overflow > 0) this.endCarried(0);
		this.file.endEvent = this.builder.count;
		this.file.lines = this.line;
	}

	private keep(chunk: Uint8Array, from: number, to: number): void {
		if (this.overflow > 0 || this.carried + to - from > MAX_LINE_BYTES) {
			this.overflow += this.carried + to - from;
			this.carried = 0;
			return;
		}
		const length = this.carried + to - from;
		if (length > this.carry.length) {
			const larger = new Uint8Array(Math.max(length, this.carry.length * 2, 1 << 12));
			larger.set(this.carry.subarray(0, this.carried));
			this.carry = larger;
		}
		this.carry.set(chunk.subarray(from, to), this.carried);
		this.carried = length;
	}

	/** `end` is where the line ends, in bytes from the start of the chunk that is being read. */
	private endCarried(end: number): void {
		if (this.overflow > 0) {
			this.line++;
			this.scanner.skip(this.line, 'malformed-line', `a line of at most ${MAX_LINE_BYTES} bytes`);
		} else this.scan(this.carry, 0, this.carried, this.file.bytes + end - this.carried);
		this.carried = 0;
		this.overflow = 0;
	}

	private scan(bytes: Uint8Array, start: number, end: number, offset: number): void {
		this.line++;
		this.scanner.scan(bytes, start, end, this.line, offset);
		this.file.endEvent = this.builder.count;
		this.file.lines = this.line;
	}
}

/** Longer lines are skipped with a finding: no line of a log is that long, and a file without line ends must not fill memory. */
export const MAX_LINE_BYTES = 16 << 20;

/** Takes the lines of a file. `line` counts from 1, `offset` is where the line starts in the file, in bytes. */
export interface LineHandler {
	/** A line is bytes[start, end), without its LF. The bytes are valid only until this returns. */
	line(bytes: Uint8Array, start: number, end: number, line: number, offset: number): void;
	/** A line of more than {@link MAX_LINE_BYTES}. */
	tooLong(line: number, offset: number): void;
}

/**
 * Splits chunks of any size into lines. Line ends are LF (a CR before it is left to the handler), the last line needs no end.
 * Linear in the bytes; holds no more than one line.
 */
export class LineSplitter {
	/** Lines so far. */
	lines = 0;
	/** Bytes so far. */
	bytes = 0;
	private carry = new Uint8Array(0);
	private carried = 0;
	/** Bytes of the current line that were passed over since it is too long. */
	private overflow = 0;

	constructor(private readonly handler: LineHandler) {}

	/** Reads the next bytes of the file. The chunk may be reused afterwards. */
	push(chunk: Uint8Array): void {
		let from = 0;
		for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
			if (this.carried > 0 || this.overflow > 0) {
				this.keep(chunk, from, end);
				this.endCarried(end);
			} else this.handler.line(chunk, from, end, ++this.lines, this.bytes + from);
			from = end + 1;
		}
		if (from < chunk.length) this.keep(chunk, from, chunk.length);
		this.bytes += chunk.length;
	}

	/** Ends the file. */
	end(): void {
		if (this.carried > 0 || this.overflow > 0) this.endCarried(0);
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
		const offset = this.bytes + end - this.carried;
		this.lines++;
		if (this.overflow > 0) this.handler.tooLong(this.lines, this.bytes + end - this.overflow);
		else this.handler.line(this.carry, 0, this.carried, this.lines, offset);
		this.carried = 0;
		this.overflow = 0;
	}
}

const LINE_FEED = 0x0a;

/** Longer lines are skipped with a finding: no line of a log is that long, and a file without line ends must not fill memory. */
export const MAX_LINE_BYTES = 16 << 20;

/** Takes a file in runs of whole lines. `offset` is where the run, or the line, starts in the file, in bytes. */
export interface RunHandler {
	/** One line or several are bytes[start, end), each with its LF. The bytes are valid only until this returns. */
	run(bytes: Uint8Array, start: number, end: number, offset: number): void;
	/** A line of more than {@link MAX_LINE_BYTES}. */
	tooLong(offset: number): void;
}

/**
 * Cuts chunks of any size at line ends, so that who reads lines need not look for their ends beforehand. The last line of a file
 * is given an LF if it has none. Linear in the bytes; holds no more than one line.
 */
export class LineRuns {
	/** Bytes so far. */
	bytes = 0;
	private carry = new Uint8Array(0);
	private carried = 0;
	/** Bytes of the current line that were passed over since it is too long. */
	private overflow = 0;

	constructor(private readonly handler: RunHandler) {}

	/** Reads the next bytes of the file. The chunk may be reused afterwards. */
	push(given: Uint8Array): void {
		// Of one class, whichever subclass it is given as: what is compiled for one need not be compiled anew for two.
		const chunk = new Uint8Array(given.buffer, given.byteOffset, given.length);
		let from = 0;
		if (this.carried > 0 || this.overflow > 0) {
			const end = chunk.indexOf(LINE_FEED);
			this.keep(chunk, 0, end < 0 ? chunk.length : end);
			if (end >= 0) this.endCarried(end);
			from = end < 0 ? chunk.length : end + 1;
		}
		const end = chunk.lastIndexOf(LINE_FEED) + 1;
		if (end > from) {
			this.handler.run(chunk, from, end, this.bytes + from);
			from = end;
		}
		if (from < chunk.length) this.keep(chunk, from, chunk.length);
		this.bytes += chunk.length;
	}

	/** Ends the file. */
	end(): void {
		if (this.carried > 0 || this.overflow > 0) this.endCarried(0);
	}

	private keep(chunk: Uint8Array, from: number, to: number): void {
		const length = this.carried + to - from;
		if (this.overflow > 0 || length > MAX_LINE_BYTES) {
			this.overflow += length;
			this.carried = 0;
			return;
		}
		// Room for the line's end, too.
		if (length >= this.carry.length) {
			const larger = new Uint8Array(Math.max(length + 1, this.carry.length * 2, 1 << 12));
			larger.set(this.carry.subarray(0, this.carried));
			this.carry = larger;
		}
		this.carry.set(chunk.subarray(from, to), this.carried);
		this.carried = length;
	}

	/** `end` is where the line ends, in bytes from the start of the chunk that is being read. */
	private endCarried(end: number): void {
		const { carry, carried, overflow } = this;
		this.carried = 0;
		this.overflow = 0;
		if (overflow > 0) this.handler.tooLong(this.bytes + end - overflow);
		else {
			carry[carried] = LINE_FEED;
			this.handler.run(carry, 0, carried + 1, this.bytes + end - carried);
		}
	}
}

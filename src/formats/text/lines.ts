import { LineRuns } from './lineRuns.ts';

export { MAX_LINE_BYTES } from './lineRuns.ts';

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
	private readonly runs: LineRuns;

	constructor(handler: LineHandler) {
		this.runs = new LineRuns({
			run: (bytes, start, end, offset) => {
				for (let from = start; from < end; ) {
					const stop = bytes.indexOf(10, from);
					handler.line(bytes, from, stop, ++this.lines, offset + from - start);
					from = stop + 1;
				}
			},
			tooLong: (offset) => handler.tooLong(++this.lines, offset),
		});
	}

	/** Bytes so far. */
	get bytes(): number {
		return this.runs.bytes;
	}

	/** Reads the next bytes of the file. The chunk may be reused afterwards. */
	push(chunk: Uint8Array): void {
		this.runs.push(chunk);
	}

	/** Ends the file. */
	end(): void {
		this.runs.end();
	}
}

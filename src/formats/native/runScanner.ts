import type { TraceBuilder, TraceFile } from '../../trace/trace.ts';
import { MAX_LINE_BYTES } from '../text/lineRuns.ts';
import { LineScanner } from './lineScanner.ts';

/** Scans runs of whole lines of one file, one after the other, into a builder, and counts the lines. */
export class RunScanner {
	private readonly scanner: LineScanner;

	/** @param begun whether an event, or a header, stands before the first run */
	constructor(
		private readonly builder: TraceBuilder,
		private readonly file: TraceFile,
		begun = false,
	) {
		this.scanner = new LineScanner(builder, file, builder.files.indexOf(file), begun);
	}

	/** Whether there was any line yet that is not blank. */
	get begun(): boolean {
		return this.scanner.begun;
	}

	/** Scans the lines bytes[start, end), each with its LF, which start at `offset` in the file. */
	push(bytes: Uint8Array, start: number, end: number, offset: number): void {
		const { file, scanner } = this;
		for (let at = start; at < end; ) at = scanner.scan(bytes, at, end, ++file.lines, offset + at - start);
		file.endEvent = this.builder.count;
	}

	/** Takes note of a line that is longer than lines are read. */
	tooLong(): void {
		const line = ++this.file.lines;
		this.scanner.skip(line, 'malformed-line', `a line of at most ${MAX_LINE_BYTES} bytes`);
	}
}

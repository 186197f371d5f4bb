import { firstWhere } from '../../trace/firstWhere.ts';
/** Where a record stands: its line in the file, and its bytes within that line. */
export interface Place {
	/** From 1. */
	readonly line: number;
	/** Where the line starts in the file, in bytes. */
	readonly offset: number;
	/** The line's length in bytes, without its end. */
	readonly length: number;
	/** The record is the bytes [start, end) of the line; of a record on several lines, what stands on its first one. */
	readonly start: number;
	readonly end: number;
}

/** The place of a record that is a whole line. */
export function wholeLine(line: number, offset: number, length: number): Place {
	return { line, offset, length, start: 0, end: length };
}

/** Tells on which lines the parts of a text stand. O(bytes) to prepare, logarithmic to ask. */
export class TextPlaces {
	/** Where each line starts, in bytes from the start of the text. */
	private readonly starts: number[] = [0];

	/**
	 * @param bytes the text
	 * @param line the number of its first line in the file, from 1
	 * @param offset where the text starts in the file, in bytes; the start of a line
	 */
	constructor(
		private readonly bytes: Uint8Array,
		private readonly line = 1,
		private readonly offset = 0,
	) {
		for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) this.starts.push(at + 1);
	}

	/** The number of lines; what follows the last line end is one only if it is not empty. */
	get lines(): number {
		const last = this.starts[this.starts.length - 1] as number;
		return last === this.bytes.length ? this.starts.length - 1 : this.starts.length;
	}

	/** The place of bytes[start, end) of the text. */
	place(start: number, end: number): Place {
		const next = firstWhere(1, this.starts.length, (i) => (this.starts[i] as number) > start);
		const lineStart = this.starts[next - 1] as number;
		const lineEnd = next < this.starts.length ? (this.starts[next] as number) - 1 : this.bytes.length;
		return {
			line: this.line + next - 1,
			offset: this.offset + lineStart,
			length: lineEnd - lineStart,
			start: start - lineStart,
			end: Math.min(end, lineEnd) - lineStart,
		};
	}
}

import { decodeWtf8 } from '../../trace/wtf8.ts';

const BOM_BYTES = 3;

/**
 * Turns byte columns of one line into UTF-16 columns, as the editor counts them. A byte order mark, which no editor shows,
 * counts nothing. Ask in rising order: each byte is then decoded once.
 */
export class Columns {
	private byte: number;
	private column = 0;
	private readonly start: number;

	constructor(private readonly bytes: Uint8Array) {
		const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
		this.start = marked ? BOM_BYTES : 0;
		this.byte = this.start;
	}

	/** The column of a byte that starts a character; places past the line's end are its end. */
	at(byte: number): number {
		const to = Math.min(byte, this.bytes.length);
		if (to < this.byte) {
			this.byte = this.start;
			this.column = 0;
		}
		if (to > this.byte) {
			this.column += decodeWtf8(this.bytes.subarray(this.byte, to)).length;
			this.byte = to;
		}
		return this.column;
	}
}

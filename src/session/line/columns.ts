import { firstWhere } from '../../trace/firstWhere.ts';
import { decodeWtf8 } from '../../trace/wtf8.ts';
import { characterEnd } from '../lines/characters.ts';

const BOM_BYTES = 3;
/** Places are remembered at least this often, in bytes. */
const STEP = 1 << 12;

/**
 * Turns byte columns of one line into UTF-16 columns, as the editor counts them. A byte order mark, which no editor shows,
 * counts nothing. Each byte is decoded about once, whatever the order of the questions: what was found on the way is kept.
 */
export class Columns {
	/** Bytes that start characters, rising, and the columns there. */
	private readonly known: number[];
	private readonly columns = [0];

	constructor(private readonly bytes: Uint8Array) {
		const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
		this.known = [marked ? BOM_BYTES : 0];
	}

	/** The column of a byte that starts a character; places past the line's end are its end. */
	at(byte: number): number {
		const to = Math.min(byte, this.bytes.length);
		this.readTo(to);
		const near = this.lastUpTo(to);
		return (this.columns[near] as number) + this.units(this.known[near] as number, to);
	}

	/** Decodes as far as a byte that was not reached yet, and remembers places on the way. */
	private readTo(to: number): void {
		for (let last = this.known.at(-1) as number; last < to; ) {
			const next = last + STEP < to ? characterEnd(this.bytes, last + STEP) : to;
			this.columns.push((this.columns.at(-1) as number) + this.units(last, next));
			this.known.push(next);
			last = next;
		}
	}

	private lastUpTo(byte: number): number {
		return firstWhere(1, this.known.length, (i) => (this.known[i] as number) > byte) - 1;
	}

	private units(from: number, to: number): number {
		return to > from ? decodeWtf8(this.bytes.subarray(from, to)).length : 0;
	}
}

import { decodeWtf8 } from '../../trace/wtf8.ts';
import { characterEnd, nextCharacter, type RandomBytes } from './characters.ts';

/** Places are remembered so often, in bytes. */
const STEP = 1 << 20;

/**
 * Which bytes of one line are which columns: found by walking along the line, in blocks, however long it is. What was walked is
 * remembered, 16 bytes a megabyte, so that no way is gone twice.
 */
export class ColumnWalk {
	private readonly offsets: number[];
	private readonly columns = [0];

	/** @param start the byte of column 0 */
	constructor(
		private readonly bytes: RandomBytes,
		readonly start: number,
	) {
		this.offsets = [start];
	}

	/** The byte of a column; where it is within a character, of its start. At most `end`, where the line ends. */
	byteOf(column: number, end: number): number {
		for (let near = this.columns.findLastIndex((known) => known <= column); ; near++) {
			const { offset, block, isLast } = this.block(near, end);
			const first = this.columns[near] as number;
			const next = this.columns[near + 1];
			if (isLast || (next !== undefined && next > column))
				return offset + byteIn(block, Math.max(0, column - first));
		}
	}

	/** The column of a byte that starts a character. */
	columnOf(byte: number, end: number): number {
		for (let near = this.offsets.findLastIndex((known) => known <= byte); ; near++) {
			const { offset, block, isLast } = this.block(near, end);
			if (isLast || offset + block.length > byte)
				return (this.columns[near] as number) + decodeWtf8(block.subarray(0, byte - offset)).length;
		}
	}

	/** The bytes from one remembered place to the next one, which is remembered then; `isLast`: to the end of the line. */
	private block(near: number, end: number): { offset: number; block: Uint8Array; isLast: boolean } {
		const offset = this.offsets[near] as number;
		const rest = Math.max(0, end - offset);
		const read = this.bytes.read(offset, Math.min(rest, STEP + 1));
		if (read.length <= STEP) return { offset, block: read, isLast: true };
		const block = read.subarray(0, characterEnd(read, STEP));
		if (near + 1 === this.offsets.length) {
			this.offsets.push(offset + block.length);
			this.columns.push((this.columns[near] as number) + decodeWtf8(block).length);
		}
		return { offset, block, isLast: false };
	}
}

/** The byte of a column within bytes that start at column 0. By halves: linear. */
function byteIn(bytes: Uint8Array, column: number): number {
	let [from, to, rest] = [0, bytes.length, column];
	while (rest > 0 && from < to) {
		const half = (from + to) >> 1;
		const before = characterEnd(bytes, half);
		const middle = before > from ? before : nextCharacter(bytes, half + 1);
		if (middle >= to) {
			// One character is left: it is behind it, or at its start.
			if (decodeWtf8(bytes.subarray(from, to)).length <= rest) from = to;
			break;
		}
		const { length } = decodeWtf8(bytes.subarray(from, middle));
		if (length > rest) to = middle;
		else [from, rest] = [middle, rest - length];
	}
	return from;
}

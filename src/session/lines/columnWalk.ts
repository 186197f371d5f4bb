import { decodeWtf8 } from '../../trace/wtf8.ts';
import { characterEnd, type RandomBytes } from './characters.ts';

/** Places are remembered so often, in bytes. */
const STEP = 1 << 20;
/** Of more bytes than this the middle is behind the first character. */
const FEW = 8;

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
	while (rest > 0 && to - from > FEW) {
		const middle = characterEnd(bytes, (from + to) >> 1);
		const { length } = decodeWtf8(bytes.subarray(from, middle));
		if (length > rest) to = middle;
		else [from, rest] = [middle, rest - length];
	}
	if (rest <= 0) return from;
	// The last place that is within no character, whole or broken, and has no more columns before it.
	const all = decodeWtf8(bytes.subarray(from, to));
	for (let at = to; at > from; at--) {
		const before = decodeWtf8(bytes.subarray(from, at));
		if (before.length <= rest && before + decodeWtf8(bytes.subarray(at, to)) === all) return at;
	}
	return from;
}

import { finishHash, HASH_SEED, mixWord } from '../../trace/hash.ts';
import type { StringTable } from '../../trace/stringTable.ts';
import { firstSpecial } from '../json/words.ts';
import { FIELD } from './fieldNames.ts';
import type { LineFields } from './lineFields.ts';
import { LineShape, Step } from './lineShape.ts';

/** How many shapes are known at a time, a power of two: by a hash of a few bytes near the start of the line. */
const SLOTS = 64;
/** These bytes tell operations apart where `op` comes first: `{"op":"` is before them. */
const TELLING = 7;
const QUOTE = 0x22;

/**
 * Reads lines that are written like an earlier one: the same operation and fields in the same order with the same bytes
 * between the values. Then those bytes need but be compared, and only values be read. What is read is exactly what LineFields
 * reads; a line that is anything else is left to it.
 */
export class LineShapes {
	private readonly shapes = new Array<LineShape | undefined>(SLOTS).fill(undefined);

	constructor(private readonly fields: LineFields) {}

	/** Keeps the shape of the line that the fields have just read to its end, for the lines to come. */
	learn(): void {
		const { fields } = this;
		const { cursor, lineStart, row } = fields;
		if (!fields.regular || row.op < 0 || lineStart + TELLING + 4 > cursor.pos) return;
		const shape = LineShape.of(fields, cursor.bytes.subarray(0, cursor.pos + 1));
		this.shapes[slotOf(cursor.view.getInt32(lineStart + TELLING, true))] = shape;
	}

	/**
	 * Reads the line that the fields have open, if it has a known shape. True: the fields have it and the cursor stands at its
	 * LF. False: some may have been read, and the line has to be opened again.
	 */
	read(): boolean {
		const { fields } = this;
		const { cursor, row, ids } = fields;
		const { bytes, view, end } = cursor;
		let at = cursor.pos;
		if (at + TELLING + 4 > end) return false;
		const shape = this.shapes[slotOf(view.getInt32(at + TELLING, true))];
		if (shape === undefined) return false;
		const { steps, words, tables } = shape;
		let word = 0;
		for (let step = 0; ; step += Step.size) {
			// The bytes up to the value, or to the line's end.
			const stop = at + (steps[step + Step.length] as number);
			if (stop + 4 > end) return false;
			for (; at + 4 <= stop; at += 4) if (view.getInt32(at, true) !== words[word++]) return false;
			const mask = steps[step + Step.mask] as number;
			if (mask !== 0 && (view.getInt32(at, true) & mask) !== words[word++]) return false;
			at = stop;
			const field = steps[step + Step.field] as number;
			const kind = steps[step + Step.kind] as number;
			if (kind === Step.text) {
				let hash = HASH_SEED;
				const from = at;
				for (;;) {
					if (at + 4 > end) return false;
					const four = view.getInt32(at, true);
					const special = firstSpecial(four);
					if (special === 4) {
						hash = mixWord(hash, four);
						at += 4;
					} else {
						const shift = special << 3;
						if (((four >>> shift) & 0xff) !== QUOTE) return false;
						at += special;
						hash = finishHash(hash, four & ((1 << shift) - 1), at - from);
						break;
					}
				}
				ids[field] = (tables[field] as StringTable).internHashed(view, from, at, hash);
			} else if (kind === Step.typed) {
				const first = bytes[at] as number;
				// Null is the absence of any field but a value; white space is none of a shape's.
				if (first <= 0x20 || (first === 0x6e && field !== FIELD.value)) return false;
				cursor.pos = at;
				if (!fields.readTyped(field, first)) return false;
				at = cursor.pos;
			} else if (kind === Step.skipped) {
				cursor.pos = at;
				if (!cursor.skipValue()) return false;
				at = cursor.pos;
			} else {
				row.op = shape.op;
				fields.seen = shape.seen;
				// The line feed belongs to the shape.
				cursor.pos = at - 1;
				row.length = cursor.pos - fields.lineStart;
				return true;
			}
		}
	}
}

function slotOf(word: number): number {
	return Math.imul(word, 0x9e3779b1) >>> 26;
}

import { viewOf, wordAt } from '../../trace/hash.ts';
import type { StringTable } from '../../trace/stringTable.ts';
import { FIELD } from './fieldNames.ts';
import type { LineFields } from './lineFields.ts';

const QUOTE = 0x22;

/** What a step is: numbers in {@link LineShape.steps}, and the kinds of steps. */
export const Step = {
	/** How many bytes come before the value. */
	length: 0,
	/** Of the last word of these bytes, where they are no whole words; else 0. */
	mask: 1,
	field: 2,
	kind: 3,
	size: 4,
	/** The value is a string of a table; its quotes belong to the bytes around it. */
	text: 0,
	/** The value is to be read as LineFields reads it. */
	typed: 1,
	/** The value is of no concern. */
	skipped: 2,
	/** There is no value: the bytes were the end of the line, with its LF. */
	end: 3,
} as const;

/** How a line is written: what stands between its values, as bytes, and what each value is. The operation is no value. */
export class LineShape {
	private constructor(
		readonly op: number,
		/** As in LineFields. */
		readonly seen: number,
		readonly steps: Int32Array,
		/** The bytes before the values, one after the other, each filled up to whole words. */
		readonly words: Int32Array,
		readonly tables: readonly (StringTable | undefined)[],
	) {}

	/** The shape of the line that was just read to the end of `bytes`. */
	static of(fields: LineFields, bytes: Uint8Array): LineShape {
		const steps: number[] = [];
		const words: number[] = [];
		const view = viewOf(bytes);
		let before = fields.lineStart;
		const step = (to: number, field: number, kind: number) => {
			const length = to - before;
			const rest = length & 3;
			steps.push(length, rest === 0 ? 0 : (1 << (rest << 3)) - 1, field, kind);
			for (let at = before; at < to; at += 4) words.push(wordAt(view, at, to));
		};
		const { order } = fields;
		for (let i = 0; i < order.length; i += 3) {
			const field = order[i] as number;
			const from = order[i + 1] as number;
			const to = order[i + 2] as number;
			if (field === FIELD.op) continue;
			const isText = field >= 0 && fields.tables[field] !== undefined && bytes[from] === QUOTE;
			if (isText) step(from + 1, field, Step.text);
			else step(from, field, field < 0 ? Step.skipped : Step.typed);
			before = isText ? to - 1 : to;
		}
		step(bytes.length, -1, Step.end);
		return new LineShape(
			fields.row.op,
			fields.seen,
			Int32Array.from(steps),
			Int32Array.from(words),
			fields.tables,
		);
	}
}

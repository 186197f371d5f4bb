import type { TextPosition } from '../../src/session/linesProtocol.ts';

/** A selection: from where it was begun to where the cursor is. */
export interface Selection {
	anchor: TextPosition;
	cursor: TextPosition;
}

/** Negative where the first place stands before the second, 0 where they are one. */
export function compare(a: TextPosition, b: TextPosition): number {
	return a.line - b.line || a.column - b.column;
}

/** The selection's ends in the order of the text. */
export function ordered({ anchor, cursor }: Selection): [from: TextPosition, to: TextPosition] {
	return compare(anchor, cursor) <= 0 ? [anchor, cursor] : [cursor, anchor];
}

/** Whether nothing is selected. */
export function isEmpty({ anchor, cursor }: Selection): boolean {
	return compare(anchor, cursor) === 0;
}

/** What is copied: the whole line of the cursor where nothing is selected. */
export function copied(selection: Selection): [from: TextPosition, to: TextPosition] {
	const { line } = selection.cursor;
	return isEmpty(selection)
		? [
				{ line, column: 0 },
				{ line: line + 1, column: 0 },
			]
		: ordered(selection);
}

/** The same selection in lines that have other numbers. */
export function withLines({ anchor, cursor }: Selection, numberOf: (line: number) => number): Selection {
	return {
		anchor: { line: numberOf(anchor.line), column: anchor.column },
		cursor: { line: numberOf(cursor.line), column: cursor.column },
	};
}

/** The stretch of one line that is selected; null where nothing of it is. `end` is infinite where the line's end is in it. */
export function selectedOf(selection: Selection, line: number): { start: number; end: number } | null {
	if (isEmpty(selection)) return null;
	const [from, to] = ordered(selection);
	if (line < from.line || line > to.line) return null;
	const start = line === from.line ? from.column : 0;
	const end = line === to.line ? to.column : Number.POSITIVE_INFINITY;
	return start === end ? null : { start, end };
}

/** The word around a column; the character itself where it is in none. */
export function wordAt(text: string, column: number): { start: number; end: number } {
	for (const match of text.matchAll(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu)) {
		const end = match.index + match[0].length;
		if (column < end) return { start: match.index, end };
	}
	return { start: text.length, end: text.length };
}

/** Where the cursor goes by words from a column; null: out of the line. */
export function wordStep(text: string, column: number, direction: 1 | -1): number | null {
	const words = [...text.matchAll(/[\p{L}\p{N}_]+|[^\p{L}\p{N}_\s]+/gu)];
	if (direction > 0) {
		const next = words.find((match) => match.index + match[0].length > column);
		return next === undefined ? (column < text.length ? text.length : null) : next.index + next[0].length;
	}
	const last = words.findLast((match) => match.index < column);
	return last === undefined ? (column > 0 ? 0 : null) : last.index;
}

/** One character on or back, never into the middle of one that is two code units. */
export function characterStep(text: string, column: number, direction: 1 | -1): number {
	const next = column + direction;
	const isPair = /[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(Math.max(0, next - 1), next + 1));
	return isPair ? next + direction : next;
}

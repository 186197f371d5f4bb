import type { TextPosition } from '../../src/session/linesProtocol.ts';
import { characterStep, compare, isEmpty, ordered, type Selection, wordStep } from './selection.ts';

/** What the cursor needs to know of the text. */
export interface Lines {
	readonly count: number;
	/** Whether `count` is known, not a guess. */
	readonly isCounted: boolean;
	/** Null where the line is not here yet. */
	textOf(line: number): string | null;
	/** The column that it starts at: more than 0 where it is a piece of a very long line. */
	startOf(line: number): number;
	/** Whether the line goes on behind it. */
	isCut(line: number): boolean;
	/** How many lines a page is. */
	readonly page: number;
}

/** How keys move the cursor. */
export type Move =
	| 'left'
	| 'right'
	| 'wordLeft'
	| 'wordRight'
	| 'up'
	| 'down'
	| 'pageUp'
	| 'pageDown'
	| 'home'
	| 'end'
	| 'start'
	| 'finish';

/** The cursor and the selection that it ends. */
export class Cursor {
	selection: Selection = { anchor: { line: 1, column: 0 }, cursor: { line: 1, column: 0 } };
	/** Whether its line was asked for by its number, which is right then; otherwise it may have been guessed. */
	isAsked = false;
	/** The column that up and down keep to, through lines that are shorter. */
	private wished: number | null = null;

	constructor(
		private readonly lines: Lines,
		private readonly moved: (selection: Selection) => void,
	) {}

	get position(): TextPosition {
		return this.selection.cursor;
	}

	/** @param extend whether the selection goes on from where it was begun */
	set(position: TextPosition, extend = false): void {
		this.wished = null;
		this.put(position, extend);
	}

	/** By what is seen, not by the number of a line. */
	select(anchor: TextPosition, cursor: TextPosition): void {
		this.wished = null;
		this.isAsked = false;
		this.selection = { anchor: this.within(anchor), cursor: this.within(cursor) };
		this.moved(this.selection);
	}

	/** Lines have come: a place behind the end of one is its end. */
	settle(): void {
		const { anchor, cursor } = this.selection;
		const settled = { anchor: this.within(anchor), cursor: this.within(cursor) };
		if (compare(settled.anchor, anchor) === 0 && compare(settled.cursor, cursor) === 0) return;
		this.selection = settled;
		this.moved(settled);
	}

	/** Everything, without anything being read for it. */
	selectAll(): void {
		const line = Math.max(1, this.lines.count);
		this.select({ line: 1, column: 0 }, { line, column: LAST_COLUMN });
	}

	move(move: Move, extend: boolean): void {
		const { position, lines } = this;
		const vertical: Partial<Record<Move, number>> = {
			up: -1,
			down: 1,
			pageUp: -lines.page,
			pageDown: lines.page,
		};
		const by = vertical[move];
		if (move === 'finish') this.isAsked = false;
		if (by === undefined) {
			this.set(this.target(move, extend), extend);
			return;
		}
		const wished = this.wished ?? position.column;
		const line = position.line + by;
		if (line < 1) this.put({ line: 1, column: 0 }, extend);
		else if (line > lines.count) this.put({ line: lines.count, column: LAST_COLUMN }, extend);
		else this.put({ line, column: wished }, extend);
		this.wished = wished;
	}

	private target(move: Move, extend: boolean): TextPosition {
		const { position, selection, lines } = this;
		const { line, column } = position;
		const text = lines.textOf(line) ?? '';
		const start = lines.startOf(line);
		const at = column - start;
		const [from, to] = ordered(selection);
		const before = line > 1 ? { line: line - 1, column: LAST_COLUMN } : { line, column: 0 };
		const after = line < lines.count ? { line: line + 1, column: 0 } : position;
		// What is not here of a long line comes once the cursor is there.
		const isBefore = at <= 0 && start > 0;
		const isBehind = at >= text.length && column < LAST_COLUMN && lines.isCut(line);
		switch (move) {
			case 'left':
				if (!extend && !isEmpty(selection)) return from;
				if (column === 0) return before;
				if (isBefore) return { line, column: column - 1 };
				if (at > text.length && text !== '') return { line, column: start + text.length };
				return { line, column: start + characterStep(text, at, -1) };
			case 'right':
				if (!extend && !isEmpty(selection)) return to;
				if (isBehind || at < 0) return { line, column: column + 1 };
				return at >= text.length ? after : { line, column: start + characterStep(text, at, 1) };
			case 'wordLeft': {
				if (isBefore) return { line, column: column - 1 };
				const step = wordStep(text, at, -1);
				return step === null ? before : { line, column: start + step };
			}
			case 'wordRight': {
				if (isBehind || at < 0) return { line, column: column + 1 };
				const step = wordStep(text, at, 1);
				return step === null ? after : { line, column: start + step };
			}
			case 'home':
				return { line, column: 0 };
			case 'end':
				return { line, column: LAST_COLUMN };
			case 'start':
				return { line: 1, column: 0 };
			default:
				return { line: lines.count, column: LAST_COLUMN };
		}
	}

	private put(position: TextPosition, extend: boolean): void {
		const cursor = this.within(position);
		this.selection = { anchor: extend ? this.selection.anchor : cursor, cursor };
		// Also where it is there already: it may be out of sight.
		this.moved(this.selection);
	}

	private within({ line, column }: TextPosition): TextPosition {
		const lastLine = this.lines.isCounted || !this.isAsked ? Math.max(1, this.lines.count) : line;
		// Behind the last line is its end.
		if (line > lastLine) return this.within({ line: lastLine, column: LAST_COLUMN });
		const at = Math.max(1, line);
		const text = this.lines.textOf(at);
		const last = text === null || this.lines.isCut(at) ? column : this.lines.startOf(at) + text.length;
		return { line: at, column: Math.max(0, Math.min(column, last)) };
	}
}

/** Stands for the end of a line whose length is not known yet. */
export const LAST_COLUMN = 2 ** 31 - 1;

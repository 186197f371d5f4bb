import type { ShownLine } from '../../src/session/linesProtocol.ts';
import { fill, h } from '../dom.ts';
import { wordAt } from './selection.ts';
import { shownText } from './shownText.ts';
import { tokensOf } from './tokens.ts';

/** Longer lines are not coloured: their parts would be more than what is seen of them. */
const COLOURED = 20_000;

/** What is drawn over a stretch of a line, behind its text. */
export interface Box {
	kind: string;
	start: number;
	/** `Infinity`: to the end of the line and a little further, as line ends are selected. */
	end: number;
}

/** One line on the screen: its number, its text, and what is drawn behind it. */
export class Row {
	readonly number = h('div', { class: 'line-number' });
	readonly element: HTMLElement;
	private readonly boxes = h('div', { class: 'boxes' });
	private readonly text = h('div', { class: 'line-text' });
	/** Leads to what of a long line is before its piece that is shown. */
	private lead: HTMLElement | null = null;
	private shown: ShownLine | undefined;
	/** The boxes that are drawn; null: to be drawn anew. */
	private drawn: string | null = null;
	/** Whether columns are as wide as each other. */
	private even = true;

	constructor(readonly line: number) {
		const content = h('div', { class: 'line' }, this.boxes, this.text);
		this.element = h('div', { class: 'row', 'data-line': line }, content);
	}

	/** @param exact whether the number is right */
	update(shown: ShownLine | undefined, exact: boolean, expand: (to: 'before' | 'more') => void): void {
		const number = `${exact ? '' : '~'}${this.line.toLocaleString('en')}`;
		if (this.number.textContent !== number) this.number.textContent = number;
		if (shown === this.shown && shown !== undefined) return;
		this.shown = shown;
		this.drawn = null;
		this.element.classList.toggle('missing', shown === undefined);
		const text = shownText(shown?.text ?? '');
		this.even = /^[\x20-\x7e]*$/.test(text);
		const parts =
			text.length > COLOURED
				? [text]
				: tokensOf(text).map(({ kind, start, end }) => h('span', { class: kind }, text.slice(start, end)));
		const { before, more = 0 } = shown ?? {};
		const behind = more > 0 && leftOut(`… ${size(more)} more`, () => expand('more'));
		fill(this.text, parts, behind);
		this.lead?.remove();
		this.lead =
			before === undefined ? null : leftOut(`${size(before.bytes)} before …`, () => expand('before'));
		if (this.lead !== null) this.element.prepend(this.lead);
	}

	/** Whether it is here what the line reads. */
	get isHere(): boolean {
		return this.shown !== undefined;
	}

	/** The column that what is shown starts at: more than 0 in a piece of a long line. */
	get start(): number {
		return this.shown?.before?.columns ?? 0;
	}

	/** The column where what is shown ends. */
	get end(): number {
		return this.start + this.content.length;
	}

	/** Whether a column is in what is shown, or behind the line's end. */
	holds(column: number): boolean {
		return column >= this.start && (column <= this.end || this.shown?.more === 0);
	}

	/** The word around a column. */
	wordAt(column: number): { start: number; end: number } {
		const { start, end } = wordAt(this.content, column - this.start);
		return { start: start + this.start, end: end + this.start };
	}

	private get content(): string {
		return this.shown?.text ?? '';
	}

	private get length(): number {
		return this.content.length;
	}

	/** Where a column starts, in pixels from the start of the row. */
	xOf(column: number, characterWidth: number): number {
		return this.leadWidth + this.inText(column, characterWidth);
	}

	/** How wide it is, in pixels. */
	width(characterWidth: number): number {
		return this.leadWidth + (this.length + 24) * characterWidth;
	}

	private get leadWidth(): number {
		return this.lead === null
			? 0
			: this.text.getBoundingClientRect().left - this.element.getBoundingClientRect().left;
	}

	private inText(column: number, characterWidth: number): number {
		const at = Math.max(0, Math.min(column, this.end) - this.start);
		return this.even ? at * characterWidth : this.measured(at);
	}

	/** The column nearest to a place, in pixels from the start of the row. Never within a character. */
	columnAt(x: number, characterWidth: number): number {
		return this.start + this.columnInText(x - this.leadWidth, characterWidth);
	}

	private columnInText(x: number, characterWidth: number): number {
		if (this.even) return Math.max(0, Math.min(Math.round(x / characterWidth), this.length));
		let low = 0;
		let high = this.length;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if (this.measured(middle) <= x) low = middle;
			else high = middle - 1;
		}
		const [left, right] = [this.measured(low), this.measured(Math.min(low + 1, this.length))];
		const near = x - left > right - x ? low + 1 : low;
		const isWithin = /[\udc00-\udfff]/.test(this.content.charAt(near));
		return Math.min(this.length, isWithin ? near + 1 : near);
	}

	draw(boxes: readonly Box[], characterWidth: number): void {
		// Most lines of a frame are as they were in the one before.
		const key = boxes.length === 0 ? '' : JSON.stringify([characterWidth, boxes]);
		if (key === this.drawn) return;
		this.drawn = key;
		fill(
			this.boxes,
			boxes
				.filter(({ start, end }) => end >= this.start && start <= this.end)
				.map(({ kind, start, end }) => {
					const left = this.inText(start, characterWidth);
					const right =
						this.inText(end, characterWidth) + (end === Number.POSITIVE_INFINITY ? characterWidth : 0);
					const box = h('div', { class: kind });
					box.style.left = `${left}px`;
					box.style.width = `${Math.max(right - left, kind === 'cursor' ? 0 : 2)}px`;
					return box;
				}),
		);
	}

	private measured(column: number): number {
		let rest = column;
		const start = this.text.getBoundingClientRect().left;
		for (const part of this.text.childNodes) {
			const length = part.textContent?.length ?? 0;
			if (rest > length) {
				rest -= length;
				continue;
			}
			const node = part instanceof Text ? part : part.firstChild;
			if (node === null) break;
			const range = document.createRange();
			range.setStart(node, 0);
			range.setEnd(node, rest);
			const rects = range.getClientRects();
			const end =
				rest === 0
					? (part instanceof Element ? part : range).getBoundingClientRect().left
					: rects[rects.length - 1]?.right;
			return (end ?? start) - start;
		}
		return 0;
	}
}

function size(bytes: number): string {
	if (bytes < 1000) return `${bytes} B`;
	return bytes <= 999_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Stands for what of a long line is not shown, and shows it. */
function leftOut(label: string, expand: () => void): HTMLElement {
	const button = h('button', { type: 'button', class: 'left-out', title: 'Show more of this line' }, label);
	button.addEventListener('mousedown', (event) => event.stopPropagation());
	button.addEventListener('click', expand);
	return button;
}

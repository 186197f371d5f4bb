import type { TextPosition } from '../../src/session/linesProtocol.ts';
import { h } from '../dom.ts';
import type { LineStore } from './lineStore.ts';
import type { Wanted } from './longLines.ts';
import { type Box, Row } from './rows.ts';
import { Scroller } from './scroller.ts';

/** Rows are placed by their distance from a line; it is moved along before pixels become imprecise. */
const ORIGIN_STEP = 50_000;
/** Lines drawn beyond the edges. */
const MARGIN = 4;

/** The lines on the screen: as many elements as fit, wherever in the file one is. */
export class TextView {
	readonly element: HTMLElement;
	readonly scroller: Scroller;
	/** As wide as each character of the editor's font. */
	characterWidth = 8;
	private readonly numbers = h('div', { class: 'numbers', 'aria-hidden': true });
	private readonly rows = h('div', { class: 'rows' });
	private readonly text = h('div', { class: 'text-layer' }, this.rows);
	private readonly layer = h('div', { class: 'layer' }, this.numbers, this.text);
	private readonly shown = new Map<number, Row>();
	/** A place that is to be in sight once its line is here. */
	private sought: TextPosition | null = null;
	private origin = 0;
	private width = 0;
	private scheduled = false;

	/**
	 * @param boxesOf what to draw behind a line's text
	 * @param drawn the lines on the screen are others
	 */
	constructor(
		private readonly store: LineStore,
		private readonly boxesOf: (row: Row) => Box[],
		private readonly drawn: () => void,
	) {
		const spacer = h('div', { class: 'spacer' });
		const scroller = h(
			'div',
			{
				class: 'scroller',
				role: 'textbox',
				tabindex: 0,
				'aria-multiline': 'true',
				'aria-readonly': 'true',
				'aria-label': 'Lines of the file',
			},
			h('div', { class: 'stick' }, this.layer),
			spacer,
		);
		this.element = scroller;
		this.scroller = new Scroller(scroller, spacer, () => this.schedule());
		// Browsers scroll it where something in it is focused: that is the scroll bar's to do.
		this.text.addEventListener('scroll', () => {
			scroller.scrollLeft += this.text.scrollLeft;
			this.text.scrollLeft = 0;
		});
		new ResizeObserver(() => this.resized()).observe(scroller);
	}

	/** The first line in sight, from 1. */
	get first(): number {
		return Math.floor(this.scroller.top) + 1;
	}

	/** Behind the last line in sight. */
	get end(): number {
		return Math.min(this.store.count, Math.ceil(this.scroller.top + this.scroller.visible)) + 1;
	}

	/** The row of a line that is on the screen. */
	row(line: number): Row | undefined {
		return this.shown.get(line);
	}

	/** The file has other lines, or others are known. */
	update(): void {
		const digits = Math.max(3, this.store.count.toLocaleString('en').length + 1);
		this.layer.style.setProperty('--digits', String(digits));
		this.extend();
		this.schedule();
	}

	/** The file is another one. */
	clear(): void {
		this.sought = null;
		this.width = 0;
	}

	/** Draws with the next frame. */
	schedule(): void {
		if (this.scheduled) return;
		this.scheduled = true;
		requestAnimationFrame(() => {
			this.scheduled = false;
			this.draw();
		});
	}

	/** Has a place in sight. @param asked whether its line is asked for by its number */
	reveal(position: TextPosition, asked: boolean): void {
		this.sought = position;
		this.scroller.reveal(position.line - 1, asked);
		this.draw();
	}

	/** Has a place in sight sideways as soon as its line is here, and the piece of it where that is long. */
	private seek(): void {
		const { sought } = this;
		if (sought === null) return;
		const row = this.shown.get(sought.line);
		// One that is scrolled out of sight by now is not sought any more.
		if (row?.isHere !== false) this.sought = null;
		if (row?.isHere !== true) return;
		this.showColumn(row, sought.column);
		if (!row.holds(sought.column)) void this.expand(row, sought.column, sought.column);
	}

	private showColumn(row: Row, column: number): void {
		const x = row.xOf(column, this.characterWidth);
		// With the start of a piece comes the way back.
		this.scroller.revealX(column <= row.start ? 0 : x, x + this.characterWidth, this.text.clientWidth);
	}

	/** @param column to have in sight then */
	private async expand(row: Row, to: Wanted, column: number): Promise<void> {
		if (!(await this.store.expand(row.line, to))) return;
		this.draw();
		this.showColumn(this.shown.get(row.line) ?? row, column);
	}

	/** The place under a point of the window; beyond the lines the nearest one. `inNumbers`: it is on a line's number. */
	positionAt(x: number, y: number): TextPosition & { inNumbers: boolean } {
		const box = this.text.getBoundingClientRect();
		const line = Math.floor(this.scroller.top + (y - box.top) / this.scroller.lineHeight) + 1;
		const near = Math.max(1, Math.min(line, Math.max(1, this.store.count)));
		const row = this.shown.get(near);
		const column = row?.columnAt(x - box.left + this.scroller.left, this.characterWidth) ?? 0;
		return { line: near, column, inNumbers: x < box.left };
	}

	/** Where a place on the screen is in the window, in pixels; null where it is not on it. */
	pointOf({ line, column }: TextPosition): { x: number; y: number } | null {
		const row = this.shown.get(line);
		if (row === undefined) return null;
		const box = this.text.getBoundingClientRect();
		return {
			x: box.left - this.scroller.left + row.xOf(column, this.characterWidth),
			y: box.top + (line - 1 - this.scroller.top) * this.scroller.lineHeight,
		};
	}

	private draw(): void {
		const { top, left, lineHeight } = this.scroller;
		const from = Math.max(1, this.first - MARGIN);
		const to = Math.min(this.store.count + 1, this.end + MARGIN);
		this.store.want(from, to);
		if (Math.abs(from - this.origin) > ORIGIN_STEP) {
			this.origin = from;
			for (const line of [...this.shown.keys()]) this.remove(line);
		}
		for (const line of [...this.shown.keys()]) if (line < from || line >= to) this.remove(line);
		for (let line = from; line < to; line++) {
			const row = this.shown.get(line) ?? this.add(line);
			row.update(this.store.get(line), this.store.isExact(line), (to) => {
				this.element.focus({ preventScroll: true });
				void this.expand(row, to, to === 'more' ? row.end : row.start);
			});
			row.draw(this.boxesOf(row), this.characterWidth);
			this.width = Math.max(this.width, row.width(this.characterWidth));
		}
		const y = (this.origin - 1 - top) * lineHeight;
		this.numbers.style.setProperty('--y', `${y}px`);
		this.rows.style.transform = `translate(${-left}px, ${y}px)`;
		this.extend();
		this.seek();
		this.drawn();
	}

	private add(line: number): Row {
		const row = new Row(line);
		const y = `${(line - this.origin) * this.scroller.lineHeight}px`;
		row.element.style.top = y;
		row.number.style.top = y;
		this.shown.set(line, row);
		this.rows.append(row.element);
		this.numbers.append(row.number);
		return row;
	}

	private remove(line: number): void {
		const row = this.shown.get(line);
		row?.element.remove();
		row?.number.remove();
		this.shown.delete(line);
	}

	private known = '';

	/** Tells the scroll bars what there is, where that is something else than before. */
	private extend(): void {
		const now = `${this.store.count} ${this.width} ${this.scroller.lineHeight} ${this.element.clientHeight}`;
		if (now === this.known) return;
		this.known = now;
		this.scroller.setExtent(this.store.count, this.width + this.numbers.clientWidth);
	}

	private resized(): void {
		const probe = h('span', { class: 'probe' }, 'x'.repeat(100));
		this.text.append(probe);
		const { width, height } = probe.getBoundingClientRect();
		probe.remove();
		if (width > 0) this.characterWidth = width / 100;
		const styled = Math.round(height);
		if (styled > 0 && styled !== this.scroller.lineHeight) {
			this.scroller.lineHeight = styled;
			for (const line of [...this.shown.keys()]) this.remove(line);
		}
		const { clientWidth, clientHeight } = this.element;
		this.layer.style.width = `${clientWidth}px`;
		this.layer.style.height = `${clientHeight}px`;
		this.update();
	}
}

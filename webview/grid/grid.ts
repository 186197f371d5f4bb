import type { Result, Rows } from '../../src/session/protocol.ts';
import { type Content, debounce, fill, h } from '../dom.ts';
import type { Column, Sorting } from './column.ts';
import { gridHeader } from './header.ts';
import { RowCache } from './rowCache.ts';
import { Viewport } from './viewport.ts';

export interface GridOptions<T> {
	label: string;
	columns: readonly Column<T>[];
	/** Asks for rows; with `around` (an id) for those around a row, wherever that is. */
	fetch(from: number, count: number, around?: number | string): Promise<Result<Rows<T>>>;
	idOf(row: T): number | string;
	/** Classes for a row, to colour it. */
	classOf?(row: T): string;
	/** The user chose a row. */
	onSelect(row: T): void;
	/** The user pressed Enter on a row or clicked it twice. */
	onActivate(row: T): void;
	sorting?: Sorting;
	onSort?(sorting: Sorting): void;
	/** What stands there instead of rows when there are none. */
	empty(): Content;
	/** Told after each change of the number of rows. */
	onTotal?(total: number): void;
}

/**
 * A data grid of any number of rows, of which only those in sight exist. The grid itself has the focus and names its
 * active row, so that rows may come and go while one scrolls.
 */
export class Grid<T> {
	readonly element: HTMLElement;
	private readonly body = h('div', { role: 'rowgroup', class: 'grid-body' });
	private readonly message = h('div', { class: 'grid-message', hidden: true });
	private readonly scroller: HTMLElement;
	private readonly viewport: Viewport;
	private readonly rows = new Map<number, HTMLElement>();
	private cache: RowCache<T>;
	/** The row with the focus, and the chosen one: the same, but where the chosen row is not among those shown. */
	private active = 0;
	private activeShown = true;
	private selected: number | string | null = null;
	private readonly told = debounce(90, () => this.tellSelection());

	constructor(private readonly options: GridOptions<T>) {
		const header = gridHeader(options.columns, options.sorting, (sorting) => options.onSort?.(sorting));
		this.scroller = h(
			'div',
			{
				role: 'grid',
				class: 'grid',
				tabindex: 0,
				'aria-label': options.label,
				'aria-colcount': options.columns.length,
			},
			header,
			this.body,
		);
		this.element = h('div', { class: 'grid-box' }, this.scroller, this.message);
		this.viewport = new Viewport(this.scroller, this.body, (resized) => {
			// What opens below the grid must not cover the row that opened it.
			if (resized && this.activeShown) this.viewport.reveal(this.active);
			this.draw();
		});
		this.cache = this.newCache();
		this.scroller.addEventListener('keydown', (event) => this.onKey(event));
		this.body.addEventListener('click', (event) => this.onClick(event));
		this.body.addEventListener('dblclick', () => this.activate());
	}

	/** Forgets all rows and asks anew. `select`: the id of the row to select and to bring into sight. */
	async reload(select: number | string | null = this.selected, keepPlace = false): Promise<void> {
		this.cache.drop();
		const cache = this.newCache();
		this.cache = cache;
		this.selected = select;
		if (!keepPlace) {
			this.active = 0;
			this.scroller.scrollTop = 0;
		}
		await cache.start(keepPlace ? this.viewport.first : 0);
		if (this.cache === cache && select !== null && !this.rowOf(select)) await this.locate(select);
	}

	/** Selects a row without telling, and brings it into sight. null selects none. */
	async select(id: number | string | null): Promise<void> {
		if (id === this.selected) return;
		this.selected = id;
		if (id === null) this.draw();
		else if (!this.rowOf(id)) await this.locate(id);
	}

	private redraw(): void {
		for (const row of this.rows.values()) row.remove();
		this.rows.clear();
		this.draw();
	}

	private newCache(): RowCache<T> {
		return new RowCache<T>(
			this.options.fetch,
			() => this.arrived(),
			(message) => this.say(message),
		);
	}

	private arrived(): void {
		const { total } = this.cache;
		this.scroller.setAttribute('aria-rowcount', String(total + 1));
		this.setTotal(total);
		if (this.active >= total) this.active = Math.max(0, total - 1);
		if (total === 0) this.say(this.options.empty());
		else this.message.hidden = true;
		this.options.onTotal?.(total);
		this.redraw();
	}

	private say(content: Content): void {
		this.setTotal(0);
		fill(this.message, content);
		this.message.hidden = false;
		this.redraw();
	}

	private setTotal(total: number): void {
		// For grids that are no higher than their rows.
		this.element.style.setProperty('--rows', String(total));
		this.viewport.setTotal(total);
	}

	/** Brings a row into sight that is among those known here. */
	private rowOf(id: number | string): boolean {
		for (const [index] of this.rows) {
			const row = this.cache.row(index);
			if (row === undefined || this.options.idOf(row) !== id) continue;
			this.moveTo(index);
			return true;
		}
		return false;
	}

	/** Asks where a row is and goes there. Where the filter hides it, nothing happens. */
	private async locate(id: number | string): Promise<void> {
		const { cache } = this;
		const answer = await this.options.fetch(0, 1, id);
		if (this.cache !== cache || this.selected !== id || 'err' in answer) return;
		const at = answer.ok.rows.findIndex((row) => this.options.idOf(row) === id);
		if (at >= 0) this.moveTo(answer.ok.from + at);
		else this.draw();
	}

	private moveTo(index: number): void {
		this.active = index;
		this.viewport.reveal(index);
		this.draw();
	}

	private draw(): void {
		this.activeShown = this.viewport.shows(this.active);
		const { from, to } = this.viewport;
		for (const [index, row] of this.rows) {
			if (index >= from && index < to) continue;
			row.remove();
			this.rows.delete(index);
		}
		if (to > from) this.cache.want(from, to - 1);
		for (let index = from; index < to; index++) {
			let row = this.rows.get(index);
			if (!row) {
				row = this.newRow(index);
				this.rows.set(index, row);
				this.body.append(row);
			}
			row.style.top = `${this.viewport.topOf(index)}px`;
			const data = this.cache.row(index);
			row.setAttribute(
				'aria-selected',
				String(data !== undefined && this.options.idOf(data) === this.selected),
			);
			row.classList.toggle('active', index === this.active);
		}
		if (this.rows.has(this.active))
			this.scroller.setAttribute('aria-activedescendant', this.rowId(this.active));
		else this.scroller.removeAttribute('aria-activedescendant');
	}

	private rowId(index: number): string {
		return `${this.options.columns[0]!.id}-row-${index}`;
	}

	private newRow(index: number): HTMLElement {
		const data = this.cache.row(index);
		const { columns } = this.options;
		return h(
			'div',
			{
				role: 'row',
				id: this.rowId(index),
				class: `grid-row ${data === undefined ? 'waiting' : (this.options.classOf?.(data) ?? '')}`,
				'aria-rowindex': index + 2,
				'data-index': index,
			},
			columns.map((column, number) =>
				h(
					'div',
					{
						role: 'gridcell',
						class: `cell ${column.id}`,
						'aria-colindex': number + 1,
						title: data !== undefined && column.tooltip?.(data),
					},
					data === undefined ? '…' : column.cell(data),
				),
			),
		);
	}

	private onKey(event: KeyboardEvent): void {
		if (event.target !== this.scroller || event.altKey || event.metaKey) return;
		const page = Math.max(1, this.viewport.pageRows - 1);
		const last = this.cache.total - 1;
		const to: Partial<Record<string, number>> = {
			ArrowDown: this.active + 1,
			ArrowUp: this.active - 1,
			PageDown: this.active + page,
			PageUp: this.active - page,
			Home: 0,
			End: last,
		};
		const target = to[event.key];
		if (target !== undefined && last >= 0) {
			event.preventDefault();
			this.moveTo(Math.min(last, Math.max(0, target)));
			this.told();
		} else if (event.key === 'Enter') {
			event.preventDefault();
			this.activate();
		} else if (event.key === ' ') {
			event.preventDefault();
			this.tellSelection(true);
		}
	}

	private onClick(event: MouseEvent): void {
		const row = (event.target as Element).closest<HTMLElement>('[data-index]');
		if (!row) return;
		this.moveTo(Number(row.dataset.index));
		this.tellSelection(true);
	}

	/** @param again also where the row is the selected one: who clicks it wants to be where it leads, having gone elsewhere */
	private tellSelection(again = false): void {
		const row = this.cache.row(this.active);
		if (row === undefined) {
			// The row is on its way: its page was asked for when it came into sight.
			if (this.active < this.cache.total) this.told();
			return;
		}
		if (this.options.idOf(row) === this.selected && !again) return;
		this.selected = this.options.idOf(row);
		this.draw();
		this.options.onSelect(row);
	}

	private activate(): void {
		this.tellSelection();
		const row = this.cache.row(this.active);
		if (row !== undefined) this.options.onActivate(row);
	}
}

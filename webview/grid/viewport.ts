/** Browsers place nothing beyond some 33 million pixels; higher grids are scrolled through in larger steps. */
const MAX_HEIGHT = 10_000_000;
/** Rows drawn beyond the edges, so that slow scrolling never shows a gap. */
const MARGIN = 8;

/** Which rows of a fixed height are in sight of a scrolling element with a sticky header. */
export class Viewport {
	private total = 0;
	private rowHeight = 24;
	private scheduled = false;

	constructor(
		private readonly scroller: HTMLElement,
		private readonly body: HTMLElement,
		changed: (resized: boolean) => void,
	) {
		scroller.addEventListener(
			'scroll',
			() => {
				if (this.scheduled) return;
				this.scheduled = true;
				requestAnimationFrame(() => {
					this.scheduled = false;
					changed(false);
				});
			},
			{ passive: true },
		);
		new ResizeObserver(() => {
			this.setTotal(this.total);
			changed(true);
		}).observe(scroller);
	}

	setTotal(total: number): void {
		this.total = total;
		// The style sheet makes rows higher where the page is narrow.
		const styled = Number.parseFloat(getComputedStyle(this.scroller).getPropertyValue('--row-height'));
		if (styled > 0) this.rowHeight = styled;
		this.body.style.height = `${this.height}px`;
	}

	/** The first row in sight. */
	get first(): number {
		return Math.min(Math.floor(this.offset / this.rowHeight), Math.max(0, this.total - 1));
	}

	/** The rows to draw: from this one … */
	get from(): number {
		return Math.max(0, this.first - MARGIN);
	}

	/** … to before this one. */
	get to(): number {
		return Math.min(this.total, this.first + this.pageRows + MARGIN);
	}

	/** How many rows fit. */
	get pageRows(): number {
		return Math.ceil(this.visible / this.rowHeight);
	}

	/** Where a row stands in the body, in pixels. */
	topOf(index: number): number {
		return index * this.rowHeight - this.offset + this.scroller.scrollTop;
	}

	/** Whether a row is in sight, if only in part. */
	shows(index: number): boolean {
		const top = index * this.rowHeight;
		return top + this.rowHeight > this.offset && top < this.offset + this.visible;
	}

	/** Scrolls as little as it takes to have a row in sight. */
	reveal(index: number): void {
		const top = index * this.rowHeight;
		if (top < this.offset) this.scrollTo(top);
		else if (top + this.rowHeight > this.offset + this.visible)
			this.scrollTo(top + this.rowHeight - this.visible);
	}

	private scrollTo(offset: number): void {
		this.scroller.scrollTop = this.range === 0 ? 0 : (offset * this.scrollRange) / this.range;
	}

	/** Height of the rows' part of the element, without the header. */
	private get visible(): number {
		return Math.max(0, this.scroller.clientHeight - this.body.offsetTop);
	}

	private get height(): number {
		return Math.min(MAX_HEIGHT, this.total * this.rowHeight);
	}

	/** How far one can scroll: in rows' pixels and in the element's own. They differ beyond {@link MAX_HEIGHT}. */
	private get range(): number {
		return Math.max(0, this.total * this.rowHeight - this.visible);
	}

	private get scrollRange(): number {
		return Math.max(0, this.height - this.visible);
	}

	/** The pixel of all rows laid under each other that stands at the upper edge. */
	private get offset(): number {
		const { scrollTop } = this.scroller;
		return this.scrollRange === 0 ? 0 : Math.min(this.range, (scrollTop * this.range) / this.scrollRange);
	}
}

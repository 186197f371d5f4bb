/** Browsers place nothing beyond some 16 million pixels: of higher texts the scroll bar goes in larger steps than the text. */
const MAX_HEIGHT = 8_000_000;

/**
 * Scrolls lines of a fixed height, however many: by wheel and keys line by line, by the scroll bar to any place. The position is
 * held in lines, not in pixels of an element that could not be as high.
 */
export class Scroller {
	/** The line at the upper edge, from 0, with its fraction. */
	top = 0;
	lineHeight = 18;
	/** Whether a line was asked for by its number, not reached by scrolling. */
	isAsked = false;
	/** The line that was to be at the upper edge, also where so many lines are not known yet. */
	wanted = 0;
	private lines = 0;
	/** What was set last: another value is the user's. */
	private expected = 0;

	/**
	 * @param element has the scroll bars
	 * @param spacer gives it what to scroll
	 */
	constructor(
		readonly element: HTMLElement,
		private readonly spacer: HTMLElement,
		private readonly scrolled: () => void,
	) {
		element.addEventListener('scroll', () => this.onScroll(), { passive: true });
		element.addEventListener('wheel', (event) => this.onWheel(event), { passive: false });
	}

	/** How many lines fit, with a fraction. */
	get visible(): number {
		return this.element.clientHeight / this.lineHeight;
	}

	get left(): number {
		return this.element.scrollLeft;
	}

	/** @param width of the widest line seen, in pixels */
	setExtent(lines: number, width: number): void {
		this.lines = lines;
		const height = Math.min(MAX_HEIGHT, lines * this.lineHeight);
		this.spacer.style.height = `${height}px`;
		this.spacer.style.width = `${width}px`;
		this.scrollTo(this.wanted, this.isAsked);
	}

	/**
	 * Shows this line at the upper edge, or the one nearest to it that can be there.
	 *
	 * @param asked whether it is asked for by its number: it is shown then as soon as there are as many lines
	 */
	scrollTo(top: number, asked = false): void {
		this.isAsked = asked;
		this.top = Math.max(0, Math.min(top, this.range));
		this.wanted = asked ? top : this.top;
		const ratio = this.range === 0 ? 0 : this.top / this.range;
		this.element.scrollTop = Math.round(ratio * this.scrollRange);
		this.expected = this.element.scrollTop;
		this.scrolled();
	}

	/** Scrolls as little as it takes to have a line (from 0) wholly in sight; into the middle where that is far. See {@link scrollTo}. */
	reveal(line: number, asked = false): void {
		const { top, visible } = this;
		const last = top + visible - 1;
		if (line >= top && line <= last) {
			if (asked) this.scrollTo(top, asked);
			return;
		}
		const isNear = line > top - 3 && line < last + 3;
		if (!isNear) this.scrollTo(line - Math.floor(visible / 2), asked);
		else this.scrollTo(line < top ? line : line - visible + 1, asked);
	}

	/** Has pixels from one to the other in sight, sideways. */
	revealX(from: number, to: number, width: number): void {
		const { scrollLeft } = this.element;
		if (from < scrollLeft) this.element.scrollLeft = Math.max(0, from - 60);
		else if (to > scrollLeft + width) this.element.scrollLeft = to - width + 60;
	}

	/** How far one can scroll, in lines. */
	private get range(): number {
		return Math.max(0, this.lines - this.visible);
	}

	private get scrollRange(): number {
		return Math.max(0, this.element.scrollHeight - this.element.clientHeight);
	}

	private onScroll(): void {
		const { scrollTop } = this.element;
		// What does not fit any more where the element became higher is no one's will.
		if (this.expected > this.scrollRange) this.expected = scrollTop;
		if (Math.abs(scrollTop - this.expected) > 0.5) {
			this.expected = scrollTop;
			this.isAsked = false;
			this.top = this.scrollRange === 0 ? 0 : (scrollTop / this.scrollRange) * this.range;
			this.wanted = this.top;
		}
		this.scrolled();
	}

	private onWheel(event: WheelEvent): void {
		if (event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
		event.preventDefault();
		const pixels = [1, this.lineHeight, this.element.clientHeight][event.deltaMode] ?? 1;
		this.element.scrollLeft += event.deltaX * pixels;
		this.scrollTo(this.top + (event.deltaY * pixels) / this.lineHeight);
	}
}

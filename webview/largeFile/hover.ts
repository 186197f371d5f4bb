import type { Mark, TextPosition } from '../../src/session/linesProtocol.ts';
import { fill, h } from '../dom.ts';
import type { Host } from './host.ts';
import { markdownElements } from './markdown.ts';

/** The pointer rests so long before a hover comes, in ms. */
const REST = 300;
/** It keeps so far from the edges of the window, in pixels. */
const EDGE = 5;

interface HoverEvents {
	follow(href: string): void;
	/** Puts the focus back into the text. */
	left(): void;
}

/** What is said of the place under the pointer, or of the cursor's on request: its findings, and what text editors say. */
export class Hover {
	readonly element = h('div', { class: 'hover', role: 'tooltip', tabindex: -1, hidden: true });
	private timer: ReturnType<typeof setTimeout> | undefined;
	private asked = 0;
	private shown = '';

	constructor(
		private readonly query: Host['query'],
		private readonly events: HoverEvents,
	) {
		this.element.addEventListener('mouseenter', () => clearTimeout(this.timer));
		this.element.addEventListener('mouseleave', () => this.hide());
		this.element.addEventListener('keydown', (event) => {
			if (event.key !== 'Escape') return;
			event.stopPropagation();
			this.hide();
			events.left();
		});
	}

	get isShown(): boolean {
		return !this.element.hidden;
	}

	/** Shows it once the pointer rests. */
	rest(show: () => void): void {
		clearTimeout(this.timer);
		this.timer = setTimeout(show, REST);
	}

	/**
	 * @param marks the findings at the place
	 * @param at where to show it: above or below this point
	 */
	async show(
		position: TextPosition,
		marks: readonly Mark[],
		at: { x: number; y: number; lineHeight: number },
		focus: boolean,
	): Promise<void> {
		const asked = ++this.asked;
		const answer = await this.query('hover', position);
		const hover = 'ok' in answer ? answer.ok : null;
		const text = hover && (await markdownElements(hover.markdown, this.events.follow));
		if (asked !== this.asked) return;
		if (hover === null && marks.length === 0) return this.hide();
		const key = JSON.stringify([position.line, hover?.start, hover?.markdown, marks]);
		if (this.isShown && key === this.shown && !focus) return;
		this.shown = key;
		fill(
			this.element,
			marks.map((mark) =>
				h(
					'div',
					{ class: `hover-mark ${mark.severity}` },
					h('span', {}, mark.message),
					h('span', { class: 'code' }, ` Replication Trace(${mark.code})`),
				),
			),
			text && h('div', { class: 'hover-text' }, text),
		);
		this.place(at);
		if (focus) this.element.focus();
	}

	hide(): void {
		clearTimeout(this.timer);
		this.asked++;
		this.element.hidden = true;
	}

	/** Above the line where there is room for it, else on the side that has more; never over the line itself. */
	private place({ x, y, lineHeight }: { x: number; y: number; lineHeight: number }): void {
		const { style } = this.element;
		this.element.hidden = false;
		style.left = '0';
		style.maxHeight = '';
		const { width, height } = this.element.getBoundingClientRect();
		const [above, below] = [y - EDGE, window.innerHeight - y - lineHeight - EDGE];
		const isAbove = height <= above || above > below;
		style.maxHeight = `${Math.min(isAbove ? above : below, window.innerHeight / 2)}px`;
		style.left = `${Math.max(EDGE, Math.min(x, window.innerWidth - width - 4 * EDGE))}px`;
		const shown = this.element.getBoundingClientRect().height;
		style.top = `${isAbove ? y - shown : y + lineHeight}px`;
	}
}

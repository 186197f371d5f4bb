import type { TextPosition } from '../../src/session/linesProtocol.ts';
import type { Findings } from './findings.ts';
import type { Hover } from './hover.ts';
import type { TextView } from './textView.ts';

/** When a hover comes and goes. */
export class Hovering {
	constructor(
		private readonly view: TextView,
		private readonly hover: Hover,
		private readonly findings: Findings,
	) {
		const { element } = view;
		element.addEventListener('mousedown', () => hover.hide());
		element.addEventListener('wheel', () => hover.hide(), { passive: true });
		element.addEventListener('mousemove', (event) => {
			if (event.buttons !== 0) hover.hide();
			else hover.rest(() => this.at(event));
		});
		element.addEventListener('mouseleave', () => hover.rest(() => hover.hide()));
	}

	/** Shows it where the cursor is, and puts the keyboard into it. */
	atCursor(position: TextPosition): void {
		const point = this.view.pointOf(position);
		if (point !== null) this.show(position, point, true);
	}

	private at({ clientX, clientY }: MouseEvent): void {
		const position = this.view.positionAt(clientX, clientY);
		const point = this.view.pointOf(position);
		const isBeside = point === null || Math.abs(point.x - clientX) > 2 * this.view.characterWidth;
		if (position.inNumbers || isBeside) this.hover.hide();
		else this.show(position, { x: clientX, y: point.y }, false);
	}

	private show({ line, column }: TextPosition, point: { x: number; y: number }, focus: boolean): void {
		const marks = this.findings.on(line).filter(({ start, end }) => start <= column && column <= end);
		const { lineHeight } = this.view.scroller;
		void this.hover.show({ line, column }, marks, { ...point, lineHeight }, focus);
	}
}

import type { TextPosition } from '../../src/session/linesProtocol.ts';
import type { Cursor } from './cursor.ts';
import { compare, type Selection } from './selection.ts';
import type { TextView } from './textView.ts';

/** While the pointer is out of the text, a selection grows by as many lines a step as it is away, in ms a step. */
const STEP = 40;

/** Selecting with the pointer: by characters, with two clicks by words, with three (or on the numbers) by lines. */
export function selectByMouse(view: TextView, cursor: Cursor, definition: () => void): void {
	let unit: 'character' | 'word' | 'line' = 'character';
	let origin: Selection | null = null;
	let point = { x: 0, y: 0 };
	let timer: ReturnType<typeof setInterval> | undefined;

	const unitAt = (position: TextPosition): Selection => {
		const { line, column } = position;
		if (unit === 'character') return { anchor: position, cursor: position };
		if (unit === 'line') return { anchor: { line, column: 0 }, cursor: { line: line + 1, column: 0 } };
		const { start, end } = view.row(line)?.wordAt(column) ?? { start: column, end: column };
		return { anchor: { line, column: start }, cursor: { line, column: end } };
	};
	const extendTo = () => {
		if (origin === null) return;
		const at = unitAt(view.positionAt(point.x, point.y));
		const isBefore = compare(at.anchor, origin.anchor) < 0;
		cursor.select(isBefore ? origin.cursor : origin.anchor, isBefore ? at.anchor : at.cursor);
	};
	const scroll = () => {
		const { top, bottom } = view.element.getBoundingClientRect();
		const away = point.y < top ? point.y - top : point.y > bottom ? point.y - bottom : 0;
		if (away === 0) return;
		view.scroller.scrollTo(view.scroller.top + Math.sign(away) * Math.ceil(Math.abs(away) / 20));
		extendTo();
	};

	view.element.addEventListener('pointerdown', (event) => {
		const isOnBar = event.offsetX > view.element.clientWidth && event.target === view.element;
		if (event.button !== 0 || isOnBar || (event.target as Element).closest('button')) return;
		point = { x: event.clientX, y: event.clientY };
		const position = view.positionAt(point.x, point.y);
		if (event.ctrlKey || event.metaKey) {
			cursor.set(position);
			definition();
			return;
		}
		unit = position.inNumbers
			? 'line'
			: ((['character', 'word', 'line'] as const)[Math.min(clicks(event), 3) - 1] ?? 'character');
		if (event.shiftKey) origin = { anchor: cursor.selection.anchor, cursor: cursor.selection.anchor };
		else origin = unitAt(position);
		extendTo();
		view.element.setPointerCapture(event.pointerId);
		clearInterval(timer);
		timer = setInterval(scroll, STEP);
	});
	view.element.addEventListener('pointermove', (event) => {
		if (origin === null) return;
		point = { x: event.clientX, y: event.clientY };
		extendTo();
	});
	const end = () => {
		clearInterval(timer);
		origin = null;
	};
	view.element.addEventListener('pointerup', end);
	view.element.addEventListener('pointercancel', end);
}

/** Longer apart, two clicks are two. */
const DOUBLE = 400;
let last = { time: 0, x: 0, y: 0, clicks: 0 };

/** Pointer events do not count clicks. */
function clicks({ timeStamp, clientX, clientY }: PointerEvent): number {
	const isSame =
		timeStamp - last.time < DOUBLE && Math.abs(clientX - last.x) < 4 && Math.abs(clientY - last.y) < 4;
	last = { time: timeStamp, x: clientX, y: clientY, clicks: isSame ? last.clicks + 1 : 1 };
	return last.clicks;
}

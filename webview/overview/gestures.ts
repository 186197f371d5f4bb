import type { Camera } from './camera.ts';

/** Pixels that a click may move. */
const STILL = 4;
/** How much a key moves, as a share of what is seen; with Shift it marks so much. */
const STEP = 0.1;
const MARK_STEP = 0.02;
const ZOOM = 1.5;
/** Pixels a line of a wheel that counts in lines. */
const LINE = 16;

export interface GestureActions {
	/** The camera was moved. */
	moved(): void;
	/** The pointer is over this point, or nowhere. */
	point(at: { x: number; y: number } | null): void;
	click(x: number, y: number): void;
	/** The user marks a stretch; `done` when it is the one. */
	mark(from: number, to: number, done: boolean): void;
	/** The stretch that is marked now. */
	marked(): { from: number; to: number } | null;
	clear(): void;
	scrollLanes(pixels: number): void;
	/** To the next lane, or the one before it. */
	lane(step: 1 | -1): void;
	step(direction: 1 | -1): void;
	activate(): void;
	/** Whether dragging marks, rather than moves. */
	marks(): boolean;
}

/** Wheel, mouse, touch and keyboard on the picture. */
export class Gestures {
	private drag: {
		x: number;
		y: number;
		lastX: number;
		lastY: number;
		marking: boolean;
		moved: boolean;
	} | null = null;

	constructor(
		private readonly frame: HTMLElement,
		private readonly camera: Camera,
		private readonly actions: GestureActions,
	) {
		frame.addEventListener('wheel', (event) => this.onWheel(event), { passive: false });
		frame.addEventListener('pointerdown', (event) => this.onDown(event));
		frame.addEventListener('pointermove', (event) => this.onMove(event));
		frame.addEventListener('pointerup', (event) => this.onUp(event));
		frame.addEventListener('pointercancel', () => {
			this.drag = null;
		});
		frame.addEventListener('pointerleave', () => this.actions.point(null));
		frame.addEventListener('keydown', (event) => this.onKey(event));
	}

	private at(event: MouseEvent): { x: number; y: number } {
		const { left, top } = this.frame.getBoundingClientRect();
		return { x: event.clientX - left, y: event.clientY - top };
	}

	/** Up and down zooms where the pointer is; sideways, or with Shift, it moves; with Alt it scrolls the lanes. */
	private onWheel(event: WheelEvent): void {
		event.preventDefault();
		const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
		const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
		if (event.altKey) this.actions.scrollLanes(dy);
		else if (event.shiftKey || Math.abs(dx) > Math.abs(dy)) {
			this.camera.pan(dx || dy);
			this.actions.moved();
		} else {
			this.camera.zoom(Math.exp(-dy / 300), this.at(event).x);
			this.actions.moved();
		}
	}

	private onDown(event: PointerEvent): void {
		if (event.button !== 0) return;
		const { x, y } = this.at(event);
		this.drag = { x, y, lastX: x, lastY: y, marking: event.shiftKey || this.actions.marks(), moved: false };
		this.frame.setPointerCapture(event.pointerId);
	}

	private onMove(event: PointerEvent): void {
		const { x, y } = this.at(event);
		const { drag, camera, actions } = this;
		if (!drag) {
			actions.point({ x, y });
			return;
		}
		drag.moved ||= Math.hypot(x - drag.x, y - drag.y) > STILL;
		if (!drag.moved) return;
		actions.point(null);
		if (drag.marking) this.mark(drag.x, x, false);
		else {
			camera.pan(drag.lastX - x);
			actions.scrollLanes(drag.lastY - y);
			actions.moved();
		}
		drag.lastX = x;
		drag.lastY = y;
	}

	private onUp(event: PointerEvent): void {
		const { drag } = this;
		this.drag = null;
		if (!drag) return;
		const { x, y } = this.at(event);
		if (!drag.moved) this.actions.click(x, y);
		else if (drag.marking) this.mark(drag.x, x, true);
	}

	private mark(x: number, toX: number, done: boolean): void {
		const { camera } = this;
		const [from, to] = [Math.min(x, toX), Math.max(x, toX)].map((at) =>
			Math.min(camera.length, Math.max(0, camera.positionAt(at))),
		) as [number, number];
		this.actions.mark(from, to, done);
	}

	private onKey(event: KeyboardEvent): void {
		if (event.ctrlKey || event.metaKey || event.altKey || event.target !== this.frame) return;
		const { camera, actions } = this;
		const move = (change: () => void) => () => {
			change();
			actions.moved();
		};
		const keys: Partial<Record<string, () => void>> = {
			ArrowLeft: move(() => camera.pan(-STEP * camera.width)),
			ArrowRight: move(() => camera.pan(STEP * camera.width)),
			ArrowUp: () => actions.lane(-1),
			ArrowDown: () => actions.lane(1),
			Home: move(() => camera.show(0, camera.span)),
			End: move(() => camera.show(camera.length - camera.span, camera.length)),
			'+': move(() => camera.zoom(ZOOM)),
			'=': move(() => camera.zoom(ZOOM)),
			'-': move(() => camera.zoom(1 / ZOOM)),
			'0': move(() => camera.show(0, camera.length)),
			n: () => actions.step(1),
			p: () => actions.step(-1),
			Enter: () => actions.activate(),
			Escape: () => actions.clear(),
		};
		if (event.shiftKey) {
			keys.ArrowLeft = () => this.extend(-1);
			keys.ArrowRight = () => this.extend(1);
		}
		const action = keys[event.key];
		if (!action) return;
		event.preventDefault();
		action();
	}

	/** Makes the marked stretch longer or shorter at its end; without one it begins in the middle of what is seen. */
	private extend(direction: 1 | -1): void {
		const { camera, actions } = this;
		const middle = (camera.from + camera.to) / 2;
		const { from, to } = actions.marked() ?? { from: middle, to: middle };
		const end = Math.min(camera.length, to + direction * MARK_STEP * camera.span);
		actions.mark(Math.min(from, end), Math.max(from, end), true);
	}
}

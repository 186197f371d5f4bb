import type { Camera } from './camera.ts';

/** Pixels that a click may move. */
const STILL = 4;
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
	scrollLanes(pixels: number): void;
	/** Whether dragging marks, rather than moves. */
	marks(): boolean;
}

/** Wheel, mouse and touch on the picture. */
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
}

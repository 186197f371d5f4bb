import { h } from '../dom.ts';
import type { Camera } from './camera.ts';
import type { OverviewData } from './data.ts';
import { ACTIVITIES } from './lanePainter.ts';
import { onThemeChange, type Palette, readPalette } from './palette.ts';
import type { Marks } from './picture.ts';

const HEIGHT = 34;
/** The window is at least this wide, so that it can be taken. */
const LEAST = 8;
/** So near to the window's edge one takes the edge. */
const EDGE = 5;

/** The whole axis, always in sight, with a window on what is seen: to be moved, or to be made longer and shorter at its edges. */
export class Minimap {
	readonly element = h('div', { class: 'overview-map', 'aria-hidden': true });
	private readonly canvas = h('canvas');
	private readonly context = this.canvas.getContext('2d')!;
	private palette: Palette | null = null;
	private grip: { part: 'window' | 'from' | 'to'; offset: number } | null = null;

	constructor(
		private readonly data: OverviewData,
		private readonly camera: Camera,
		private readonly marks: Marks,
		private readonly moved: () => void,
	) {
		this.element.append(this.canvas);
		this.element.addEventListener('pointerdown', (event) => this.onDown(event));
		this.element.addEventListener('pointermove', (event) => this.onMove(event));
		for (const end of ['pointerup', 'pointercancel'] as const)
			this.element.addEventListener(end, () => {
				this.grip = null;
			});
		onThemeChange(() => {
			this.palette = null;
		});
	}

	draw(): void {
		const width = this.element.clientWidth;
		const { map, info } = this.data;
		if (width === 0 || !info) return;
		const ratio = window.devicePixelRatio || 1;
		if (this.canvas.width !== Math.round(width * ratio)) {
			this.canvas.width = Math.round(width * ratio);
			this.canvas.height = Math.round(HEIGHT * ratio);
		}
		this.palette ??= readPalette(this.element);
		const { css } = this.palette;
		const { context } = this;
		context.setTransform(ratio, 0, 0, ratio, 0, 0);
		context.fillStyle = css.lane;
		context.fillRect(0, 0, width, HEIGHT);
		if (map) this.drawDensity(width, css);
		const [x, to] = this.window(width);
		context.fillStyle = css.background;
		context.globalAlpha = 0.6;
		context.fillRect(0, 0, x, HEIGHT);
		context.fillRect(to, 0, width - to, HEIGHT);
		context.globalAlpha = 1;
		if (this.marks.range) {
			context.fillStyle = css.range;
			const [from, end] = [this.marks.range.from, this.marks.range.to].map(
				(at) => (at / info.length) * width,
			);
			context.fillRect(from!, HEIGHT - 3, Math.max(2, end! - from!), 3);
		}
		if (this.marks.cursor !== null) {
			context.fillStyle = css.cursor;
			context.fillRect((this.marks.cursor / info.length) * width - 0.5, 0, 1.5, HEIGHT);
		}
		context.strokeStyle = css.focus;
		context.lineWidth = 1;
		context.strokeRect(x + 0.5, 0.5, Math.max(1, to - x - 1), HEIGHT - 1);
	}

	/** Below all events; above the conflicts that open. */
	private drawDensity(width: number, css: Palette['css']): void {
		const { map, mapBins: bins } = this.data;
		const { context } = this;
		const sum = (bin: number) =>
			ACTIVITIES.reduce((all, _, row) => all + (map!.counts[row * bins + bin] ?? 0), 0);
		const sums = Array.from({ length: bins }, (_, bin) => sum(bin));
		const most = Math.max(1, ...sums);
		const step = width / bins;
		context.fillStyle = css.writes;
		sums.forEach((value, bin) => {
			const height = Math.sqrt(value / most) * (HEIGHT - 9);
			context.fillRect(bin * step, HEIGHT - height, step + 0.5, height);
		});
		for (let bin = 0; bin < bins; bin++) {
			const open = map!.conflicts[bin]!;
			if (open + map!.conflicts[bins + bin]! === 0) continue;
			context.fillStyle = open > 0 ? css.open : css.resolved;
			context.fillRect(bin * step, 1, Math.max(step, 1.5), 5);
		}
	}

	/** Where the window is, in CSS pixels. */
	private window(width: number): [from: number, to: number] {
		const { from, to, length } = this.camera;
		const [x, end] = [(from / length) * width, (to / length) * width];
		if (end - x >= LEAST) return [x, end];
		const middle = Math.min(width - LEAST / 2, Math.max(LEAST / 2, (x + end) / 2));
		return [middle - LEAST / 2, middle + LEAST / 2];
	}

	private onDown(event: PointerEvent): void {
		if (event.button !== 0) return;
		const { left, width } = this.element.getBoundingClientRect();
		const x = event.clientX - left;
		const [from, to] = this.window(width);
		const { camera } = this;
		const edge =
			to - from > 4 * EDGE
				? Math.abs(x - from) <= EDGE
					? 'from'
					: Math.abs(x - to) <= EDGE
						? 'to'
						: null
				: null;
		if (!edge && (x < from || x > to)) {
			const at = (x / width) * camera.length;
			camera.show(at - camera.span / 2, at + camera.span / 2);
			this.moved();
		}
		this.grip = {
			part: edge ?? 'window',
			offset: (x / width) * camera.length - (camera.from + camera.to) / 2,
		};
		this.element.setPointerCapture(event.pointerId);
		event.preventDefault();
	}

	private onMove(event: PointerEvent): void {
		if (!this.grip) return;
		const { left, width } = this.element.getBoundingClientRect();
		const { camera, grip } = this;
		const at = ((event.clientX - left) / width) * camera.length;
		if (grip.part === 'window') {
			const middle = at - grip.offset;
			camera.show(middle - camera.span / 2, middle + camera.span / 2);
		} else if (grip.part === 'from') camera.show(Math.min(at, camera.to), camera.to);
		else camera.show(camera.from, Math.max(at, camera.from));
		this.moved();
	}
}

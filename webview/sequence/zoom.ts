const MIN = 0.2;
const MAX = 4;
const STEP = 1.25;

/** Unless the user wants it, letters do not become smaller than this to make a drawing fit. */
const READABLE = 0.7;

/** How large a drawing is shown in its scrolling frame: as its width allows (readable, at most life size), or at a fixed scale. */
export class Zoom {
	private drawing: SVGSVGElement | null = null;
	/** null: as the frame's width allows. */
	private fixed: number | null;

	constructor(
		private readonly frame: HTMLElement,
		initial: number | null,
		private readonly changed: (zoom: number | null) => void,
	) {
		this.fixed = initial;
		frame.addEventListener('wheel', (event) => this.onWheel(event), { passive: false });
		frame.addEventListener('keydown', (event) => this.onKey(event));
		new ResizeObserver(() => this.apply()).observe(frame);
	}

	attach(drawing: SVGSVGElement): void {
		this.drawing = drawing;
		this.apply();
	}

	/** Pixels on screen for one of the drawing's. */
	get scale(): number {
		return this.fixed ?? Math.min(1, Math.max(READABLE, this.fitting));
	}

	/** The scale at which the whole width is in sight. */
	private get fitting(): number {
		const width = this.drawing?.viewBox.baseVal.width ?? 0;
		return width > 0 && this.frame.clientWidth > 0 ? this.frame.clientWidth / width : 1;
	}

	in(): void {
		this.set(this.scale * STEP);
	}

	out(): void {
		this.set(this.scale / STEP);
	}

	/** All of the width, however small; once more, as at first. */
	fit(): void {
		this.set(this.fixed === null && this.fitting < this.scale ? this.fitting : null);
	}

	/** Zooms around a point of the frame (its middle, where none is given), which stays where it is. */
	private set(zoom: number | null, at?: { x: number; y: number }): void {
		const before = this.scale;
		this.fixed = zoom === null ? null : Math.min(MAX, Math.max(MIN, zoom));
		const { frame } = this;
		const point = at ?? { x: frame.clientWidth / 2, y: frame.clientHeight / 2 };
		const [left, top] = [frame.scrollLeft + point.x, frame.scrollTop + point.y];
		this.apply();
		const factor = this.scale / before;
		frame.scrollTo(left * factor - point.x, top * factor - point.y);
		this.changed(this.fixed);
	}

	private apply(): void {
		if (!this.drawing) return;
		const { width, height } = this.drawing.viewBox.baseVal;
		this.drawing.style.maxWidth = 'none';
		this.drawing.style.width = `${width * this.scale}px`;
		this.drawing.style.height = `${height * this.scale}px`;
	}

	private onWheel(event: WheelEvent): void {
		if (!event.ctrlKey && !event.metaKey) return;
		event.preventDefault();
		const { left, top } = this.frame.getBoundingClientRect();
		this.set(this.scale * Math.exp(-event.deltaY / 300), { x: event.clientX - left, y: event.clientY - top });
	}

	private onKey(event: KeyboardEvent): void {
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		if (event.key === '+' || event.key === '=') this.in();
		else if (event.key === '-') this.out();
		else if (event.key === '0') this.fit();
		else return;
		event.preventDefault();
	}
}

/** Pixels that a line or an event is wide at most. */
const WIDEST = 24;
/** Milliseconds that are seen at least. */
const MIN_MS = 1;

/** Which stretch of the axis is seen, and where on the screen its positions are. */
export class Camera {
	from = 0;
	to = 1;
	/** Of the plot, in CSS pixels. */
	width = 1;
	private total = 1;
	private unit: 'line' | 'event' | 'ms' = 'line';

	get length(): number {
		return this.total;
	}

	get span(): number {
		return this.to - this.from;
	}

	/** Positions a pixel. */
	get scale(): number {
		return this.span / this.width;
	}

	get seesAll(): boolean {
		return this.from <= 0 && this.to >= this.total;
	}

	/** Another axis, or one that has grown. The stretch stays, as far as it is there. */
	setAxis(length: number, unit: 'line' | 'event' | 'ms', keep: boolean): void {
		const all = !keep || this.seesAll;
		this.total = length;
		this.unit = unit;
		if (all) this.show(0, length);
		else this.show(this.from, this.to);
	}

	setWidth(width: number): void {
		this.width = Math.max(1, width);
		this.show(this.from, this.to);
	}

	xOf(position: number): number {
		return (position - this.from) / this.scale;
	}

	positionAt(x: number): number {
		return this.from + x * this.scale;
	}

	/** Shows a stretch; one that is too short, too long or beyond the ends becomes one that is not. */
	show(from: number, to: number): void {
		const span = this.allowed(to - from);
		const middle = (from + to) / 2;
		this.from = Math.min(this.total - span, Math.max(0, middle - span / 2));
		this.to = this.from + span;
	}

	/** Makes what stands at x `factor` times as wide; it stays where it is. */
	zoom(factor: number, x = this.width / 2): void {
		const at = this.positionAt(x);
		const span = this.allowed(this.span / factor);
		const from = at - (x / this.width) * span;
		this.show(from, from + span);
	}

	private allowed(span: number): number {
		const least = this.unit === 'ms' ? MIN_MS : this.width / WIDEST;
		return Math.min(this.total, Math.max(least, span));
	}

	pan(pixels: number): void {
		this.show(this.from + pixels * this.scale, this.to + pixels * this.scale);
	}
}

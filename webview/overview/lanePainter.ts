import { type Columns, readRow } from './columns.ts';
import type { Layout } from './layout.ts';
import type { Palette } from './palette.ts';
import { TILE_LANES } from './tiles.ts';

/** Activities in the order of a tile's rows; also the names of their colours. */
export const ACTIVITIES = ['writes', 'deletes', 'reads', 'messages', 'other'] as const;

/** From this many pixels a bin on, a gap sets neighbours apart. */
const GAP_FROM = 4;
/** The height of the smallest bar, as a share of the row. */
const LEAST = 0.18;

/**
 * Paints the lanes into pixels, a bar a column and row: its height grows with the square root of the count. Cost is one of pixels,
 * whatever the trace holds.
 */
export class LanePainter {
	private image: ImageData | null = null;
	private pixels = new Uint32Array(0);
	private values: Float32Array[] = [];

	/**
	 * @param columnsOf by block of lanes; null where nothing is here yet
	 * @param ratio device pixels a CSS pixel
	 */
	paint(
		context: CanvasRenderingContext2D,
		layout: Layout,
		palette: Palette,
		width: number,
		ratio: number,
		columnsOf: (block: number) => Columns,
	): void {
		const height = Math.round(layout.lanesHeight * ratio);
		if (width <= 0 || height <= 0) return;
		if (this.image?.width !== width || this.image.height !== height) {
			this.image = context.createImageData(width, height);
			this.pixels = new Uint32Array(this.image.data.buffer);
		}
		this.pixels.fill(palette.pixel.background);
		const rows = Math.max(1, layout.rows.length);
		const lanes = layout.endLane - layout.firstLane;
		const maxima = this.read(layout, lanes, rows, width, columnsOf);
		for (let lane = 0; lane < lanes; lane++) {
			const top = ((layout.firstLane + lane) * layout.laneHeight - layout.scrolled) * ratio;
			const inner = (layout.laneHeight - layout.laneGap) * ratio;
			this.ground(top, inner, width, palette.pixel.lane);
			const block = Math.floor((layout.firstLane + lane) / TILE_LANES);
			const gap = columnsOf(block).binWidth >= GAP_FROM ? columnsOf(block) : null;
			for (let row = 0; row < rows; row++) {
				const [from, to] = [top + (row * inner) / rows, top + ((row + 1) * inner) / rows];
				const values = this.values[lane * rows + row]!;
				const colour = layout.rows.length === 0 ? null : ACTIVITIES[layout.rows[row]!]!;
				this.bars(values, from, to, maxima[row]!, gap, (column) =>
					colour === null ? palette.pixel[this.busiest(lane, column)] : palette.pixel[colour],
				);
			}
		}
		context.putImageData(this.image, 0, Math.round(layout.lanesTop * ratio));
	}

	/** Reads what the rows show; answers the largest number of each row of all lanes, so that lanes can be compared. */
	private read(
		layout: Layout,
		lanes: number,
		rows: number,
		width: number,
		columnsOf: (block: number) => Columns,
	): number[] {
		const together = layout.rows.length === 0;
		while (this.values.length < lanes * rows || this.values[0]?.length !== width) {
			if (this.values[0] && this.values[0].length !== width) this.values = [];
			this.values.push(new Float32Array(width));
		}
		const maxima = new Array<number>(rows).fill(0);
		this.kinds = [];
		for (let lane = 0; lane < lanes; lane++) {
			const number = layout.firstLane + lane;
			const columns = columnsOf(Math.floor(number / TILE_LANES));
			const first = (number % TILE_LANES) * ACTIVITIES.length;
			for (let row = 0; row < rows; row++) {
				const values = this.values[lane * rows + row]!;
				const max = together
					? this.readTogether(columns, values, first)
					: readRow(columns, values, 'counts', first + layout.rows[row]!);
				maxima[row] = Math.max(maxima[row]!, max);
			}
		}
		// Steps of two: the bars do not tremble while one pans.
		return maxima.map((max) => 2 ** Math.ceil(Math.log2(max || 1)));
	}

	/** By lane: the activity that prevails in each column, where one row has to do. */
	private kinds: Uint8Array[] = [];

	private busiest(lane: number, column: number): (typeof ACTIVITIES)[number] {
		return ACTIVITIES[this.kinds[lane]?.[column] ?? 0]!;
	}

	private readTogether(columns: Columns, values: Float32Array, first: number): number {
		const one = new Float32Array(values.length);
		const most = new Float32Array(values.length);
		const kinds = new Uint8Array(values.length);
		values.fill(0);
		let max = 0;
		for (let kind = 0; kind < ACTIVITIES.length; kind++) {
			readRow(columns, one, 'counts', first + kind);
			for (let column = 0; column < one.length; column++) {
				const value = one[column]!;
				values[column]! += value;
				if (value > most[column]!) {
					most[column] = value;
					kinds[column] = kind;
				}
				if (values[column]! > max) max = values[column]!;
			}
		}
		this.kinds.push(kinds);
		return max;
	}

	private ground(top: number, height: number, width: number, colour: number): void {
		const { pixels } = this;
		const first = Math.max(0, Math.round(top)) * width;
		const end = Math.min(pixels.length, Math.round(top + height) * width);
		if (end > first) pixels.fill(colour, first, end);
	}

	private bars(
		values: Float32Array,
		from: number,
		to: number,
		scale: number,
		gaps: Columns | null,
		colourOf: (column: number) => number,
	): void {
		const { pixels, image } = this;
		const { width, height } = image!;
		const bottom = Math.min(height, Math.round(to));
		const room = Math.max(1, Math.round(to) - Math.round(from) - (to - from > 5 ? 1 : 0));
		for (let column = 0; column < width; column++) {
			const value = values[column]!;
			if (value <= 0) continue;
			if (gaps !== null && column + 1 < width && gaps.bins[column] !== gaps.bins[column + 1]) continue;
			const size = Math.max(1, Math.round(room * (LEAST + (1 - LEAST) * Math.sqrt(value / scale))));
			const colour = colourOf(column);
			const top = Math.max(0, Math.round(to) - size);
			for (let y = top, at = top * width + column; y < bottom; y++, at += width) pixels[at] = colour;
		}
	}
}

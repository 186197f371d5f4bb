import type { OverviewDetails } from '../../src/session/protocol.ts';
import type { Camera } from './camera.ts';
import { type Columns, readRow } from './columns.ts';
import { STRIP } from './layout.ts';
import type { Palette } from './palette.ts';
import { packRows } from './spanRows.ts';

const ROW = 8;
const LOWEST_ROW = 3;
/** Spans are at least this wide, and so far apart in a row, in pixels. */
const LEAST = 3;
/** Above the spans: where conflicts open, when they are too many to be told apart. */
const MARKS = 10;

/** A conflict's place on the screen, in CSS pixels. */
interface Box {
	conflict: number;
	x: number;
	end: number;
	y: number;
	height: number;
}

/** Paints conflicts above the lanes: one by one where they can be told apart, else how many there are. */
export class ConflictPainter {
	private rows = new Map<number, number>();
	private packed: OverviewDetails | null = null;
	private rowCount = 0;
	private boxes: Box[] = [];

	/** @param selected a conflict's number, or -1 */
	paint(
		context: CanvasRenderingContext2D,
		camera: Camera,
		palette: Palette,
		details: OverviewDetails | null,
		columns: Columns,
		selected: number,
	): void {
		context.fillStyle = palette.css.lane;
		context.fillRect(0, 0, camera.width, STRIP);
		this.boxes = [];
		this.pack(details, camera);
		if (details?.spans && this.rowCount * LOWEST_ROW <= STRIP)
			this.paintSpans(context, camera, palette, details, selected);
		else this.paintDensity(context, palette, columns, camera.width);
	}

	/** The conflict at a point, or -1. The topmost one, where they are so narrow that they overlap. */
	at(x: number, y: number): number {
		const hit = this.boxes.findLast(
			(box) => x >= box.x - 1 && x <= box.end + 1 && y >= box.y && y < box.y + box.height,
		);
		return hit?.conflict ?? -1;
	}

	/** Whether conflicts are seen one by one. */
	get areSingle(): boolean {
		return this.boxes.length > 0;
	}

	private pack(details: OverviewDetails | null, camera: Camera): void {
		if (details === this.packed) return;
		this.packed = details;
		if (!details?.spans) return;
		const rows = packRows(details.spans, this.rows, camera.scale * LEAST);
		this.rows = new Map(rows.map((row, i) => [details.spans!.conflict[i]!, row]));
		this.rowCount = rows.reduce((most, row) => Math.max(most, row + 1), 0);
	}

	private paintSpans(
		context: CanvasRenderingContext2D,
		camera: Camera,
		palette: Palette,
		{ spans }: OverviewDetails,
		selected: number,
	): void {
		const { conflict, start, end, open } = spans!;
		const height = Math.min(ROW, STRIP / Math.max(1, this.rowCount));
		const inner = Math.max(1, height - (height > 4 ? 2 : 1));
		for (let i = 0; i < conflict.length; i++) {
			const x = Math.max(-LEAST, camera.xOf(start[i]!));
			const to = Math.min(camera.width + LEAST, Math.max(camera.xOf(end[i]!), x + LEAST));
			if (to < 0 || x > camera.width) continue;
			const y = this.rows.get(conflict[i]!)! * height;
			this.boxes.push({ conflict: conflict[i]!, x, end: to, y, height });
			const isOpen = open[i] === 1;
			context.fillStyle = isOpen ? palette.css.open : palette.css.resolved;
			// Open ones are solid; resolved ones thin, with a foot where they end: told apart without colour too.
			if (isOpen) context.fillRect(x, y + 1, to - x, inner);
			else {
				context.fillRect(x, y + 1, 2, inner);
				context.fillRect(x, y + 1 + Math.floor((inner - 1) / 2), to - x, Math.max(1, inner / 3));
				context.fillRect(to - 2, y + 1, 2, inner);
			}
			if (conflict[i] !== selected) continue;
			context.strokeStyle = palette.css.focus;
			context.lineWidth = 2;
			context.strokeRect(x - 2, y, to - x + 4, inner + 2);
		}
	}

	/** Below how many there are at a time, open ones under those that are resolved later; above how many open. */
	private paintDensity(
		context: CanvasRenderingContext2D,
		palette: Palette,
		columns: Columns,
		width: number,
	): void {
		const count = columns.bins.length;
		const [openedOpen, openedResolved, open, unresolved] = Array.from({ length: 4 }, (_, row) => {
			const values = new Float32Array(count);
			readRow(columns, values, 'conflicts', row);
			return values;
		}) as [Float32Array, Float32Array, Float32Array, Float32Array];
		let most = 1;
		let mostOpened = 1;
		for (let column = 0; column < count; column++) {
			most = Math.max(most, open[column]! + unresolved[column]!);
			mostOpened = Math.max(mostOpened, openedOpen[column]! + openedResolved[column]!);
		}
		const room = STRIP - MARKS - 6;
		const step = width / count;
		const bar = (values: Float32Array, under: Float32Array | null, colour: string) => {
			context.fillStyle = colour;
			for (let column = 0; column < count; column++) {
				if (values[column] === 0) continue;
				const low = Math.sqrt((under?.[column] ?? 0) / most);
				const high = Math.sqrt(((under?.[column] ?? 0) + values[column]!) / most);
				context.fillRect(column * step, STRIP - high * room, step, (high - low) * room);
			}
		};
		bar(open, null, palette.css.open);
		bar(unresolved, open, palette.css.resolved);
		for (let column = 0; column < count; column++) {
			const all = openedOpen[column]! + openedResolved[column]!;
			if (all === 0) continue;
			context.fillStyle = openedOpen[column]! > 0 ? palette.css.open : palette.css.resolved;
			const height = Math.max(2, MARKS * Math.sqrt(all / mostOpened));
			context.fillRect(column * step, MARKS - height, Math.max(step, 1), height);
		}
	}
}

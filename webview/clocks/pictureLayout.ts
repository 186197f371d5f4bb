import type { ClockPicture, Interval } from '../../src/session/protocol.ts';

/** Measures of the picture, in pixels. */
export const PICTURE = { lane: 66, gap: 6, left: 52, right: 8, bottom: 18, mark: 5 };

/** A point of a band: where its column stands, and its bounds as heights within the lane (null: open on that side). */
export interface BandPoint {
	left: number;
	right: number;
	top: number | null;
	bottom: number | null;
}

export interface PictureLayout {
	width: number;
	height: number;
	columnWidth: number;
	/** Offsets at the lanes' edges, in milliseconds. */
	low: number;
	high: number;
	ticks: number[];
	lanes: { top: number; near: BandPoint[]; whole: BandPoint[] }[];
	/** Where an offset stands within a lane. */
	y(ms: number): number;
	x(column: number): number;
}

/** Places lanes under one another, all on one scale, as wide as there is room. */
export function layoutPicture(picture: ClockPicture, width: number): PictureLayout {
	const { low, high } = range(picture);
	const columnWidth = Math.max(1, (width - PICTURE.left - PICTURE.right) / picture.columns.length);
	const y = (ms: number) => PICTURE.lane * (1 - (clamp(ms, low, high) - low) / (high - low));
	const x = (column: number) => PICTURE.left + column * columnWidth;
	const points = (intervals: readonly Interval[]) =>
		intervals.map(({ min, max }, column) => ({
			left: x(column),
			right: x(column + 1),
			top: max === null ? null : y(max),
			bottom: min === null ? null : y(min),
		}));
	return {
		width,
		height: picture.lanes.length * (PICTURE.lane + PICTURE.gap) + PICTURE.bottom,
		columnWidth,
		low,
		high,
		ticks: ticks(low, high),
		lanes: picture.lanes.map(({ near, whole }, index) => ({
			top: index * (PICTURE.lane + PICTURE.gap),
			near: points(near),
			whole: points(whole),
		})),
		y,
		x,
	};
}

/** What the whole trace proves, with room around it: what single columns prove may be much wider and is cut. */
function range({ lanes }: ClockPicture): { low: number; high: number } {
	const finite = (which: 'whole' | 'near') =>
		lanes
			.flatMap((lane) => lane[which])
			.flatMap(({ min, max }) => [min, max])
			.filter((ms): ms is number => ms !== null);
	const told = finite('whole').some((ms) => ms !== 0) ? finite('whole') : finite('near');
	const low = told.reduce((a, b) => Math.min(a, b), 0);
	const high = told.reduce((a, b) => Math.max(a, b), 0);
	const room = Math.max((high - low) * 0.2, 0.5);
	return { low: low - room, high: high + room };
}

/** Round offsets with 0 among them, few enough to be told apart. */
function ticks(low: number, high: number): number[] {
	const rough = (high - low) / 3;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
	const first = Math.ceil(low / step);
	const last = Math.floor(high / step);
	return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

function clamp(value: number, low: number, high: number): number {
	return Math.min(high, Math.max(low, value));
}

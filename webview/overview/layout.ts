/** Heights of the picture's parts, in CSS pixels. */
export const STRIP = 76;
export const AXIS = 22;
const GAP = 4;
/** Lanes are not lower than this unless all of them are to be seen, nor higher than this. */
const LANE = { min: 28, max: 150, least: 1 };
/** In lower lanes the activities share one row. */
const SEVERAL_ROWS = 14;

/** Where things are from top to bottom, in CSS pixels: conflicts, lanes (scrolled where they are many), the axis. */
export interface Layout {
	height: number;
	/** Of the lanes' window. */
	lanesTop: number;
	lanesHeight: number;
	laneHeight: number;
	laneGap: number;
	/** Activities that have a row of their own, by number; none where one row has to do for all. */
	rows: readonly number[];
	/** Of all lanes together. */
	contentHeight: number;
	scrolled: number;
	firstLane: number;
	endLane: number;
}

/** @param shown the activities that occur */
export function layOut(
	height: number,
	lanes: number,
	shown: readonly number[],
	options: { all: boolean; scrolled: number },
): Layout {
	const lanesTop = STRIP + GAP;
	const lanesHeight = Math.max(0, height - lanesTop - AXIS);
	const fitting = Math.floor(lanesHeight / Math.max(1, lanes));
	const least = options.all ? LANE.least : LANE.min;
	const laneHeight = Math.min(LANE.max, Math.max(least, fitting));
	const contentHeight = laneHeight * lanes;
	const scrolled = Math.max(0, Math.min(options.scrolled, contentHeight - lanesHeight));
	const firstLane = Math.min(lanes, Math.floor(scrolled / laneHeight));
	return {
		height,
		lanesTop,
		lanesHeight,
		laneHeight,
		laneGap: laneHeight >= 12 ? 3 : laneHeight >= 6 ? 1 : 0,
		rows: laneHeight >= SEVERAL_ROWS ? shown : [],
		contentHeight,
		scrolled,
		firstLane,
		endLane: Math.min(lanes, Math.ceil((scrolled + lanesHeight) / laneHeight)),
	};
}

/** The lane at a height, or -1. */
export function laneAt(layout: Layout, y: number): number {
	if (y < layout.lanesTop || y >= layout.lanesTop + layout.lanesHeight) return -1;
	const lane = Math.floor((y - layout.lanesTop + layout.scrolled) / layout.laneHeight);
	return lane < layout.endLane ? lane : -1;
}

/** Where a lane begins, in CSS pixels from the top of the picture. */
export function laneTop(layout: Layout, lane: number): number {
	return layout.lanesTop + lane * layout.laneHeight - layout.scrolled;
}

/** The middle of a lane's row of messages: where lines of messages begin and end. */
export function messageHeight(layout: Layout, lane: number, messages: number): number {
	const row = layout.rows.indexOf(messages);
	const inner = layout.laneHeight - layout.laneGap;
	const share = row < 0 ? 0.5 : (row + 0.5) / layout.rows.length;
	return laneTop(layout, lane) + share * inner;
}

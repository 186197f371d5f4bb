import type { OverviewInfo } from '../../src/session/protocol.ts';
import { number, timeText, visible } from '../words.ts';

/** Where on the axis something is written, and what. */
export interface Tick {
	at: number;
	label: string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Steps that people count times in. */
const TIME_STEPS = [
	...[0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500],
	...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
	...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
	...[1, 2, 3, 6, 12].map((n) => n * HOUR),
	...[1, 2, 7, 14, 30, 90, 365, 3650].map((n) => n * DAY),
];

type Axis = Pick<OverviewInfo, 'unit' | 'origin' | 'fileStarts' | 'length'>;

/** Round lines or times in a stretch, at most `most` of them. Of several files, each line with its file's name. */
export function ticksOf(
	axis: Axis,
	from: number,
	to: number,
	most: number,
	names: readonly string[],
): Tick[] {
	const step = stepOf(axis, (to - from) / Math.max(1, most));
	// Lines count from 1; times are round by the clock, not from the first event on.
	const base = axis.unit === 'ms' ? axis.origin! : 1;
	const ticks: Tick[] = [];
	for (let value = Math.ceil((from + base) / step) * step; value - base <= to; value += step) {
		const at = Math.max(value, axis.unit === 'ms' ? value : 1) - base;
		if (at >= from) ticks.push({ at, label: labelOf(axis, at, step, names) });
	}
	return ticks;
}

function stepOf({ unit }: Axis, least: number): number {
	const round =
		unit === 'ms'
			? TIME_STEPS.find((step) => step >= least)
			: [1, 2, 5, 10].map((n) => n * 10 ** Math.floor(Math.log10(least))).find((step) => step >= least);
	return Math.max(unit === 'ms' ? TIME_STEPS[0]! : 1, round ?? least);
}

/** What to call a position: `12,300`, `b.reptrace:40`, `14:05:30`. `step`: how exact it has to be, in the axis' unit. */
export function labelOf(axis: Axis, at: number, step: number, names: readonly string[]): string {
	if (axis.unit === 'ms') return timeLabel(axis.origin! + at, step);
	if (axis.fileStarts.length <= 1) return number(Math.floor(at) + 1);
	const file = axis.fileStarts.findLastIndex((start) => start <= at);
	return `${visible(names[file] ?? '')}:${number(Math.floor(at - axis.fileStarts[file]!) + 1)}`;
}

/** As much of a time as a step needs, in UTC as everywhere. */
function timeLabel(time: number, step: number): string {
	const text = timeText(time);
	if (!/^\d{4}-/.test(text)) return text;
	if (step >= DAY) return text.slice(0, 10);
	if (step >= MINUTE) return `${text.slice(5, 10)} ${text.slice(11, 16)}`;
	if (step >= SECOND) return text.slice(11, 19);
	return step >= 1 ? text.slice(11, 23) : `${text.slice(11, 19)}.${fraction(time)}`;
}

/** Parts of a second to the tenth of a millisecond. */
function fraction(time: number): string {
	const tenths = Math.round((time - Math.floor(time / SECOND) * SECOND) * 10);
	return String(Math.min(tenths, 9999)).padStart(4, '0');
}

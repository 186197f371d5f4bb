import { fileOf, keysOf, type Trace } from '../../trace/trace.ts';

/** What a position on an axis counts. `event`: several events stand on a line, so that lines tell nothing apart. */
export type AxisUnit = 'line' | 'event' | 'ms';

/** The events of a trace along an axis: each has a position, and a rank among all that are on it. */
export interface Axis {
	readonly unit: AxisUnit;
	/** Positions are from 0 up to this, which is excluded. */
	readonly length: number;
	/** Events on the axis. */
	readonly count: number;
	/** By rank, the event; null where ranks are the events' numbers. */
	readonly events: Int32Array | null;
	/** Where an event stands; NaN for one that is not on the axis. */
	position(event: number): number;
}

/**
 * The lines of the trace's files, one file after the other: line l of the first file is the position l - 1. Where events are
 * more than lines, the events themselves.
 */
export function lineAxis(trace: Trace): Axis & { readonly fileStarts: Float64Array } {
	const { files, count, line } = trace;
	const lines = files.reduce((sum, file) => sum + file.lines, 0);
	const byEvent = count > lines;
	const fileStarts = new Float64Array(files.length);
	let start = 0;
	files.forEach((file, index) => {
		fileStarts[index] = byEvent ? file.firstEvent : start;
		start += file.lines;
	});
	const inLine =
		files.length === 1
			? (event: number) => (line[event] as number) - 1
			: (event: number) => (fileStarts[fileOf(trace, event)] as number) + (line[event] as number) - 1;
	return {
		unit: byEvent ? 'event' : 'line',
		length: Math.max(1, byEvent ? count : lines),
		count,
		events: null,
		position: byEvent ? (event) => event : inLine,
		fileStarts,
	};
}

/** The same axis with the events alone that name a key. O(events of the axis). */
export function ofKey(trace: Trace, axis: Axis, key: number): Axis {
	const found: number[] = [];
	for (let rank = 0; rank < axis.count; rank++) {
		const event = axis.events === null ? rank : (axis.events[rank] as number);
		const own = trace.key[event] as number;
		if (own === key || (own < -1 && Array.from(keysOf(trace, event)).includes(key))) found.push(event);
	}
	const { unit, length, position } = axis;
	return { unit, length, position, count: found.length, events: Int32Array.from(found) };
}

/** The first rank whose event does not stand before a position. Logarithmic in the events. */
export function rankOf(axis: Axis, position: number): number {
	const { events } = axis;
	let low = 0;
	let high = axis.count;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (axis.position(events === null ? middle : (events[middle] as number)) < position) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** The event of a rank. */
export function eventOf({ events }: Axis, rank: number): number {
	return events === null ? rank : (events[rank] as number);
}

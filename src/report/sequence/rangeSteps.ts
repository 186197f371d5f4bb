import type { Analysis } from '../../analysis/analysis.ts';
import { firstWhere } from '../../trace/firstWhere.ts';
import { Op } from '../../trace/ops.ts';
import type { TraceFile } from '../../trace/trace.ts';
import { receivedSends } from './receivedSends.ts';
import type { Page } from './step.ts';

/** Events [first, end), by number. */
export interface EventRange {
	readonly first: number;
	readonly end: number;
}

/** The events on the lines from–to of a file, both included. Logarithmic. */
export function eventsOnLines({ trace }: Analysis, file: number, from: number, to: number): EventRange {
	const { firstEvent, endEvent } = trace.files[file] as TraceFile;
	const firstAtOrAfter = (line: number) =>
		firstWhere(firstEvent, endEvent, (event) => (trace.line[event] as number) >= line);
	return { first: firstAtOrAfter(from), end: firstAtOrAfter(to + 1) };
}

/** Draws all events of some ranges, in causal order. Linear in the trace's events where their order is not the file's. */
export function drawRanges(analysis: Analysis, ranges: readonly EventRange[], page: Page): void {
	const { trace, order, sendOf } = analysis;
	const received = receivedSends(analysis);
	const first = Math.min(...ranges.map((range) => range.first));
	const end = Math.max(...ranges.map((range) => range.end));
	const isIn = new Uint8Array(end - first);
	for (const range of ranges) isIn.fill(1, range.first - first, range.end - first);
	const receivedHere = new Uint8Array(end - first);
	for (let event = first; event < Math.min(end, sendOf.length); event++) {
		const send = sendOf[event] as number;
		if (isIn[event - first] === 1 && send >= first && send < end) receivedHere[send - first] = 1;
	}
	const count = order === null ? end : order.length;
	for (let place = order === null ? first : 0; place < count; place++) {
		const event = order === null ? place : (order[place] as number);
		if (event < first || event >= end || isIn[event - first] === 0) continue;
		if (trace.op[event] !== Op.send) page.add(event);
		else if (received[event] === 0) page.add(event, 'lost');
		else if (receivedHere[event - first] === 0) page.add(event, 'away');
	}
}

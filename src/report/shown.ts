import type { Analysis } from '../analysis/analysis.ts';
import type { LineSource } from '../trace/source.ts';
import { fileOf, type Trace } from '../trace/trace.ts';
import { decodeWtf8 } from '../trace/wtf8.ts';
import type { Place } from './model.ts';
import { figure, visible } from './visible.ts';

/** What everything here shows: an analysis, and where the values that it left in the files are read back from. */
export interface Shown {
	readonly analysis: Analysis;
	readonly source: LineSource;
	/** How far clocks are ahead by what the user knows: milliseconds by replica number. */
	readonly clocks?: ReadonlyMap<number, number>;
	/** Set where the files have been read only in part. */
	readonly partial?: PartRead | null;
}

/** How much of the files has been read. */
export interface PartRead {
	readonly bytes: number;
	/** Null where it is not known how much there is. */
	readonly total: number | null;
	/** Whether the reading goes on; else it was stopped there. */
	readonly goesOn: boolean;
}

/** Where an event stands. */
export function placeOf(trace: Trace, event: number): Place {
	return { file: fileOf(trace, event), line: trace.line[event] as number };
}

/** The file's name and the line, as terminals and editors know to open: `a.reptrace:12`. */
export function placeText(trace: Trace, place: Place): string {
	return `${trace.files[place.file]?.name ?? '?'}:${place.line}`;
}

/** Where an event stands, within a sentence: `line 12`, or with the file's name where there are several. */
export function eventWord({ analysis: { trace } }: Shown, event: number): string {
	const place = placeOf(trace, event);
	return trace.files.length === 1 ? `line ${figure(place.line)}` : visible(placeText(trace, place));
}

/**
 * An event's value as the JSON text that stands in the file, its first `limit` bytes, or that the importer made of what stands
 * there; null where it has none or the file has become too short. `cut` tells that there is more.
 */
export function valueText(
	{ analysis: { trace }, source }: Shown,
	event: number,
	limit = Number.POSITIVE_INFINITY,
): { text: string; cut: boolean } | null {
	const length = trace.valueLength[event] as number;
	if (length === 0) {
		const text = trace.imported?.valueOf(event) ?? null;
		if (text === null) return null;
		const cut = text.length > limit;
		return { text: cut ? text.slice(0, limit) : text, cut };
	}
	const offset = (trace.offset[event] as number) + (trace.valueStart[event] as number);
	const wanted = Math.min(length, limit);
	const bytes = source.read(fileOf(trace, event), offset, wanted);
	if (bytes.length < wanted) return null;
	if (wanted === length) return { text: decodeWtf8(bytes), cut: false };
	// The last character may be torn: leave out its bytes.
	let end = wanted;
	while (end > 0 && ((bytes[end - 1] as number) & 0xc0) === 0x80) end--;
	if (end > 0 && (bytes[end - 1] as number) >= 0xc0) end--;
	else end = wanted;
	return { text: decodeWtf8(bytes.subarray(0, end)), cut: true };
}

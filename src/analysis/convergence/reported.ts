import type { LineSource } from '../../trace/source.ts';
import { Flag, fileOf, type Trace } from '../../trace/trace.ts';
import { decodeWtf8 } from '../../trace/wtf8.ts';
import { canonical, isList, parseValue } from '../strategies/json.ts';

/** What a report says that the key holds: the canonical texts of its values, sorted; none where the key holds nothing. */
export type Reported = readonly string[];

/** Whether an event carries a value, or values. */
export function hasValue(trace: Trace, event: number): boolean {
	return (trace.valueLength[event] as number) > 0 || (trace.imported?.valueOf(event) ?? null) !== null;
}

/**
 * Reads what a read or state reports, or a version holds, back from its line. A null stands for nothing, as no values do; siblings have no order. Null
 * where the file can no longer be read.
 */
export function reportedAt(trace: Trace, source: LineSource, event: number): Reported | null {
	const text = reportText(trace, source, event);
	return text === null ? null : reportedIn(trace, event, text);
}

/** What the text of an event's value says. */
export function reportedIn(trace: Trace, event: number, text: string): Reported {
	const value = parseValue(text);
	const values = ((trace.flags[event] as number) & Flag.values) !== 0 && isList(value) ? value : [value];
	return values
		.filter((one) => one !== null)
		.map(canonical)
		.sort();
}

/** Whether two reports say the same. */
export function sameReport(a: Reported, b: Reported): boolean {
	return a.length === b.length && a.every((text, i) => text === b[i]);
}

/** The text of an event's value, or values, as it stands in its line; null where the file can no longer be read. */
export function reportText(trace: Trace, source: LineSource, event: number): string | null {
	const length = trace.valueLength[event] as number;
	if (length === 0) return trace.imported?.valueOf(event) ?? null;
	const offset = (trace.offset[event] as number) + (trace.valueStart[event] as number);
	const bytes = source.read(fileOf(trace, event), offset, length);
	return bytes.length < length ? null : decodeWtf8(bytes);
}

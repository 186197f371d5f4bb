import { CARRIED_CODES, type CarriedFinding } from '../../trace/finding.ts';
import type { TraceBuilder, TraceFile } from '../../trace/trace.ts';

/** Reads the findings that a header carries of the log that its trace was converted from; what is none is passed over. */
export function readCarried(list: unknown, carried: CarriedFinding[]): void {
	if (!Array.isArray(list)) return;
	for (const item of list) {
		const { code, line, related, text } = (item ?? {}) as Partial<Record<keyof CarriedFinding, unknown>>;
		const known = CARRIED_CODES.find((one) => one === code);
		if (known === undefined || !isLine(line)) continue;
		carried.push({
			code: known,
			line,
			related: Array.isArray(related) ? related.filter(isLine) : [],
			text: typeof text === 'string' ? text : '',
		});
	}
}

function isLine(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) > 0 && (value as number) < 2 ** 32;
}

/** Adds the findings that the header of a file carries, now that its events are there. O(findings · log events). */
export function addCarried(builder: TraceBuilder, file: TraceFile): void {
	const eventOn = (line: number) => eventOnLine(builder, file, line);
	for (const { code, line, related, text } of builder.carried) {
		const event = eventOn(line);
		builder.findings.add({
			code,
			file: builder.files.indexOf(file),
			line,
			text,
			...(event >= 0 && { event }),
			related: related.map(eventOn).filter((other) => other >= 0),
		});
	}
	builder.carried.length = 0;
}

function eventOnLine({ line: lines, count }: TraceBuilder, { firstEvent }: TraceFile, line: number): number {
	let low = firstEvent;
	let high = count;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((lines[middle] as number) < line) low = middle + 1;
		else high = middle;
	}
	return low < count && lines[low] === line ? low : -1;
}

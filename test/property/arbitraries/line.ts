import fc from 'fast-check';

/** One line of a trace before it is text: an event's fields, or text that is no event. */
export type Line = Record<string, unknown> | string;

/** How a line is spelt: the same event in other bytes. */
export interface Spelling {
	spaced: boolean;
	escaped: boolean;
	reversed: boolean;
	/** Another value stands for one of the fields before the one that counts. */
	repeated: boolean;
}

export function arbSpelling(): fc.Arbitrary<Spelling> {
	const seldom = fc.nat(9).map((roll) => roll === 9);
	return fc.record({ spaced: seldom, escaped: seldom, reversed: seldom, repeated: seldom });
}

export const PLAIN: Spelling = { spaced: false, escaped: false, reversed: false, repeated: false };

export function spell(line: Line, spelling: Spelling): string {
	if (typeof line === 'string') return line;
	const entries = Object.entries(line).filter(([, value]) => value !== undefined);
	if (spelling.reversed) entries.reverse();
	const last = entries[entries.length - 1];
	const fields = entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
	if (spelling.repeated && last !== undefined) fields.unshift(`${JSON.stringify(last[0])}:{"R1":[7,"}"]}`);
	const text = spelling.spaced ? ` { ${fields.join(' ,\t')} } ` : `{${fields.join(',')}}`;
	return spelling.escaped ? text.replace(/[^\x20-\x7e\t]/g, toEscape) : text;
}

function toEscape(unit: string): string {
	return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The replicas at which a line happens; none for a line that is no event. */
export function replicasOf(line: Line): unknown[] {
	if (typeof line === 'string') return [];
	return line.op === 'sync' ? [line.from, line.to] : [line.at];
}

/** `from` without what is undefined or null. */
export function compact(from: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(from).filter(([, value]) => value !== undefined && value !== null),
	);
}

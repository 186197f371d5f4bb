import type {
	ConflictRow,
	LineRange,
	Place,
	Relation,
	Summary,
	VectorEntry,
	VersionRow,
} from '../src/session/protocol.ts';

const numbers = new Intl.NumberFormat('en');

/** A number with its thousands set apart: 1,234,567. */
export function number(value: number): string {
	return numbers.format(value);
}

/** "1 conflict", "12 conflicts" */
export function plural(count: number, one: string, many = `${one}s`): string {
	return `${number(count)} ${count === 1 ? one : many}`;
}

/** "12 conflicts"; "3 of 12 conflicts" where a filter leaves some. */
export function ofAll(shown: number, all: number, one: string): string {
	return shown === all ? plural(all, one) : `${number(shown)} of ${plural(all, one)}`;
}

/** Whether there are lines, and none of them is an event: that there are no conflicts would say nothing. */
export function isUnread({ events, files }: Summary): boolean {
	return events === 0 && files.some(({ skipped }) => skipped.length > 0);
}

/** Why there is nothing to show of a trace without versions. */
export function noVersionsText(summary: Summary): string {
	return isUnread(summary)
		? 'No line could be read as an event. The Problems panel tells why.'
		: 'No versions: nothing in this trace writes, deletes or merges a key.';
}

/** "line 12", or with the file's name where there are several. */
export function placeText(place: Place, summary: Summary | null): string {
	const name = summary && summary.files.length > 1 ? summary.files[place.file]?.name : undefined;
	return name === undefined ? `line ${place.line}` : `${name}:${place.line}`;
}

/** "lines 12 to 40", with the file's name where there are several. */
export function linesText({ file, from, to }: LineRange, summary: Summary | null): string {
	const name = summary && summary.files.length > 1 ? `${visible(summary.files[file]?.name ?? '')}: ` : '';
	return from === to ? `${name}line ${number(from)}` : `${name}lines ${number(from)} to ${number(to)}`;
}

/** What a version did, as short as it can be told: `"pending"`, `deleted`, `merged to 3`. */
export function valueText({ op, value, valueCut }: VersionRow): string {
	if (op === 'delete') return 'deleted';
	return `${op === 'merge' ? 'merged to ' : ''}${visible(value ?? '')}${valueCut ? '…' : ''}`;
}

/** `R1 "pending"` */
export function versionText(version: VersionRow): string {
	return `${visible(version.replica)} ${valueText(version)}`;
}

/** `{R1:1, R2:0}`: the vector with these replicas' entries. */
export function vectorText(vector: readonly VectorEntry[]): string {
	return `{${vector.map(([replica, counter]) => `${visible(replica)}:${counter}`).join(', ')}}`;
}

/** A replica's wall clock as people read it, in UTC: nobody knows the replica's time zone. */
export function timeText(ts: number): string {
	const date = new Date(ts);
	return Number.isNaN(date.getTime()) ? `${ts} ms` : date.toISOString().replace('T', ' ').replace('Z', '');
}

/** Control, bidirectional and zero-width characters would make a text look like another one: they are shown as what they are. */
export function visible(text: string): string {
	return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
		const code = character.codePointAt(0)!;
		return code < 0x20 ? String.fromCodePoint(0x2400 + code) : `\\u${code.toString(16).padStart(4, '0')}`;
	});
}

export interface VectorDifference {
	/** Entries of which the first vector has more. */
	more: [replica: string, first: number, second: number][];
	less: [replica: string, first: number, second: number][];
}

/** What differs between two vectors, in the order of their entries. */
export function vectorDifference(
	first: readonly VectorEntry[],
	second: readonly VectorEntry[],
): VectorDifference {
	const [left, right] = [new Map(first), new Map(second)];
	const difference: VectorDifference = { more: [], less: [] };
	for (const replica of new Set([...left.keys(), ...right.keys()])) {
		const [a, b] = [left.get(replica) ?? 0, right.get(replica) ?? 0];
		if (a > b) difference.more.push([replica, a, b]);
		if (a < b) difference.less.push([replica, a, b]);
	}
	return difference;
}

/** How two versions stand to each other and why, in words. `relation` is the first one's to the second. */
export function relationText(
	first: VersionRow,
	second: VersionRow,
	relation: Relation,
): { verdict: string; reason: string } {
	const { more, less } = vectorDifference(first.vector, second.vector);
	const entries = (list: VectorDifference['more'], sign: string) =>
		list.map(([replica, a, b]) => `${visible(replica)} ${a} ${sign} ${b}`).join(', ');
	const dot = ({ replica, counter }: VersionRow) => `${visible(replica)}:${counter}`;
	switch (relation) {
		case 'same':
			return { verdict: 'The same version', reason: 'Choose another one to compare it with.' };
		case 'concurrent':
			return more.length > 0 && less.length > 0
				? {
						verdict: 'Neither dominates: concurrent',
						reason: `${entries(more, '>')}, but ${entries(less, '<')}: neither writer had seen the other's version.`,
					}
				: {
						verdict: 'Concurrent, by their dots',
						reason: `Both have counters of one replica, but neither context holds the other's dot (${dot(first)} and ${dot(second)}): neither writer had seen the other's version.`,
					};
		case 'before':
			return {
				verdict: 'Ordered: the first happened before the second',
				reason: `The second has seen the first (${dot(first)}); it is ahead at ${entries(less, '<') || 'no entry'}.`,
			};
		case 'after':
			return {
				verdict: 'Ordered: the first happened after the second',
				reason: `The first has seen the second (${dot(second)}); it is ahead at ${entries(more, '>') || 'no entry'}.`,
			};
	}
}

/** How sure a conflict is, and by what. */
export function certaintyText(
	certainty: ConflictRow['certainty'],
	causality: Summary['causality'] | undefined,
): string {
	switch (certainty) {
		case 'proven':
			return causality === 'derived'
				? 'Proven by the messages in the log: no vectors are recorded, so what each writer knew follows from what had reached it.'
				: 'Proven by the recorded version vectors.';
		case 'reported':
			return "Reported by the system's own log; the trace itself does not prove it.";
		case 'possible':
			return 'Possible: the clocks or intervals overlap, and nothing says which came first.';
	}
}

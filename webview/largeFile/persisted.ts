import type { FindQuery } from '../../src/session/linesProtocol.ts';
import type { Selection } from './selection.ts';

/** Where the user is: all that outlives the page. */
export interface Persisted {
	top: number;
	selection: Selection;
	find: FindQuery | null;
}

/** Reads what was persisted; null where it is not of the right shape. */
export function readPersisted(value: unknown): Persisted | null {
	const { top, selection, find } = record(value);
	const { anchor, cursor } = record(selection);
	if (typeof top !== 'number' || !isPosition(anchor) || !isPosition(cursor)) return null;
	const { text, regex, matchCase, wholeWord } = record(find);
	const query =
		typeof text === 'string'
			? { text, regex: regex === true, matchCase: matchCase === true, wholeWord: wholeWord === true }
			: null;
	return { top, selection: { anchor, cursor }, find: query };
}

function isPosition(value: unknown): value is Selection['cursor'] {
	const { line, column } = record(value);
	return Number.isSafeInteger(line) && Number.isSafeInteger(column);
}

function record(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

import { RE2JS } from 're2js';
import { CLOCK_LINE } from './clock.ts';

/** How the records of a log look: an expression over one or several lines, and what parts one execution from the next. */
export interface Layout {
	readonly record: RE2JS;
	/** How many lines a record has. */
	readonly lines: number;
	readonly delimiter: RE2JS | null;
	/** Names of the groups of `record`. */
	readonly groups: readonly string[];
}

const CLOCK_FIRST = '(?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)';
const TIME_AND_CLOCK_FIRST = '(?<timestamp>\\d+) (?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)';
const EVENT_FIRST = '(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})';
const TIME_FIRST = '(?<timestamp>\\d{10,}) (?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})';
const USUAL_DELIMITER = '^=== (?<trace>.*) ===$';

/** Lines that are needed to guess a layout. */
export const GUESSING_LINES = 50;

/**
 * Makes a layout of the expressions that a log or a user gives. They run in linear time whatever they are (RE2); what RE2
 * cannot do (references back, looking around) is refused.
 *
 * @throws Error with what is wrong, in words
 */
export function layoutOf(pattern: string, delimiter: string): Layout {
	const record = compiled(`^(?:${pattern})$`);
	const groups = Object.keys(record.namedGroups());
	for (const name of ['host', 'clock', 'event']) {
		if (!groups.includes(name)) throw new Error(`the expression has no group "${name}"`);
	}
	return {
		record,
		lines: (pattern.match(/\\n/g)?.length ?? 0) + 1,
		delimiter: delimiter === '' ? null : compiled(delimiter),
		groups,
	};
}

/** The layout that the first lines of a log without expressions show: whether the clock or the event comes first. */
export function guessLayout(lines: readonly string[]): Layout {
	const filled = lines.filter((line) => line.trim() !== '' && !/^=== .* ===$/.test(line));
	const [first = ''] = filled;
	if (CLOCK_LINE.test(first)) {
		return layoutOf(/^\d{10,} \S+ \{/.test(first) ? TIME_AND_CLOCK_FIRST : CLOCK_FIRST, USUAL_DELIMITER);
	}
	return layoutOf(/^\d{10,} /.test(first) ? TIME_FIRST : EVENT_FIRST, USUAL_DELIMITER);
}

function compiled(pattern: string): RE2JS {
	try {
		return RE2JS.compile(pattern);
	} catch (error) {
		throw new Error(`the expression cannot be used: ${(error as Error).message}`);
	}
}

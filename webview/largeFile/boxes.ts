import type { Mark } from '../../src/session/linesProtocol.ts';
import type { Finding } from './finding.ts';
import type { Box, Row } from './rows.ts';
import { isEmpty, type Selection, selectedOf } from './selection.ts';

/** What is drawn behind a row's text, from the lowest to the uppermost. */
export function boxesOn(
	{ line, start: first }: Pick<Row, 'line' | 'start'>,
	selection: Selection,
	finding: Finding,
	marks: readonly Mark[],
): Box[] {
	const selected = selectedOf(selection, line);
	const isCurrent = selection.cursor.line === line;
	const matches = finding.boxesOn(line, first);
	const isCurrentMatch = ({ kind }: Box) => kind === 'match current';
	return [
		...(isCurrent && isEmpty(selection)
			? [{ kind: 'current-line', start: 0, end: Number.POSITIVE_INFINITY }]
			: []),
		...matches.filter((match) => !isCurrentMatch(match)),
		...(selected === null ? [] : [{ kind: 'selected', ...selected }]),
		// It is what is selected: under the selection it would look like any other.
		...matches.filter(isCurrentMatch),
		...marks.map(({ severity, start, end }) => ({
			kind: `squiggle ${severity}`,
			start,
			end: Math.max(end, start + 1),
		})),
		...(isCurrent ? [{ kind: 'cursor', start: selection.cursor.column, end: selection.cursor.column }] : []),
	];
}

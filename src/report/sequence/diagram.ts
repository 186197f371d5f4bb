import type { Diagram, DiagramScope } from '../model.ts';
import type { Shown } from '../shown.ts';
import { versionOfEvent } from '../versionRow.ts';
import { conflictNotes } from './notes.ts';
import { participantsOf } from './participants.ts';
import { type Selection, select } from './select.ts';
import { StatementWriter } from './statements.ts';
import { Page } from './step.ts';

/** Mermaid's time grows faster than the number of messages: 0.2 s for 100, 0.8 s for 400, 5 s for 1,600. */
const PAGE_SIZE = 100;
/** Mermaid takes 0.8 s for so many. */
export const MAX_PAGE_SIZE = 400;

/**
 * A sequence diagram in mermaid's source: one page of what the scope selects. A page past the last one is the last one.
 *
 * @param size events on a page, at most {@link MAX_PAGE_SIZE}
 * @throws RangeError where the scope names what the trace does not have
 */
export function sequenceDiagram(shown: Shown, scope: DiagramScope, page = 0, size = PAGE_SIZE): Diagram {
	const { analysis } = shown;
	const selection = select(shown, scope);
	const perPage = Math.max(1, Math.min(size, MAX_PAGE_SIZE));
	let number = Math.max(0, page);
	let drawn = draw(shown, selection, number, perPage);
	const pages = Math.max(1, Math.ceil(drawn.total / perPage));
	if (number >= pages) {
		number = pages - 1;
		drawn = draw(shown, selection, number, perPage);
	}
	const { steps, arrowsBefore } = drawn;
	const notes = conflictNotes(analysis, selection.conflicts, steps);
	const participants = participantsOf(analysis.trace, steps, [...selection.replicas, ...notes.replicas]);
	const writer = new StatementWriter(
		shown,
		participants,
		notes,
		selection.key,
		selection.versionOf ?? ((event) => versionOfEvent(analysis, event)),
	);
	writer.plain(arrowsBefore === 0 ? 'autonumber' : `autonumber ${arrowsBefore + 1} 1`);
	for (const step of steps) writer.step(step);
	if (selection.undetected !== null && number === pages - 1) writer.undetected(selection.undetected);
	const [autonumber, ...statements] = writer.lines as [string, ...string[]];
	const body = [autonumber, ...participants.declarations, ...statements].map((line) => `    ${line}`);
	return {
		source: `${['sequenceDiagram', ...body].join('\n')}\n`,
		statements: writer.places,
		page: number,
		pages,
		title: selection.title,
	};
}

function draw(shown: Shown, selection: Selection, number: number, size: number): Page {
	const page = new Page(shown.analysis.trace, number, size);
	selection.draw(page);
	return page;
}

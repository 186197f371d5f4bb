import type { Place } from '../../src/session/protocol.ts';
import { svg } from '../dom.ts';

/** One message or note of a drawn diagram. */
export interface Statement {
	/** All that mermaid drew for it, plus the area around it that can be hit. */
	group: SVGGElement;
	kind: 'message' | 'note';
	/** What it says, for those who do not see it: "User A to R1: Write: status="pending"". */
	label: string;
	/** The line that it stands for; null for a statement about several. */
	place: Place | null;
}

/** Space around a statement that still belongs to it, in the diagram's pixels. */
const PADDING = 3;

/**
 * Gathers what mermaid draws piece by piece (label, line, number) into one group a statement. The diagram must be in the
 * document, since pieces are measured.
 *
 * @param places by statement index, which mermaid leaves in `data-id="i<index>"`
 */
export function gatherStatements(drawing: SVGSVGElement, places: readonly (Place | null)[]): Statement[] {
	const actors = new Map<string, string>();
	for (const actor of drawing.querySelectorAll('[data-et="participant"]'))
		actors.set(actor.getAttribute('data-id') ?? '', textOf(actor));
	const found = [...drawing.querySelectorAll<SVGGraphicsElement>('[data-et="message"], [data-et="note"]')];
	const statements = found.map((element) => {
		const index = Number(element.getAttribute('data-id')?.slice(1));
		const note = element.getAttribute('data-et') === 'note';
		const pieces = note ? [element] : piecesOf(element);
		const text = pieces
			.filter((piece) => !piece.matches('.sequenceNumber'))
			.map(textOf)
			.join(' ')
			.trim();
		const group = svg('g', { class: `statement ${note ? 'note' : 'message'}`, 'data-statement': index });
		pieces[0]!.before(group);
		group.append(...pieces);
		// Notes that only tell a vector are many; those in words are what one looks for.
		if (note && text.startsWith('{')) group.classList.add('vector');
		const [from, to] = ['data-from', 'data-to'].map((name) => actors.get(element.getAttribute(name) ?? ''));
		const statement: Statement = {
			group,
			kind: note ? 'note' : 'message',
			label: note ? text : `${from ?? '?'} to ${to ?? '?'}: ${text}`,
			place: places[index] ?? null,
		};
		return { index, statement };
	});
	// mermaid draws notes before messages; people and screen readers go by time.
	statements.sort((a, b) => a.index - b.index);
	const boxes = statements.map(({ statement }) => statement.group.getBBox());
	return statements.map(({ statement }, position) => {
		const { x, y, width, height } = boxes[position]!;
		statement.group.prepend(
			svg('rect', {
				class: 'hit',
				x: x - PADDING,
				y: y - PADDING,
				width: width + 2 * PADDING,
				height: height + 2 * PADDING,
				rx: 3,
			}),
		);
		return statement;
	});
}

/** A message's lines of text stand before its line, the number and what it hangs on after it. */
function piecesOf(line: SVGGraphicsElement): Element[] {
	const pieces: Element[] = [line];
	for (let before = line.previousElementSibling; before?.matches('.messageText'); ) {
		pieces.unshift(before);
		before = before.previousElementSibling;
	}
	for (let after = line.nextElementSibling; after?.matches('line:not([data-et]), .sequenceNumber'); ) {
		pieces.push(after);
		after = after.nextElementSibling;
	}
	return pieces;
}

function textOf(element: Element): string {
	const texts = element.matches('text') ? [element] : [...element.querySelectorAll('text')];
	return texts
		.map((text) => text.textContent ?? '')
		.join(' ')
		.trim();
}

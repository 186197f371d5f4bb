import { code, escaped, link, row } from '../../report/markdownText.ts';
import { word } from '../../report/visible.ts';
import type { Place, VectorEntry } from '../../session/editorQueries.ts';
import type { HoverLinks } from './links.ts';

/** Entries of a vector that a line of text shows. */
const ENTRIES = 8;

/** A link to a line, as Markdown. */
export function lineLink(place: Place, links: HoverLinks): string {
	return link(escaped(links.label(place), 60), links.line(place));
}

/** `R1:3 R2:1`, the first entries of it, as code (`codeCell` in a table). */
export function vectorText(vector: readonly VectorEntry[], as = code): string {
	if (vector.length === 0) return '';
	const shown = vector.slice(0, ENTRIES).map(([replica, counter]) => `${word(replica)}:${counter}`);
	return as(shown.join(' '), 400) + (vector.length > ENTRIES ? ` and ${vector.length - ENTRIES} more` : '');
}

/**
 * A table in a hover, where cells have no padding of their own and heads are centred. Columns whose names start with `#` hold
 * numbers. The cells are Markdown.
 */
export function hoverTable(names: readonly string[], rows: readonly (readonly string[])[]): string {
	const spaced = (cells: readonly string[]) => row(cells.map((cell) => `${cell}&nbsp;&nbsp;`));
	const head = spaced(names.map((name) => name.replace('#', '')));
	return head + row(names.map((name) => (name.startsWith('#') ? '--:' : ':--'))) + rows.map(spaced).join('');
}

/** A cell that stays on one line. */
export function unbroken(cell: string): string {
	return cell.replaceAll(' ', '\u00a0');
}

/** `a, b and c`. */
export function listed(parts: readonly string[]): string {
	return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

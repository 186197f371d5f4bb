import { code, escaped, link } from '../../report/markdownText.ts';
import { word } from '../../report/visible.ts';
import type { Place, VectorEntry } from '../../session/editorQueries.ts';
import type { HoverLinks } from './links.ts';

/** Entries of a vector that a line of text shows. */
const ENTRIES = 12;

export function lineLink(place: Place, links: HoverLinks): string {
	return link(escaped(links.label(place), 60), links.line(place));
}

/** `R1:3 R2:1`, the first entries of it, as code (`codeCell` in a table). */
export function vectorText(vector: readonly VectorEntry[], as = code): string {
	if (vector.length === 0) return '';
	const shown = vector.slice(0, ENTRIES).map(([replica, counter]) => `${word(replica)}:${counter}`);
	return as(shown.join(' '), 400) + (vector.length > ENTRIES ? ` and ${vector.length - ENTRIES} more` : '');
}

/** `a, b and c`. */
export function listed(parts: readonly string[]): string {
	return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

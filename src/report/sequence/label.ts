import { brief } from '../visible.ts';

/**
 * Trace text within mermaid source. Mermaid has no quoting: `;` and line ends start statements, `%%{` directives, `<`
 * HTML, `$$` formulas, `#` its own escapes, and `ﬂ ° ¶ ß` stand for those escapes inside mermaid; names that start with
 * `wrap:` lose it, and lines with `style` or `classDef` lose a semicolon. Each such character is written as mermaid's own
 * escape, `#decimal;`. Everything else stays as it is, so that the source can be read.
 */
const SPECIAL = /[#;<>&%$ﬂ°¶ß]|@(?=\s*\{)|(?<=wrap):|^:|(?<=st)y(?=le)|(?<=class)D(?=ef)/gi;

/** The text as it is to be seen: nothing invisible, at most `length` characters; "" where there is none. */
export function shownLabel(text: string, length: number): string {
	// Mermaid trims, and a name of nothing is an error.
	return brief(text, length).replace(/^\s+|\s+$/gu, (spaces) => '␣'.repeat(spaces.length)) || '""';
}

/** The text as mermaid source that is rendered as {@link shownLabel}. */
export function label(text: string, length: number): string {
	return shownLabel(text, length).replace(SPECIAL, (character) => `#${character.charCodeAt(0)};`);
}

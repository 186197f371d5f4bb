import { visible } from '../visible.ts';

/**
 * Trace text within mermaid source. Mermaid has no quoting: `;` and line ends start statements, `%%{` directives, `<`
 * HTML, `$$` formulas, `#` its own escapes, and `ﬂ ° ¶ ß` stand for those escapes inside mermaid. Each such character is
 * written as mermaid's own escape, `#decimal;`; everything else, the trace's Unicode included, stays as it is.
 */
const SPECIAL = /[#;<>&%$:@ﬂ°¶ß]/g;

/** The text as it is to be seen: nothing invisible, at most `length` characters; "" where there is none. */
export function shownLabel(text: string, length: number): string {
	const characters = Array.from(visible(text.slice(0, length * 2 + 2)));
	const whole = text.length <= length * 2 + 2 && characters.length <= length;
	const cut = whole ? characters.join('') : `${characters.slice(0, length - 1).join('')}…`;
	// Mermaid trims, and a name of nothing is an error.
	return cut === '' ? '""' : cut.replace(/^\s+|\s+$/gu, (spaces) => '␣'.repeat(spaces.length));
}

/** The text as mermaid source that is rendered as {@link shownLabel}. */
export function label(text: string, length: number): string {
	return shownLabel(text, length).replace(SPECIAL, (character) => `#${character.charCodeAt(0)};`);
}

import { brief } from './visible.ts';

/** Trace text within Markdown: nothing in it is markup, a link or HTML, and it stays in its place. */
const PUNCTUATION = /[\\`*_{}[\]()<>#|~&$:@.]/g;

/** The text as Markdown that renders as the text itself, with everything unseen shown; at most `length` characters. */
export function escaped(text: string, length = 120): string {
	return brief(text, length)
		.replace(PUNCTUATION, (character) =>
			character === '<' ? '&lt;' : character === '&' ? '&amp;' : `\\${character}`,
		)
		.replace(/^ +| +$/g, (spaces) => '&nbsp;'.repeat(spaces.length));
}

/** The text as a code span, which nothing in it can end: its fence is longer than any run of backticks inside. */
export function code(text: string, length = 120): string {
	const shown = brief(text, length);
	if (shown === '') return '';
	const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
	const fence = '`'.repeat(longest + 1);
	const pad = /^[ `]|[ `]$/.test(shown) ? ' ' : '';
	return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A code span in a table, where a bar ends the cell even inside of code. */
export function codeCell(text: string, length?: number): string {
	return code(text, length).replaceAll('|', '\\|');
}

/** A link with Markdown as its text. The target is a URI; what could end it here is encoded. */
export function link(text: string, target: string): string {
	return `[${text}](${target.replace(/[\s()<>\\|"`]/g, percent)})`;
}

function percent(character: string): string {
	return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** A table row. The cells are Markdown. */
export function row(cells: readonly string[]): string {
	return `| ${cells.join(' | ')} |\n`;
}

/** A table's head. The columns whose names start with `#` hold numbers. */
export function tableHead(names: readonly string[]): string {
	return (
		row(names.map((name) => name.replace('#', ''))) +
		row(names.map((name) => (name.startsWith('#') ? '--:' : '---')))
	);
}

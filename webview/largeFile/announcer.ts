import type { Mark, ShownLine, TextPosition } from '../../src/session/linesProtocol.ts';
import { h } from '../dom.ts';

/** More of a line is not read out at once, in characters. */
const SPOKEN = 400;

/** Says to screen readers where the cursor is: of the text itself only what is on the screen is there to be read. */
export class Announcer {
	readonly element = h('div', { class: 'visually-hidden', 'aria-live': 'polite' });
	/** Whether the line is not here yet that is to be said. */
	private waits = false;
	private last = '';
	private at: TextPosition = { line: 0, column: 0 };

	/**
	 * A line that the cursor comes to is said with its findings; within a line the character behind the cursor is, and its column.
	 *
	 * @param shown of the line; undefined where it is not here yet: it is asked for again then
	 */
	tell({ line, column }: TextPosition, shown: ShownLine | undefined, marks: readonly Mark[]): void {
		const start = shown?.before?.columns ?? 0;
		const isHere = shown !== undefined && column >= start;
		this.waits = !isHere;
		if (!isHere) return;
		const { text } = shown;
		const findings = marks.map(({ severity, message }) => `${severity}: ${message}`);
		const whole = [`Line ${line}`, text === '' ? 'empty' : text.slice(0, SPOKEN), ...findings].join('. ');
		const isWithin = line === this.at.line && column !== this.at.column && this.last === whole;
		this.at = { line, column };
		if (isWithin) this.say(`${nameOf(text, column - start)}. Column ${column + 1}`);
		else if (whole !== this.last) this.say(whole);
		this.last = whole;
	}

	/** Whether there may be more to say of this place: its line, or what has been found on it since. */
	isAbout({ line, column }: TextPosition): boolean {
		return this.waits || (line === this.at.line && column === this.at.column);
	}

	private say(text: string): void {
		this.element.textContent = text;
	}
}

function nameOf(text: string, column: number): string {
	const character = column >= text.length ? '' : String.fromCodePoint(text.codePointAt(column) as number);
	if (character === '') return 'End of line';
	return character === ' ' ? 'Space' : character === '\t' ? 'Tab' : character;
}

import type { Mark } from '../../src/session/linesProtocol.ts';
import { h } from '../dom.ts';
import type { LineStore } from './lineStore.ts';

/** More of a line is not read out at once, in characters. */
const SPOKEN = 400;

/** Says to screen readers what line the cursor is on: of the text itself only what is on the screen is there to be read. */
export class Announcer {
	readonly element = h('div', { class: 'visually-hidden', 'aria-live': 'polite' });
	private last = '';

	line(line: number, store: LineStore, marks: readonly Mark[]): void {
		const text = store.get(line)?.text ?? '';
		const findings = marks.map(({ severity, message }) => `${severity}: ${message}`);
		const spoken = [`Line ${line}`, text === '' ? 'empty' : text.slice(0, SPOKEN), ...findings].join('. ');
		if (spoken === this.last) return;
		this.last = spoken;
		this.element.textContent = spoken;
	}
}

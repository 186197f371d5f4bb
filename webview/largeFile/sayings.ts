import { h } from '../dom.ts';

/** What goes on is said no more often, in ms. */
const PAUSE = 5000;

/** Says to screen readers what changes: at once where that is the end of something, else now and then, what is true by then. */
export class Sayings {
	readonly element = h('span', { class: 'visually-hidden', role: 'status' });
	private timer: ReturnType<typeof setTimeout> | undefined;
	private latest = '';

	/** @param goesOn whether more of it is to come, that may be said in its place */
	say(text: string, goesOn: boolean): void {
		this.latest = text;
		if (!goesOn) this.now();
		else this.timer ??= setTimeout(() => this.now(), PAUSE);
	}

	/** What was to be said is not true any more. */
	silence(): void {
		clearTimeout(this.timer);
		this.timer = undefined;
		this.element.textContent = '';
	}

	private now(): void {
		clearTimeout(this.timer);
		this.timer = undefined;
		if (this.element.textContent !== this.latest) this.element.textContent = this.latest;
	}
}

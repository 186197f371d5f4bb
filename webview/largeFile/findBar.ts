import type { FindQuery } from '../../src/session/linesProtocol.ts';
import { h } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Matches } from './matches.ts';
import { Sayings } from './sayings.ts';

/** Typing is not searched for letter by letter, in ms. */
const PAUSE = 250;

interface FindBarEvents {
	/** Search for this; null: for nothing. */
	search(query: FindQuery | null): void;
	go(direction: 1 | -1): void;
	closed(): void;
}

/** The bar to search the file with. */
export class FindBar {
	readonly element: HTMLElement;
	private readonly input = h('input', {
		type: 'text',
		class: 'find-input',
		'aria-label': 'Find',
		placeholder: 'Find',
		spellcheck: 'false',
		autocomplete: 'off',
	});
	private readonly count = h('span', { class: 'find-count' });
	private readonly sayings = new Sayings();
	private readonly options = {
		matchCase: this.toggle('Aa', 'Match Case', 'c'),
		wholeWord: this.toggle('ab', 'Match Whole Word', 'w'),
		regex: this.toggle('.*', 'Use Regular Expression', 'r'),
	};
	private searched = '';
	/** Until typing has paused. */
	private typing: ReturnType<typeof setTimeout> | undefined;

	constructor(private readonly events: FindBarEvents) {
		const button = (label: string, name: 'up' | 'down' | 'close', click: () => void) => {
			const element = h('button', { type: 'button', title: label, 'aria-label': label }, icon(name));
			element.addEventListener('click', click);
			return element;
		};
		this.element = h(
			'div',
			{ class: 'find', role: 'search', hidden: true },
			h('div', { class: 'find-box' }, this.input, Object.values(this.options)),
			this.count,
			this.sayings.element,
			button('Previous Match (Shift+Enter)', 'up', () => events.go(-1)),
			button('Next Match (Enter)', 'down', () => events.go(1)),
			button('Close (Escape)', 'close', () => this.close()),
		);
		this.input.addEventListener('input', () => {
			clearTimeout(this.typing);
			this.typing = setTimeout(() => this.changed(), PAUSE);
		});
		this.element.addEventListener('keydown', (event) => this.onKey(event));
	}

	get query(): FindQuery {
		const pressed = (option: HTMLElement) => option.getAttribute('aria-pressed') === 'true';
		return {
			text: this.input.value,
			matchCase: pressed(this.options.matchCase),
			wholeWord: pressed(this.options.wholeWord),
			regex: pressed(this.options.regex),
		};
	}

	get isOpen(): boolean {
		return !this.element.hidden;
	}

	/** @param text to search for, where there is some selected */
	open(text: string): void {
		this.element.hidden = false;
		if (text !== '') this.input.value = text;
		this.input.focus();
		this.input.select();
		this.changed();
	}

	/** Shows the bar as it was when the page was last open. */
	restore(query: FindQuery): void {
		this.element.hidden = false;
		this.input.value = query.text;
		for (const name of ['matchCase', 'wholeWord', 'regex'] as const)
			this.options[name].setAttribute('aria-pressed', String(query[name]));
		this.changed();
	}

	close(): void {
		clearTimeout(this.typing);
		this.sayings.silence();
		this.element.hidden = true;
		this.searched = '';
		this.events.search(null);
		this.events.closed();
	}

	/** Tells how far a search is. @param current the match that the selection is on, from 0; -1: on none */
	show(matches: Matches, current: number): void {
		const { total, count, done, searched, size } = matches;
		const share = size === 0 ? 100 : Math.floor((searched / size) * 100);
		const progress = done ? '' : ` · ${share} %`;
		const which = current < 0 ? '' : `${(current + 1).toLocaleString('en')} of `;
		const more = total > count ? `, the first ${count.toLocaleString('en')} to go to` : '';
		const found = total === 0 ? (done ? 'No results' : 'Searching') : `${which}${total.toLocaleString('en')}`;
		this.tell(`${found}${progress}${more}`, done && total === 0, !done);
	}

	fail(message: string): void {
		this.tell(message, true, false);
	}

	/** Turns an option of the search on or off, where the bar is open. */
	toggleOption(option: keyof FindBar['options']): void {
		if (this.isOpen) this.options[option].click();
	}

	private tell(text: string, isProblem: boolean, goesOn: boolean): void {
		this.count.textContent = text;
		this.count.title = text;
		this.sayings.say(text, goesOn);
		this.count.classList.toggle('problem', isProblem);
		this.input.setAttribute('aria-invalid', String(isProblem));
	}

	private changed(): void {
		const { query } = this;
		const key = JSON.stringify(query);
		if (key === this.searched) return;
		this.searched = key;
		this.sayings.silence();
		this.tell(query.text === '' ? '' : 'Searching', false, true);
		this.events.search(query.text === '' ? null : query);
	}

	private onKey(event: KeyboardEvent): void {
		if (event.key === 'Escape') this.close();
		else if (event.key === 'Enter' && event.target === this.input) {
			this.changed();
			this.events.go(event.shiftKey ? -1 : 1);
		} else return;
		event.preventDefault();
	}

	private toggle(sign: string, label: string, key: string): HTMLElement {
		const title = `${label} (Alt+${key.toUpperCase()})`;
		const element = h(
			'button',
			{
				type: 'button',
				class: 'toggle',
				title,
				'aria-label': label,
				'aria-pressed': 'false',
				'data-key': key,
			},
			sign,
		);
		element.addEventListener('click', () => {
			element.setAttribute('aria-pressed', String(element.getAttribute('aria-pressed') !== 'true'));
			this.changed();
		});
		return element;
	}
}

import { debounce, fill, h } from '../dom.ts';
import type { Context } from '../view.ts';
import { plural, visible } from '../words.ts';

/** Keys that are offered at a time. */
const OFFERED = 8;
/** Letters that follow each other faster than this, in ms, are one change. */
const PATIENCE = 150;

/** A field to find one key by a part of it: the keys that have it are offered below. */
export class KeySearch {
	readonly element: HTMLElement;
	/** No control of the toolkit: those have their field where it cannot refer to what is offered. */
	private readonly field = h('input', {
		type: 'text',
		class: 'overview-key',
		role: 'combobox',
		'aria-label': 'Show one key only',
		'aria-autocomplete': 'list',
		'aria-expanded': 'false',
		'aria-controls': 'overview-offers',
		placeholder: 'Show one key only',
		autocomplete: 'off',
		spellcheck: 'false',
	});
	private readonly offers = h('ul', {
		id: 'overview-offers',
		class: 'overview-offers',
		role: 'listbox',
		'aria-label': 'Keys',
		hidden: true,
	});
	private keys: string[] = [];
	private active = 0;
	private asked = '';

	/** @param choose told the key, or null where the field was emptied */
	constructor(
		private readonly context: Context,
		private readonly choose: (key: string | null) => void,
	) {
		this.value = context.navigation.overview.key;
		this.element = h('div', { class: 'overview-search' }, this.field, this.offers);
		const typed = debounce(PATIENCE, () => void this.search(this.field.value));
		this.field.addEventListener('input', typed);
		this.field.addEventListener('keydown', (event) => this.onKey(event));
		this.offers.addEventListener('pointerdown', (event) => {
			const offer = (event.target as Element).closest<HTMLElement>('[data-index]');
			if (!offer) return;
			event.preventDefault();
			this.take(Number(offer.dataset.index));
		});
		this.field.addEventListener('blur', () => this.open(false));
	}

	set value(key: string | null) {
		this.field.value = key ?? '';
		this.open(false);
	}

	/** Shows the keys that are offered, or hides them. */
	private open(isOpen: boolean): void {
		this.offers.hidden = !isOpen;
		this.field.setAttribute('aria-expanded', String(isOpen));
		this.activate(isOpen && this.keys.length > 0 ? this.active : -1);
	}

	/** Marks the offer that Enter takes; -1: none. */
	private activate(index: number): void {
		if (index >= 0) this.active = index;
		for (const [at, offer] of [...this.offers.querySelectorAll('[role=option]')].entries())
			offer.setAttribute('aria-selected', String(at === index));
		if (index < 0) this.field.removeAttribute('aria-activedescendant');
		else this.field.setAttribute('aria-activedescendant', `overview-offer-${index}`);
	}

	private async search(text: string): Promise<void> {
		this.asked = text;
		if (text === '') {
			this.open(false);
			this.choose(null);
			return;
		}
		const answer = await this.context.host.query('keys', {
			from: 0,
			count: OFFERED,
			filter: text,
			sort: 'conflicts',
			descending: true,
		});
		if (this.asked !== text || 'err' in answer) return;
		this.keys = answer.ok.rows.map(({ key }) => key);
		// A key that is written out comes first, though others contain it.
		const exact = this.keys.indexOf(text);
		if (exact > 0) this.keys.unshift(...this.keys.splice(exact, 1));
		this.active = 0;
		const more = answer.ok.total - this.keys.length;
		fill(
			this.offers,
			this.keys.map((key, index) =>
				h('li', { role: 'option', id: `overview-offer-${index}`, 'data-index': index }, visible(key)),
			),
			more > 0 && h('li', { class: 'secondary', role: 'presentation' }, `and ${plural(more, 'more key')}`),
			this.keys.length === 0 &&
				h('li', { class: 'secondary', role: 'presentation' }, 'No key contains this text.'),
		);
		this.open(true);
		this.context.announce(`${plural(answer.ok.total, 'key')} found.`);
	}

	/** By the practices for comboboxes: Escape hides what is offered, and once more empties the field. */
	private onKey(event: KeyboardEvent): void {
		if (event.key === 'Escape') {
			if (!this.offers.hidden) this.open(false);
			else {
				this.field.value = '';
				this.choose(null);
			}
			return;
		}
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (this.offers.hidden) {
			if (step !== undefined && this.field.value !== '') void this.search(this.field.value);
			return;
		}
		if (this.keys.length === 0) return;
		if (event.key === 'Enter') this.take(this.active);
		else if (step !== undefined) {
			event.preventDefault();
			this.activate((this.active + step + this.keys.length) % this.keys.length);
		}
	}

	private take(index: number): void {
		const key = this.keys[index];
		if (key === undefined) return;
		this.value = key;
		this.choose(key);
	}
}

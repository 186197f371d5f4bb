import { fill, h } from '../dom.ts';
import { filterField } from '../grid/narrowing.ts';
import type { Context } from '../view.ts';
import { plural, visible } from '../words.ts';

/** Keys that are offered at a time. */
const OFFERED = 8;

/** A field to find one key by a part of it: the keys that have it are offered below. */
export class KeySearch {
	readonly element: HTMLElement;
	private readonly field: ReturnType<typeof filterField>;
	private readonly offers = h('ul', {
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
		this.field = filterField({
			label: 'Show one key only',
			placeholder: 'Show one key only',
			value: context.navigation.overview.key ?? '',
			onFilter: (text) => void this.search(text),
		});
		this.element = h('div', { class: 'overview-search' }, this.field, this.offers);
		this.field.addEventListener('keydown', (event) => this.onKey(event));
		this.offers.addEventListener('pointerdown', (event) => {
			const offer = (event.target as Element).closest<HTMLElement>('[data-index]');
			if (!offer) return;
			event.preventDefault();
			this.take(Number(offer.dataset.index));
		});
		this.field.addEventListener('blur', () => {
			this.offers.hidden = true;
		});
	}

	set value(key: string | null) {
		this.field.value = key ?? '';
		this.offers.hidden = true;
	}

	private async search(text: string): Promise<void> {
		this.asked = text;
		if (text === '') {
			this.offers.hidden = true;
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
				h('li', { role: 'option', 'data-index': index, 'aria-selected': String(index === 0) }, visible(key)),
			),
			more > 0 && h('li', { class: 'secondary', role: 'presentation' }, `and ${plural(more, 'more key')}`),
			this.keys.length === 0 &&
				h('li', { class: 'secondary', role: 'presentation' }, 'No key contains this text.'),
		);
		this.offers.hidden = false;
		this.context.announce(`${plural(answer.ok.total, 'key')} found.`);
	}

	private onKey(event: KeyboardEvent): void {
		if (event.key === 'Escape') {
			this.field.value = '';
			this.offers.hidden = true;
			this.choose(null);
		}
		if (this.offers.hidden || this.keys.length === 0) return;
		if (event.key === 'Enter') this.take(this.active);
		else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
			event.preventDefault();
			const step = event.key === 'ArrowDown' ? 1 : -1;
			this.active = (this.active + step + this.keys.length) % this.keys.length;
			for (const [index, offer] of [...this.offers.querySelectorAll('[role=option]')].entries())
				offer.setAttribute('aria-selected', String(index === this.active));
			this.context.announce(visible(this.keys[this.active]!));
		}
	}

	private take(index: number): void {
		const key = this.keys[index];
		if (key === undefined) return;
		this.value = key;
		this.choose(key);
	}
}

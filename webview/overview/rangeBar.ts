import type { OverviewRange } from '../../src/session/protocol.ts';
import { fill, h } from '../dom.ts';
import { button } from '../ui.ts';
import type { Context } from '../view.ts';
import { linesText, plural } from '../words.ts';
import { countsText } from './texts.ts';

interface RangeActions {
	zoom(): void;
	clear(): void;
}

/** What the marked stretch holds, and where it can be seen: it is the range of the tabs Sequence and Conflicts. */
export class RangeBar {
	readonly element = h('div', {
		class: 'overview-range toolbar',
		role: 'toolbar',
		'aria-label': 'Marked range',
		hidden: true,
	});

	constructor(
		private readonly context: Context,
		private readonly actions: RangeActions,
	) {}

	hide(): void {
		this.element.hidden = true;
	}

	show({ lines, counts }: OverviewRange): void {
		const { context } = this;
		this.element.hidden = false;
		const [first, ...others] = lines;
		const go = (tab: 'sequence' | 'conflicts', label: string) =>
			first && button({ label, onClick: () => context.show({ tab }) });
		const words = first
			? `${linesText(first, context.summary)}${others.length > 0 ? ` and ${plural(others.length, 'more file')}` : ''}: ${countsText(counts)}`
			: 'No events here.';
		fill(
			this.element,
			h('span', { class: 'overview-range-words' }, words),
			go('sequence', 'Show Sequence'),
			go('conflicts', 'Show Conflicts'),
			button({ label: 'Zoom to It', onClick: this.actions.zoom }),
			button({ label: 'Clear', onClick: this.actions.clear }),
		);
		context.announce(words);
	}
}

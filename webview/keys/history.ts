import type { Place } from '../../src/session/protocol.ts';
import { fill, h } from '../dom.ts';
import { button } from '../ui.ts';
import type { Context } from '../view.ts';
import { plural, visible } from '../words.ts';
import { Comparison } from './comparison.ts';
import { VersionGraph } from './graph.ts';
import { HeldPanel } from './held.ts';
import { VersionTable } from './versionTable.ts';

/** The selected key's history: its versions with their vectors, how two of them compare, which saw which. */
export class HistoryPanel {
	readonly element = h('section', { class: 'history', 'aria-label': 'History of the selected key' });
	private readonly name = h('h2', {});
	private readonly count = h('span', { class: 'count secondary' });
	private readonly hint = h(
		'p',
		{ class: 'grid-message' },
		'Select a key to see its versions and what each of them saw.',
	);
	private readonly content: HTMLElement;
	private readonly comparison: Comparison;
	private readonly graph: VersionGraph;
	private readonly table: VersionTable;
	private readonly held: HeldPanel;

	constructor(private readonly context: Context) {
		const { keys } = context.navigation;
		const choose = (version: number, place: Place) => {
			keys.version = version;
			context.navigated();
			context.reveal(place, true);
			this.held.lookAt(place);
			this.update();
		};
		this.held = new HeldPanel(context);
		this.comparison = new Comparison(context, () => this.update());
		this.graph = new VersionGraph(context, choose);
		this.table = new VersionTable(context, choose, (total) => fill(this.count, plural(total, 'version')));
		this.content = h(
			'div',
			{ class: 'history-content' },
			h(
				'div',
				{ class: 'details-head' },
				h('div', { class: 'history-name' }, this.name, this.count),
				button({
					label: 'Show Sequence',
					onClick: () => keys.key !== null && context.show({ tab: 'sequence', key: keys.key }),
				}),
			),
			this.comparison.element,
			this.held.element,
			this.graph.element,
			this.table.element,
		);
		fill(this.element, this.hint, this.content);
	}

	/** The analysis is another one: everything is asked anew. */
	forget(): void {
		this.graph.forget();
		this.table.forget();
		this.held.forget();
	}

	/** The text cursor stands on another line. */
	lookAt(place: Place): void {
		this.held.lookAt(place);
	}

	/** Shows the key and version that the navigation names. */
	show(): void {
		const { key } = this.context.navigation.keys;
		this.hint.hidden = key !== null;
		this.content.hidden = key === null;
		if (key === null) return;
		fill(this.name, visible(key) || '(empty key)');
		this.update();
	}

	private update(): void {
		void this.comparison.show();
		void this.graph.show();
		void this.table.show();
		void this.held.show();
	}
}

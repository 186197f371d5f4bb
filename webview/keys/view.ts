import type { KeyRow } from '../../src/session/protocol.ts';
import { fill, h } from '../dom.ts';
import { Grid } from '../grid/grid.ts';
import { filterField, sortedAs } from '../grid/narrowing.ts';
import { icon } from '../icons.ts';
import type { AtCursor, Context, Target, View } from '../view.ts';
import { number, ofAll, visible } from '../words.ts';
import { HistoryPanel } from './history.ts';

/** The tab "Keys": every key of the trace, and the history of the selected one. */
export class KeysView implements View {
	readonly element: HTMLElement;
	private readonly grid: Grid<KeyRow>;
	private readonly history: HistoryPanel;
	private readonly count = h('span', { class: 'count secondary' });
	private shown: unknown = null;

	constructor(private readonly context: Context) {
		const { keys } = context.navigation;
		this.history = new HistoryPanel(context);
		this.grid = new Grid<KeyRow>({
			label: 'Keys',
			columns: [
				{
					id: 'key',
					title: 'Key',
					sortable: true,
					cell: ({ key }) => visible(key) || h('span', { class: 'secondary' }, '(empty)'),
					tooltip: ({ key }) => visible(key),
				},
				{ id: 'versions', title: 'Versions', sortable: true, cell: (row) => number(row.versions) },
				{ id: 'conflicts', title: 'Conflicts', sortable: true, cell: (row) => number(row.conflicts) },
				{
					id: 'open',
					title: 'Open',
					sortable: true,
					cell: ({ open }) =>
						open > 0 ? h('span', { class: 'state open' }, icon('error'), number(open)) : '0',
				},
				{
					id: 'siblings',
					title: 'Siblings',
					hint: 'The largest number of siblings that the key ever had',
					sortable: true,
					cell: (row) => number(row.siblings),
				},
			],
			fetch: (from, count, around) =>
				context.host.query('keys', {
					from,
					count,
					filter: keys.filter,
					sort: keys.sort,
					descending: keys.descending,
					...(typeof around === 'string' ? { around } : {}),
				}),
			idOf: ({ key }) => key,
			onSelect: (row) => {
				this.choose(row.key, null);
				context.reveal(row.first, true);
			},
			onActivate: (row) => context.reveal(row.first, false),
			...sortedAs(keys, () => this.changed()),
			empty: () =>
				context.summary?.keys === 0
					? 'No keys: nothing in this trace is written.'
					: 'No key contains this text.',
			onTotal: (total) => fill(this.count, ofAll(total, context.summary?.keys ?? total, 'key')),
		});
		const search = filterField({
			label: 'Search keys',
			placeholder: 'Search keys',
			value: keys.filter,
			onFilter: (filter) => {
				keys.filter = filter;
				this.changed();
			},
		});
		this.element = h(
			'div',
			{ class: 'view keys' },
			h(
				'div',
				{ class: 'key-list' },
				h('div', { class: 'toolbar', role: 'toolbar', 'aria-label': 'Keys' }, search, this.count),
				this.grid.element,
			),
			this.history.element,
		);
	}

	/** The navigation says something else of what is listed. */
	private changed(): void {
		this.context.navigated();
		void this.grid.reload();
	}

	show(): void {
		const { summary, navigation } = this.context;
		const first = this.shown === null;
		// Who comes from a conflict wants its key; a key that was chosen here stays.
		navigation.keys.key ??= navigation.conflicts.selected?.key ?? null;
		if (this.shown !== summary) {
			// Numbers of versions are void after an edit, but right after a reload nothing was edited.
			if (!first) Object.assign(navigation.keys, { version: null, compareWith: null });
			this.shown = summary;
			void this.grid.reload(navigation.keys.key, !first);
			this.history.forget();
		}
		this.history.show();
	}

	aim({ key }: Target): void {
		if (key !== undefined) this.choosePlace(key, null);
	}

	follow({ key, version, place }: AtCursor): void {
		this.history.lookAt(place);
		this.choosePlace(key, version);
	}

	private choosePlace(key: string | null, version: number | null): void {
		const { keys } = this.context.navigation;
		if (key === null || (key === keys.key && (version === null || version === keys.version))) return;
		void this.grid.select(key);
		this.choose(key, version);
	}

	private choose(key: string, version: number | null): void {
		const { keys } = this.context.navigation;
		if (key !== keys.key) keys.compareWith = null;
		keys.key = key;
		keys.version = version;
		this.context.navigated();
		if (this.shown !== null) this.history.show();
	}
}

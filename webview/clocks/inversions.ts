import type { InversionRow } from '../../src/session/protocol.ts';
import { fill, h } from '../dom.ts';
import { Grid } from '../grid/grid.ts';
import { filterField, sortedAs } from '../grid/narrowing.ts';
import { button } from '../ui.ts';
import { lineLink, versionContent } from '../versionLinks.ts';
import type { Context } from '../view.ts';
import { ofAll, versionText, visible } from '../words.ts';
import { duration } from './words.ts';

/** The writes whose time is earlier than that of a version which their writers had seen. */
export class InversionsTable {
	readonly element: HTMLElement;
	private readonly grid: Grid<InversionRow>;
	private readonly count = h('span', { class: 'count secondary' });
	private readonly details = h('div', { class: 'proof', role: 'status', hidden: true });
	/** All there are. */
	private all = 0;

	constructor(private readonly context: Context) {
		const { clocks } = context.navigation;
		this.grid = new Grid<InversionRow>({
			label: 'Causal inversions',
			columns: [
				{
					id: 'file',
					title: 'Line',
					sortable: true,
					cell: ({ write }) => lineLink(context, write, true),
				},
				{
					id: 'key',
					title: 'Key',
					sortable: true,
					cell: ({ write }) => visible(write.key),
					tooltip: ({ write }) => visible(write.key),
				},
				{
					id: 'write',
					title: 'Write that would be lost',
					hint: 'It was made knowing the write that beats it',
					cell: ({ write }) => versionContent(write),
					tooltip: ({ write }) => versionText(write),
				},
				{
					id: 'winner',
					title: 'Earlier write that beats it',
					cell: ({ winner }) => [versionContent(winner), ' ', lineLink(context, winner, true)],
					tooltip: ({ winner }) => versionText(winner),
				},
				{
					id: 'ms',
					title: 'By',
					hint: "By how much the earlier write's time is later",
					sortable: true,
					cell: ({ ms }) => duration(ms),
				},
			],
			fetch: (from, count, around) =>
				context.host.query('inversions', {
					from,
					count,
					filter: clocks.filter,
					sort: clocks.sort,
					descending: clocks.descending,
					...(typeof around === 'number' ? { around } : {}),
				}),
			idOf: ({ id }) => id,
			onSelect: (row) => {
				this.tell(row);
				context.reveal(row.write, true);
			},
			onActivate: ({ write }) => context.reveal(write, false),
			...sortedAs(clocks, () => this.changed()),
			empty: () =>
				this.all === 0
					? 'None: every write has a later time than all that its writer had seen.'
					: 'No inversion matches the filter.',
			onTotal: (total) => fill(this.count, ofAll(total, this.all, 'inversion')),
		});
		const filter = filterField({
			label: 'Filter inversions',
			placeholder: 'Filter by key or replica',
			value: clocks.filter,
			onFilter: (text) => {
				clocks.filter = text;
				this.changed();
			},
		});
		this.element = h(
			'section',
			{ class: 'panel inversions', 'aria-label': 'Causal inversions' },
			h(
				'div',
				{ class: 'details-head' },
				h('h2', {}, 'Causal inversions'),
				h('div', { class: 'toolbar' }, filter, this.count),
			),
			h(
				'p',
				{ class: 'secondary' },
				'Writes that happened second and have the earlier time: last-write-wins would keep what happened first.',
			),
			this.grid.element,
			this.details,
		);
	}

	/** Asks anew; `all`: how many there are without a filter. */
	async reload(all = this.all): Promise<void> {
		this.all = all;
		this.details.hidden = true;
		await this.grid.reload(null);
	}

	/** The navigation says something else of what is listed. */
	private changed(): void {
		this.context.navigated();
		void this.reload();
	}

	/** Selects one of them, and tells of it. */
	async choose(id: number): Promise<void> {
		const answer = await this.context.host.query('inversions', {
			from: 0,
			count: 1,
			filter: '',
			sort: 'file',
			descending: false,
			around: id,
		});
		if ('err' in answer) return;
		const row = answer.ok.rows.find((one) => one.id === id);
		if (!row) return;
		this.tell(row);
		await this.grid.select(id);
	}

	private tell({ write, winner, ms }: InversionRow): void {
		const { context } = this;
		this.details.hidden = false;
		fill(
			this.details,
			h(
				'p',
				{},
				versionContent(write),
				' (',
				lineLink(context, write),
				') was written knowing ',
				versionContent(winner),
				' (',
				lineLink(context, winner),
				`), whose time is ${duration(ms)} later: last-write-wins keeps the older one.`,
			),
			h(
				'div',
				{ class: 'actions' },
				button({
					label: "Show Key's History",
					onClick: () => context.show({ tab: 'keys', key: write.key }),
				}),
				button({
					label: 'Compare Strategies',
					onClick: () => context.show({ tab: 'strategies', key: write.key }),
				}),
			),
		);
	}
}

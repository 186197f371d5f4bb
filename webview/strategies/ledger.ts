import type {
	JudgingStrategy,
	LedgerQuery,
	LedgerRow,
	StrategyOverview,
} from '../../src/session/protocol.ts';
import { type Content, fill, h } from '../dom.ts';
import type { Column } from '../grid/column.ts';
import { Grid } from '../grid/grid.ts';
import { filterField } from '../grid/narrowing.ts';
import { checkbox, dropdown, type textField } from '../ui.ts';
import { lineLink, versionContent } from '../versionLinks.ts';
import type { Context } from '../view.ts';
import { number, ofAll, plural, versionText, visible } from '../words.ts';
import { LedgerDetails } from './details.ts';
import { fateContent } from './words.ts';

/** Strategies that have a column, where they were replayed. */
const SHOWN = [
	['lww', 'Wall clock'],
	['lww-corrected', 'Corrected'],
	['lww-hlc', 'HLC'],
	['lamport', 'Lamport'],
	['first-write-wins', 'First wins'],
	['merge', 'Merge'],
] as const;

/** The writes whose fate differs between strategies, the worst first. */
export class Ledger {
	readonly element = h('section', { class: 'panel ledger', 'aria-label': 'Writes whose fate differs' });
	private grid: Grid<LedgerRow> | null = null;
	private readonly details: LedgerDetails;
	private readonly count = h('span', { class: 'count secondary' });
	private overview: StrategyOverview | null = null;
	private filter: ReturnType<typeof textField> | null = null;

	constructor(private readonly context: Context) {
		this.details = new LedgerDetails(context);
	}

	/** Shows the ledger of a new analysis. */
	async show(overview: StrategyOverview): Promise<void> {
		this.overview = overview;
		const { strategies } = this.context.navigation;
		const hasClocks = overview.clocks.length > 0;
		this.grid = this.newGrid(overview);
		this.filter = filterField({
			label: 'Filter writes',
			placeholder: 'Filter by key',
			value: strategies.filter,
			onFilter: (filter) => this.narrow({ filter }),
		});
		const fate = dropdown<NonNullable<LedgerQuery['fate']>>({
			label: 'Fate',
			options: [
				['all', 'All fates'],
				['lost-although-newer', 'Lost although newer'],
				['lost', 'Lost'],
				['resurrected', 'Deletes undone'],
				...(hasClocks ? ([['changed', 'What right clocks would change']] as const) : []),
			],
			value: strategies.fate,
			onChange: (value) => this.narrow({ fate: value }),
		});
		const right = checkbox(
			'As if the clocks had been right',
			strategies.rightClocks && hasClocks,
			(checked) => this.narrow({ rightClocks: checked }),
		);
		right.disabled = !hasClocks;
		right.title = hasClocks
			? 'Judges and sorts by last-write-wins with the clocks corrected'
			: 'No clock is proven wrong: there is nothing to correct';
		this.details.element.hidden = true;
		fill(
			this.element,
			h('div', { class: 'details-head' }, h('h2', {}, 'Writes whose fate differs'), this.count),
			h('div', { class: 'toolbar', role: 'toolbar', 'aria-label': 'Writes' }, this.filter, fate, right),
			h('p', { class: 'secondary' }, this.clocksText()),
			this.grid.element,
			this.details.element,
		);
		await this.grid.reload(strategies.version);
	}

	/** Only the writes of a key. */
	narrowTo(key: string): void {
		if (this.filter) this.filter.value = key;
		this.narrow({ filter: key });
	}

	/** Selects a write where it is in the ledger. */
	async select(version: number): Promise<void> {
		await this.grid?.select(version);
	}

	private newGrid(overview: StrategyOverview): Grid<LedgerRow> {
		const { context } = this;
		return new Grid<LedgerRow>({
			label: 'Writes whose fate differs',
			columns: this.columns(overview),
			fetch: (from, count, around) =>
				context.host.query('ledger', {
					from,
					count,
					filter: context.navigation.strategies.filter,
					fate: context.navigation.strategies.fate,
					strategy: this.judge(),
					...(typeof around === 'number' ? { around } : {}),
				}),
			idOf: ({ version }) => version.id,
			onSelect: (row) => {
				context.navigation.strategies.version = row.version.id;
				context.navigated();
				void this.details.show(row, overview);
				context.reveal(row.version, true);
			},
			onActivate: ({ version }) => context.reveal(version, false),
			empty: () => this.empty(overview),
			onTotal: (total) => fill(this.count, ofAll(total, ledgerSize(overview), 'write')),
		});
	}

	private columns({ strategies }: StrategyOverview): Column<LedgerRow>[] {
		const known = new Map(strategies.map(({ name, title }) => [name as string, title]));
		return [
			{ id: 'place', title: 'Line', cell: ({ version }) => lineLink(this.context, version, true) },
			{
				id: 'key',
				title: 'Key',
				cell: ({ version }) => visible(version.key),
				tooltip: ({ version }) => visible(version.key),
			},
			{
				id: 'write',
				title: 'Write',
				cell: ({ version }) => versionContent(version),
				tooltip: ({ version }) => versionText(version),
			},
			...SHOWN.filter(([name]) => known.has(name)).map(([name, title]) => ({
				id: `fate-cell ${name}`,
				title,
				hint: known.get(name)!,
				cell: ({ fates }: LedgerRow): Content => {
					const own = fates.find(({ strategy }) => strategy === name);
					return own ? fateContent(own.fate) : h('span', { class: 'secondary' }, '–');
				},
				tooltip: ({ fates }: LedgerRow) =>
					visible(fates.find(({ strategy }) => strategy === name)?.reason ?? 'does not fit the values'),
			})),
			{
				id: 'disjoint',
				title: 'Fields',
				hint: 'Whether a concurrent write touched the same fields',
				cell: ({ disjoint }) =>
					disjoint === null ? h('span', { class: 'secondary' }, '–') : disjoint ? 'disjoint' : 'same',
			},
			{
				id: 'reason',
				title: 'Why',
				cell: ({ fates }) => visible(fates.find(({ strategy }) => strategy === this.judge())?.reason ?? ''),
				tooltip: ({ fates }) =>
					visible(fates.find(({ strategy }) => strategy === this.judge())?.reason ?? ''),
			},
		];
	}

	/** What writes are judged by: the clocks as they were or corrected; without times, what needs none. */
	private judge(): JudgingStrategy {
		const { strategies = [], clocks = [] } = this.overview ?? {};
		if (clocks.length > 0 && this.context.navigation.strategies.rightClocks) return 'lww-corrected';
		const lww = strategies.find(({ name }) => name === 'lww');
		const timed = lww === undefined || lww.keysUndecided === 0 || lww.keysByClock > 0;
		if (timed) return 'lww';
		return strategies.some(({ name }) => name === 'lww-hlc') ? 'lww-hlc' : 'lamport';
	}

	/** What would have been, had the clocks been right. */
	private clocksText(): string {
		const { strategies = [], clocks = [] } = this.overview ?? {};
		const of = (name: string) => strategies.find((row) => row.name === name);
		const [was, right] = [of('lww'), of('lww-corrected')];
		if (clocks.length === 0 || !was || !right)
			return 'No clock is proven wrong, so there is nothing to correct.';
		if (was.lostWrites === right.lostWrites && was.lostAlthoughNewer === right.lostAlthoughNewer)
			return `Had the clocks been right, last-write-wins would in the end have lost as many: ${plural(was.lostWrites, 'write')}.`;
		return `Had the clocks been right, last-write-wins would have lost ${plural(right.lostWrites, 'write')} instead of ${number(was.lostWrites)}, ${number(right.lostAlthoughNewer)} instead of ${number(was.lostAlthoughNewer)} of them although newer.`;
	}

	private narrow(change: Partial<Context['navigation']['strategies']>): void {
		Object.assign(this.context.navigation.strategies, change);
		this.context.navigated();
		this.details.element.hidden = true;
		void this.grid?.reload(null);
	}

	private empty(overview: StrategyOverview): Content {
		return ledgerSize(overview) === 0
			? 'Every strategy ends with the same: no write is kept by one and dropped by another.'
			: 'No write matches the filter.';
	}
}

/** How many writes the ledger has without a filter. */
function ledgerSize({ ledger }: StrategyOverview): number {
	return ledger.lostAlthoughNewer + ledger.lost + ledger.resurrected + ledger.other;
}

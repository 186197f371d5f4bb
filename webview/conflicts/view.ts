import type { ConflictQuery, ConflictRow } from '../../src/session/protocol.ts';
import { type Content, fill, h } from '../dom.ts';
import { Grid } from '../grid/grid.ts';
import { filterField, sortedAs } from '../grid/narrowing.ts';
import { icon } from '../icons.ts';
import type { Navigation } from '../navigation.ts';
import { button, dropdown, type textField } from '../ui.ts';
import type { AtCursor, Context, Target, View } from '../view.ts';
import { linesText, noVersionsText, ofAll, plural } from '../words.ts';
import { conflictColumns } from './columns.ts';
import { ConflictDetails } from './details.ts';

type Selected = Navigation['conflicts']['selected'];

/** The tab "Conflicts": every conflict of the trace, and what is known of the selected one. */
export class ConflictsView implements View {
	readonly element: HTMLElement;
	private readonly grid: Grid<ConflictRow>;
	private readonly details: ConflictDetails;
	private readonly count = h('span', { class: 'count secondary' });
	private readonly lines = h('span', { class: 'chip', hidden: true });
	/** The lines that the grid is narrowed to. */
	private linesShown: unknown = null;
	private readonly filter: ReturnType<typeof textField>;
	private readonly state: ReturnType<typeof dropdown>;
	/** The analysis that is shown; views of an older one are asked anew. */
	private shown: unknown = null;

	constructor(private readonly context: Context) {
		const { conflicts } = context.navigation;
		this.filter = filterField({
			label: 'Filter conflicts',
			placeholder: 'Filter by key, replica, client or value',
			value: conflicts.filter,
			onFilter: (filter) => this.narrow({ filter }),
		});
		this.state = dropdown<ConflictQuery['state']>({
			label: 'State',
			options: [
				['all', 'All conflicts'],
				['open', 'Open only'],
				['resolved', 'Resolved only'],
			],
			value: conflicts.state,
			onChange: (state) => this.narrow({ state }),
		});
		this.details = new ConflictDetails(context);
		this.grid = new Grid<ConflictRow>({
			label: 'Conflicts',
			columns: conflictColumns(context),
			fetch: (from, count, around) =>
				context.host.query('conflicts', {
					from,
					count,
					filter: conflicts.filter,
					state: conflicts.state,
					sort: conflicts.sort,
					descending: conflicts.descending,
					...(conflicts.lines ? { lines: conflicts.lines } : {}),
					...(typeof around === 'number' ? { around } : {}),
				}),
			idOf: ({ id }) => id,
			onSelect: (row) => {
				this.choose(row);
				context.reveal(row.versions[0]!, true);
			},
			onActivate: (row) => context.show({ tab: 'sequence', conflict: row.id }),
			...sortedAs(conflicts, () => this.narrow({})),
			empty: () => this.empty(),
			onTotal: (total) => this.onTotal(total),
		});
		this.element = h(
			'div',
			{ class: 'view conflicts' },
			h(
				'div',
				{ class: 'toolbar', role: 'toolbar', 'aria-label': 'Conflicts' },
				this.filter,
				this.state,
				this.lines,
				this.count,
			),
			this.grid.element,
			this.details.element,
		);
	}

	show(): void {
		const { summary, navigation } = this.context;
		const { selected } = navigation.conflicts;
		this.element.classList.toggle('several-files', (summary?.files.length ?? 0) > 1);
		const narrowed = this.linesShown !== navigation.conflicts.lines;
		if (narrowed) this.tellLines();
		if (this.shown === summary) {
			if (narrowed) void this.grid.reload();
			// Another tab may have gone to another conflict.
			if (selected) void this.go(selected.conflict);
			return;
		}
		const first = this.shown === null;
		this.shown = summary;
		void this.restore(selected, !first);
	}

	follow({ conflict }: AtCursor): void {
		if (conflict !== null) void this.go(conflict);
	}

	aim({ conflict }: Target): void {
		if (conflict !== undefined) void this.go(conflict);
	}

	/** Selects a conflict without telling the editor. */
	private async go(conflict: number): Promise<void> {
		if (conflict === this.details.conflict) return;
		const row = await this.ask(conflict);
		if (!row) return;
		this.choose(row);
		await this.grid.select(row.id);
	}

	/** After a new analysis: the number of the selected conflict may have become another one's. */
	private async restore(selected: Selected, keepPlace: boolean): Promise<void> {
		const row = selected && (await this.ask(selected.conflict));
		const same = row && (selected.key === null || selected.key === row.key) ? row : null;
		this.choose(same);
		await this.grid.reload(same?.id ?? null, keepPlace);
	}

	private async ask(conflict: number): Promise<ConflictRow | null> {
		const answer = await this.context.host.query('conflict', { id: conflict });
		return 'ok' in answer ? answer.ok : null;
	}

	private choose(row: ConflictRow | null): void {
		this.context.navigation.conflicts.selected = row && { conflict: row.id, key: row.key };
		this.context.navigated();
		this.details.show(row);
	}

	/** The range that the overview narrowed the grid to, with a way out of it. */
	private tellLines(): void {
		const { lines } = this.context.navigation.conflicts;
		this.linesShown = lines;
		this.lines.hidden = lines === null;
		if (!lines) return;
		const words = linesText(lines[0]!, this.context.summary);
		const more = lines.length - 1;
		fill(
			this.lines,
			`With a version in ${words}${more > 0 ? ` and ${plural(more, 'more file')}` : ''}`,
			button({
				label: 'Show conflicts of all lines',
				icon: 'close',
				iconOnly: true,
				onClick: () => this.narrow({ lines: null }),
			}),
		);
	}

	private narrow(change: Partial<Pick<Navigation['conflicts'], 'filter' | 'state' | 'lines'>>): void {
		Object.assign(this.context.navigation.conflicts, change);
		this.tellLines();
		this.context.navigated();
		void this.grid.reload();
	}

	private onTotal(total: number): void {
		const all = this.context.summary?.conflicts ?? total;
		const text = ofAll(total, all, 'conflict');
		if (this.count.textContent === text) return;
		fill(this.count, text);
		this.context.announce(text);
	}

	private empty(): Content {
		const { summary } = this.context;
		if (!summary || summary.conflicts > 0)
			return [
				h('p', {}, 'No conflict matches the filter.'),
				button({
					label: 'Clear Filter',
					onClick: () => {
						this.filter.value = '';
						this.state.value = 'all';
						this.narrow({ filter: '', state: 'all', lines: null });
					},
				}),
			];
		if (summary.versions === 0) return h('p', {}, noVersionsText(summary));
		return [
			h('p', { class: 'good' }, icon('resolved'), ' No conflicts: every two writes of a key were ordered.'),
			h(
				'p',
				{ class: 'secondary' },
				`${plural(summary.versions, 'version')} of ${plural(summary.keys, 'key')} were compared; of each two of a key, one writer had seen the other's.`,
			),
		];
	}
}

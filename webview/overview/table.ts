import { fill, h } from '../dom.ts';
import { button } from '../ui.ts';
import type { Context } from '../view.ts';
import { number } from '../words.ts';
import type { Camera } from './camera.ts';
import type { OverviewData } from './data.ts';
import {
	conflictsTable,
	eventsTable,
	messagesTable,
	partitionsTable,
	slicesOf,
	stretchesTable,
	type TableActions,
} from './tableParts.ts';
import { stretchText } from './texts.ts';

/** Rows of a table, of lanes and slices. */
const ROWS = 240;
const SLICES = 10;

/** What the picture shows, as tables: for who does not see it, or wants numbers. */
export class OverviewTable {
	readonly element = h('div', {
		class: 'overview-tables',
		tabindex: 0,
		role: 'region',
		'aria-label': 'The overview as tables',
	});
	private readonly tables = h('div');
	private readonly which = h('span', { class: 'count', role: 'status' });
	private readonly previous = button({ label: 'Previous Replicas', onClick: () => this.turn(-ROWS) });
	private readonly next = button({ label: 'Next Replicas', onClick: () => this.turn(ROWS) });
	private readonly pages = h(
		'div',
		{ class: 'pager', role: 'group', 'aria-label': 'Replicas', hidden: true },
		this.previous,
		this.which,
		this.next,
	);
	private firstLane = 0;
	private asked = 0;

	constructor(
		private readonly context: Context,
		private readonly data: OverviewData,
		private readonly camera: Camera,
		private readonly names: () => string[],
		private readonly actions: TableActions,
	) {
		this.element.append(this.pages, this.tables);
	}

	/** Fills the tables with what the camera sees. */
	async show(): Promise<void> {
		const asked = ++this.asked;
		const { host } = this.context;
		const { info, scope } = this.data;
		if (!info) return;
		const { from, to } = this.camera;
		const slices = Math.max(1, Math.min(SLICES, Math.floor(ROWS / Math.max(1, info.lanes.length))));
		// Whole lines, so that what the rows say of lines is what was counted.
		const whole = info.unit === 'ms' ? (at: number) => at : Math.floor;
		const start = whole(from);
		const width = info.unit === 'ms' ? (to - start) / slices : Math.max(1, Math.ceil((to - start) / slices));
		if (this.firstLane >= info.lanes.length) this.firstLane = 0;
		const lanes = { first: this.firstLane, end: Math.min(info.lanes.length, this.firstLane + ROWS) };
		const [tile, details] = await Promise.all([
			host.query('overviewTile', {
				...scope,
				from: start,
				width,
				bins: slices,
				firstLane: lanes.first,
				lanes: lanes.end - lanes.first,
				together: false,
			}),
			host.query('overviewDetails', { ...scope, from: start, to: start + width * slices, keys: true }),
		]);
		if (asked !== this.asked || 'err' in tile || 'err' in details) return;
		const { partitions, more } = this.data.partitions;
		const names = this.names();
		const shown = {
			info,
			names,
			slices: slicesOf(info, names, start, width, slices),
			bins: slices,
			tile: tile.ok,
			details: details.ok,
			partitions: { partitions: partitions.filter((one) => one.start < to && one.end > from), more },
			lanes,
		};
		this.showPages(info.lanes.length, lanes);
		fill(
			this.tables,
			h(
				'p',
				{},
				`Shown: ${stretchText(info, from, to, names)}. The tables follow the zoom: + and - zoom, arrow keys move, Shift and arrow keys mark a range, n and p go from conflict to conflict.`,
			),
			eventsTable(shown),
			stretchesTable(shown, this.actions),
			conflictsTable(shown, this.actions),
			messagesTable(shown, this.actions),
			partitionsTable(shown),
		);
	}

	/** Many replicas are listed in parts. */
	private showPages(count: number, { first, end }: { first: number; end: number }): void {
		this.pages.hidden = count <= ROWS;
		if (this.pages.hidden) return;
		fill(this.which, `Replicas ${number(first + 1)} to ${number(end)} of ${number(count)}`);
		this.previous.disabled = first === 0;
		this.next.disabled = end >= count;
	}

	private turn(by: number): void {
		this.firstLane = Math.max(0, this.firstLane + by);
		void this.show();
	}
}

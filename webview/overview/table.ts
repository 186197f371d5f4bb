import type { OverviewDetails } from '../../src/session/protocol.ts';
import { type Content, fill, h } from '../dom.ts';
import { link } from '../ui.ts';
import type { Context } from '../view.ts';
import { number, plural, visible } from '../words.ts';
import type { Camera } from './camera.ts';
import type { ConflictTour } from './conflictTour.ts';
import type { OverviewData } from './data.ts';
import { ACTIVITIES } from './lanePainter.ts';
import { partitionText, stretchText } from './texts.ts';
import { labelOf } from './ticks.ts';

/** Rows of a table, of lanes and slices. */
const ROWS = 240;
const SLICES = 10;
const LISTED = 100;

/** What the picture shows, as tables: for who does not see it, or wants numbers. */
export class OverviewTable {
	readonly element = h('div', {
		class: 'overview-tables',
		tabindex: 0,
		role: 'region',
		'aria-label': 'The overview as tables',
	});
	private asked = 0;

	constructor(
		private readonly context: Context,
		private readonly data: OverviewData,
		private readonly camera: Camera,
		private readonly names: () => string[],
		private readonly tour: ConflictTour,
	) {}

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
		const [tile, details] = await Promise.all([
			host.query('overviewTile', {
				...scope,
				from: start,
				width,
				bins: slices,
				firstLane: 0,
				lanes: Math.min(ROWS, info.lanes.length),
				together: false,
			}),
			host.query('overviewDetails', { ...scope, from: start, to: start + width * slices }),
		]);
		if (asked !== this.asked || 'err' in tile || 'err' in details) return;
		const { more } = this.data.partitions;
		const partitions = this.data.partitions.partitions.filter(({ start, end }) => start < to && end > from);
		const stretch = (slice: number) =>
			stretchText(
				info,
				start + slice * width,
				Math.min(info.length, start + (slice + 1) * width),
				this.names(),
			);
		const seen = Array.from({ length: slices }, (_, slice) => slice).filter(
			(slice) => start + slice * width < info.length,
		);
		fill(
			this.element,
			h('p', {}, `Shown: ${stretchText(info, from, to, this.names())}. The tables follow the zoom.`),
			table(
				'Events',
				['Replica', 'Stretch', ...ACTIVITIES.map((name) => name[0]!.toUpperCase() + name.slice(1))],
				info.lanes
					.slice(0, ROWS)
					.flatMap(({ name }, lane) =>
						seen.map((slice) => [
							visible(name),
							stretch(slice),
							...ACTIVITIES.map((_, activity) =>
								number(tile.ok.counts[(lane * ACTIVITIES.length + activity) * slices + slice] ?? 0),
							),
						]),
					),
			),
			info.lanes.length > ROWS &&
				h('p', {}, `${plural(info.lanes.length - ROWS, 'more replica')} not listed.`),
			table(
				'Conflicts by stretch',
				['Stretch', 'Begin and stay open', 'Begin and are resolved', 'Open', 'Not yet resolved'],
				seen.map((slice) => [
					stretch(slice),
					...Array.from({ length: 4 }, (_, row) => number(tile.ok.conflicts[row * slices + slice] ?? 0)),
				]),
			),
			this.conflicts(details.ok),
			table(
				'Partitions',
				['Replicas that exchanged nothing'],
				partitions.slice(0, LISTED).map((partition) => [partitionText(info, partition, this.names())]),
			),
			partitions.length + more > LISTED &&
				h('p', {}, `${plural(partitions.length + more - LISTED, 'more partition')} not listed.`),
		);
	}

	private conflicts({ spans, throughout }: OverviewDetails): Content {
		const info = this.data.info!;
		const also = throughout[0] + throughout[1];
		const label = (at: number) => (at >= info.length ? 'the end' : labelOf(info, at, 1, this.names()));
		if (!spans) return h('p', {}, 'Conflicts are too many to be listed one by one here: zoom in.');
		return [
			table(
				'Conflicts one by one',
				['Conflict', 'State', 'From', 'To'],
				Array.from(spans.conflict.subarray(0, LISTED), (conflict, i) => [
					link(`Conflict ${number(conflict + 1)}`, () => void this.tour.choose(conflict)),
					spans.open[i] === 1 ? 'open' : 'resolved',
					label(spans.start[i]!),
					label(spans.end[i]!),
				]),
			),
			spans.conflict.length > LISTED &&
				h('p', {}, `${plural(spans.conflict.length - LISTED, 'more conflict')} not listed.`),
			also > 0 &&
				h(
					'p',
					{},
					`${plural(also, 'conflict')} ${also === 1 ? 'exists' : 'exist'} before and after what is shown.`,
				),
		];
	}
}

/** A table with a caption; nothing where it has no rows. */
function table(caption: string, head: string[], rows: Content[][]): Content {
	if (rows.length === 0) return null;
	return h(
		'table',
		{ class: 'overview-table' },
		h('caption', {}, caption),
		h(
			'thead',
			{},
			h(
				'tr',
				{},
				head.map((title) => h('th', { scope: 'col' }, title)),
			),
		),
		h(
			'tbody',
			{},
			rows.map((cells) =>
				h(
					'tr',
					{},
					cells.map((cell) => h('td', {}, cell)),
				),
			),
		),
	);
}

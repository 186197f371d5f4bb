import type {
	OverviewDetails,
	OverviewInfo,
	OverviewPartitions,
	OverviewTile,
} from '../../src/session/protocol.ts';
import { type Content, h } from '../dom.ts';
import { link } from '../ui.ts';
import { number, plural, visible } from '../words.ts';
import { ACTIVITIES } from './lanePainter.ts';
import { table } from './tableElement.ts';
import { partitionText, stretchText } from './texts.ts';
import { labelOf } from './ticks.ts';

/** More rows of one kind are not listed: one zooms in. */
const LISTED = 100;

/** A stretch that is counted for itself. */
export interface Slice {
	from: number;
	to: number;
	words: string;
}

/** What the tables are made of. */
export interface Shown {
	info: OverviewInfo;
	names: readonly string[];
	slices: readonly Slice[];
	/** Bins of the tile: slices, and those beyond the end of the axis. */
	bins: number;
	tile: OverviewTile;
	details: OverviewDetails;
	partitions: OverviewPartitions;
	/** The lanes that the tile is of. */
	lanes: { first: number; end: number };
}

/** What the tables lead to. */
export interface TableActions {
	zoom(from: number, to: number): void;
	mark(from: number, to: number): void;
	conflict(conflict: number): void;
	/** Goes to the event at a position, in one lane. */
	event(at: number, lane: number): void;
}

/** How many events of each kind there are, lane by lane and stretch by stretch. */
export function eventsTable({ info, tile, bins, slices, lanes }: Shown): Content {
	const capital = (name: string) => name[0]!.toUpperCase() + name.slice(1);
	return table(
		'Events',
		['Replica', 'Stretch', ...ACTIVITIES.map(capital)],
		info.lanes
			.slice(lanes.first, lanes.end)
			.flatMap(({ name }, lane) =>
				slices.map(({ words }, slice) => [
					visible(name),
					words,
					...ACTIVITIES.map((_, activity) =>
						number(tile.counts[(lane * ACTIVITIES.length + activity) * bins + slice] ?? 0),
					),
				]),
			),
	);
}

/** The stretches, with how many conflicts they have, and what can be done with each. */
export function stretchesTable({ tile, bins, slices }: Shown, actions: TableActions): Content {
	return table(
		'Conflicts by stretch',
		['Stretch', 'Begin and stay open', 'Begin and are resolved', 'Open', 'Not yet resolved', 'Actions'],
		slices.map(({ from, to, words }, slice) => [
			words,
			...Array.from({ length: 4 }, (_, row) => number(tile.conflicts[row * bins + slice] ?? 0)),
			[
				named(
					link('Zoom to It', () => actions.zoom(from, to)),
					`Zoom to ${words}`,
				),
				named(
					link('Mark', () => actions.mark(from, to)),
					`Mark ${words}`,
				),
			],
		]),
	);
}

/** The conflicts of what is shown, one by one where they are not too many. */
export function conflictsTable({ info, names, details }: Shown, actions: TableActions): Content {
	const { spans, throughout } = details;
	const also = throughout[0] + throughout[1];
	const label = (at: number) => (at >= info.length ? 'the end' : labelOf(info, at, 1, names));
	if (!spans) return h('p', {}, 'Conflicts are too many to be listed one by one here: zoom in.');
	return [
		table(
			'Conflicts one by one',
			['Conflict', 'Key', 'State', 'From', 'To'],
			Array.from(spans.conflict.subarray(0, LISTED), (conflict, i) => [
				link(`Conflict ${number(conflict + 1)}`, () => actions.conflict(conflict)),
				h('span', { class: 'key-name' }, visible(spans.keys?.[i] ?? '')),
				spans.open[i] === 1 ? 'open' : 'resolved',
				label(spans.start[i]!),
				label(spans.end[i]!),
			]),
		),
		notListed(spans.conflict.length - LISTED, 'conflict'),
		also > 0 &&
			h(
				'p',
				{},
				`${plural(also, 'conflict')} ${also === 1 ? 'exists' : 'exist'} before and after what is shown.`,
			),
	];
}

/** The messages of what is shown, one by one where they are not too many. */
export function messagesTable({ info, names, details }: Shown, actions: TableActions): Content {
	const { messages, passing } = details;
	if (!messages) return h('p', {}, 'Messages are too many to be listed one by one here: zoom in.');
	const place = (at: number, lane: number) =>
		link(labelOf(info, at, 1, names), () => actions.event(at, lane));
	const replica = (lane: number) => visible(info.lanes[lane]?.name ?? '?');
	const unit = info.unit === 'ms' ? '' : ` on ${info.unit}`;
	return [
		table(
			'Messages one by one',
			['From', 'To', `Sent${unit}`, `Received${unit}`],
			Array.from(messages.sent.subarray(0, LISTED), (sent, i) => {
				const [from, to] = [messages.from[i]!, messages.to[i]!];
				return [replica(from), replica(to), place(sent, from), place(messages.received[i]!, to)];
			}),
		),
		notListed(messages.sent.length - LISTED, 'message'),
		passing > 0 && h('p', {}, `${plural(passing, 'message')} sent before and received after what is shown.`),
	];
}

/** The stretches in which two replicas exchanged nothing. */
export function partitionsTable({ info, names, partitions }: Shown): Content {
	return [
		table(
			'Partitions',
			['Replicas that exchanged nothing'],
			partitions.partitions.slice(0, LISTED).map((partition) => [partitionText(info, partition, names)]),
		),
		notListed(partitions.partitions.length + partitions.more - LISTED, 'partition'),
	];
}

/** The stretches [from + i · width, …) as far as the axis goes. */
export function slicesOf(
	info: OverviewInfo,
	names: readonly string[],
	from: number,
	width: number,
	count: number,
): Slice[] {
	return Array.from({ length: count }, (_, slice) => from + slice * width)
		.filter((start) => start < info.length)
		.map((start) => {
			const to = Math.min(info.length, start + width);
			return { from: start, to, words: stretchText(info, start, to, names) };
		});
}

function notListed(more: number, what: string): Content {
	return more > 0 && h('p', {}, `${plural(more, `more ${what}`)} not listed: zoom in.`);
}

/** Has it say what it is about, where one does not see the row that it stands in. */
function named<E extends HTMLElement>(element: E, label: string): E {
	element.setAttribute('aria-label', label);
	return element;
}

import type { EvidenceEvent, SkewPair } from '../../src/session/protocol.ts';
import { type Content, fill, h } from '../dom.ts';
import { Grid } from '../grid/grid.ts';
import { filterField } from '../grid/narrowing.ts';
import { icon } from '../icons.ts';
import { lineLink } from '../versionLinks.ts';
import type { Context } from '../view.ts';
import { plural, visible } from '../words.ts';
import { duration, intervalText, signed } from './words.ts';

/** Links that a cell has room for; the details have all. */
const LINKS = 2;

/** The bounds between every two clocks, with the events that prove them. */
export class PairsTable {
	readonly element: HTMLElement;
	private readonly grid: Grid<SkewPair>;
	private readonly count = h('span', { class: 'count secondary' });
	private readonly details = h('div', { class: 'proof', role: 'status', hidden: true });

	constructor(private readonly context: Context) {
		const { clocks } = context.navigation;
		this.grid = new Grid<SkewPair>({
			label: 'Bounds between clocks',
			columns: [
				{
					id: 'clock',
					title: 'Clock of',
					cell: ({ to }) => h('span', { class: 'replica' }, visible(to)),
					tooltip: ({ to }) => visible(to),
				},
				{
					id: 'against',
					title: 'against',
					cell: ({ from }) => h('span', { class: 'replica' }, visible(from)),
					tooltip: ({ from }) => visible(from),
				},
				{
					id: 'min',
					title: 'At least',
					hint: 'The least that the first clock is ahead of the second',
					cell: ({ min }) => bound(min),
				},
				{
					id: 'max',
					title: 'At most',
					hint: 'The most that the first clock is ahead of the second',
					cell: ({ max }) => bound(max),
				},
				{ id: 'verdict', title: 'Proven', cell: verdict, tooltip: (pair) => verdictText(pair) },
				{
					id: 'evidence',
					title: 'Evidence',
					hint: 'The lines that prove the bound which matters most',
					cell: (pair) => this.links(evidenceOf(pair), LINKS, true),
				},
			],
			fetch: (from, count, around) =>
				context.host.query('clockPairs', {
					from,
					count,
					filter: clocks.pairFilter,
					...(typeof around === 'number' ? { around } : {}),
				}),
			idOf: ({ id }) => id,
			onSelect: (pair) => this.tell(pair),
			onActivate: (pair) => {
				const [event] = evidenceOf(pair);
				if (event) context.reveal(event, false);
			},
			empty: () =>
				clocks.pairFilter === ''
					? 'Nothing bounds the clocks against each other: no message, and no write that saw another, has a time at two replicas.'
					: 'No replica contains this text.',
			onTotal: (total) => fill(this.count, plural(total, 'ordered pair')),
		});
		const filter = filterField({
			label: 'Filter pairs of clocks',
			placeholder: 'Filter by replica',
			value: clocks.pairFilter,
			onFilter: (text) => {
				clocks.pairFilter = text;
				context.navigated();
				void this.reload();
			},
		});
		this.element = h(
			'section',
			{ class: 'panel pairs', 'aria-label': 'How far clocks are apart' },
			h(
				'div',
				{ class: 'details-head' },
				h('h2', {}, 'How far clocks are apart'),
				h('div', { class: 'toolbar' }, filter, this.count),
			),
			this.grid.element,
			this.details,
		);
	}

	async reload(): Promise<void> {
		this.details.hidden = true;
		await this.grid.reload(null);
	}

	private tell(pair: SkewPair): void {
		const side = (words: string, events: readonly EvidenceEvent[]) =>
			events.length > 0 && h('p', {}, words, ' ', this.links(events, events.length, false), '.');
		this.details.hidden = false;
		fill(
			this.details,
			h('p', {}, verdictText(pair)),
			side('The lower bound follows from', pair.minBy),
			side('The upper bound follows from', pair.maxBy),
			(pair.min === null || pair.max === null) &&
				h(
					'p',
					{ class: 'secondary' },
					`Bounded on one side only: nothing that ${visible(pair.min === null ? pair.to : pair.from)} sent or wrote reached ${visible(pair.min === null ? pair.from : pair.to)} with times on both ends.`,
				),
		);
	}

	private links(events: readonly EvidenceEvent[], most: number, inGrid: boolean): Content {
		const shown = events.slice(0, most);
		return [
			shown.map((event, index) => [
				index > 0 && (inGrid ? ', ' : ' → '),
				lineLink(this.context, event, inGrid),
				!inGrid && h('span', { class: 'secondary' }, ` (${event.op} at ${visible(event.replica)})`),
			]),
			events.length > shown.length && ` +${events.length - shown.length}`,
		];
	}
}

/** What proves that a clock is off; where none does, whatever bounds it. */
function evidenceOf({ min, minBy, maxBy }: SkewPair): EvidenceEvent[] {
	return (min !== null && min > 0) || maxBy.length === 0 ? minBy : maxBy;
}

function bound(ms: number | null): Content {
	return ms === null ? h('span', { class: 'secondary' }, 'one-sided') : signed(ms);
}

function verdict({ proven, min }: SkewPair): Content {
	if (!proven) return h('span', { class: 'secondary' }, 'may be equal');
	const ahead = (min ?? 0) > 0;
	return h(
		'span',
		{ class: ahead ? 'state open' : 'state' },
		ahead && icon('error'),
		h('span', {}, ahead ? 'ahead' : 'behind'),
	);
}

function verdictText({ from, to, min, max, proven }: SkewPair): string {
	const [clock, other] = [visible(to), visible(from)];
	if (min !== null && min > 0)
		return `The clock of ${clock} is ahead of that of ${other} by at least ${duration(min)}${max === null ? '' : `, at most ${duration(max)}`}: proven.`;
	if (max !== null && max < 0)
		return `The clock of ${clock} is behind that of ${other} by at least ${duration(-max)}${min === null ? '' : `, at most ${duration(-min)}`}: proven.`;
	return proven
		? ''
		: `The clock of ${clock} minus that of ${other}: ${intervalText({ min, max })}. It may be 0: nothing is proven.`;
}

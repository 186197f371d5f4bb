import type { ClockOverview } from '../../src/session/protocol.ts';
import { type Content, fill, h } from '../dom.ts';
import { icon } from '../icons.ts';
import { button } from '../ui.ts';
import { lineLink } from '../versionLinks.ts';
import type { Context, View } from '../view.ts';
import { number, plural, visible } from '../words.ts';
import { InversionsTable } from './inversions.ts';
import { PairsTable } from './pairs.ts';
import { ClockPictureView } from './picture.ts';
import { duration } from './words.ts';

const FAULTS = {
	order: 'not above what happened before',
	behind: 'behind the wall clock',
	drift: 'too far ahead of the wall clock',
} as const;

/** The tab "Clocks": whose clock is wrong, by how much, since when, and what follows from it. */
export class ClocksView implements View {
	readonly element: HTMLElement;
	private readonly story = h('section', {
		class: 'story',
		'aria-label': 'What the trace proves of its clocks',
	});
	private readonly content: HTMLElement;
	private readonly message = h('div', { class: 'grid-message' });
	private readonly impossible = h('section', { class: 'panel', 'aria-label': 'Impossible cycles' });
	private readonly other = h('section', { class: 'panel', 'aria-label': 'Other findings on clocks' });
	private readonly picture: ClockPictureView;
	private readonly pairs: PairsTable;
	private readonly inversions: InversionsTable;
	private shown: unknown = null;

	constructor(private readonly context: Context) {
		this.inversions = new InversionsTable(context);
		this.picture = new ClockPictureView(context, (id) => void this.inversions.choose(id));
		this.pairs = new PairsTable(context);
		this.content = h(
			'div',
			{ class: 'clocks-content', hidden: true },
			this.picture.element,
			this.inversions.element,
			this.pairs.element,
			this.impossible,
			this.other,
		);
		this.element = h('div', { class: 'view clocks' }, this.story, this.message, this.content);
	}

	show(): void {
		const { summary } = this.context;
		if (this.shown === summary) return;
		this.shown = summary;
		void this.load();
	}

	follow(): void {}

	private async load(): Promise<void> {
		const { shown, context } = this;
		if (this.content.hidden) fill(this.message, 'Looking at the clocks…');
		const answer = await context.host.query('clocks', {});
		if (this.shown !== shown) return;
		if ('err' in answer) {
			this.tellAbsent(answer.err);
			return;
		}
		const overview = answer.ok;
		if (overview.headline === null) {
			this.tellAbsent([
				h('p', {}, 'No event in this trace carries a time, so nothing can be said of its clocks.'),
				h(
					'p',
					{ class: 'secondary' },
					'What is missing is the field ',
					h('code', {}, 'ts'),
					': the wall clock of the replica, in milliseconds since 1970, on writes, sends and receives.',
				),
			]);
			fill(this.story, overview.convergence.length > 0 && sentences(overview.convergence));
			return;
		}
		this.message.hidden = true;
		this.content.hidden = false;
		this.tell(overview);
		const wanted = context.navigation.clocks.reference;
		const reference = overview.replicas.some(({ id }) => id === wanted) ? wanted : overview.reference;
		this.picture.element.hidden = reference === null;
		if (reference !== null) void this.picture.show(overview.replicas, reference);
		void this.inversions.reload(overview.inversions);
		void this.pairs.reload();
	}

	private tellAbsent(content: Content): void {
		this.content.hidden = true;
		this.message.hidden = false;
		fill(this.story);
		fill(this.message, content);
	}

	private tell(overview: ClockOverview): void {
		const { headline, facts, convergence } = overview;
		const certifiable = overview.inversions > 0 || overview.pairs > 0 || overview.backSteps.length > 0;
		fill(
			this.story,
			h('p', { class: 'headline' }, headline),
			facts.length > 0 && sentences(facts),
			certifiable &&
				h(
					'div',
					{ class: 'actions' },
					button({
						label: 'Save Certificates…',
						icon: 'save',
						onClick: () => this.context.host.post({ type: 'saveCertificates' }),
					}),
					h(
						'span',
						{ class: 'secondary' },
						'The few events that prove each claim; ',
						h('code', {}, 'replication-trace verify'),
						' checks them again.',
					),
				),
			convergence.length > 0 && [h('h2', {}, 'Convergence and sessions'), sentences(convergence)],
		);
		this.context.announce(headline ?? '');
		this.tellImpossible(overview);
		this.tellOther(overview);
	}

	private tellImpossible({ impossible }: ClockOverview): void {
		this.impossible.hidden = impossible.length === 0;
		fill(
			this.impossible,
			h('h2', {}, icon('error'), ` ${plural(impossible.length, 'impossible cycle')}`),
			h(
				'p',
				{ class: 'secondary' },
				'No constant offsets of the clocks fit these events: a clock was set, or the log is wrong.',
			),
			h(
				'ul',
				{},
				impossible.map(({ message, events }) =>
					h(
						'li',
						{},
						message,
						' ',
						events.map((event, index) => [
							index > 0 && ' → ',
							lineLink(this.context, event),
							h('span', { class: 'secondary' }, ` (${event.op} at ${visible(event.replica)})`),
						]),
					),
				),
			),
		);
	}

	/** Clocks that go back, hybrid clocks, ties: their numbers, and where they are. */
	private tellOther({ backSteps, hlc, hlcViolations, ties, firstTie }: ClockOverview): void {
		const { context } = this;
		const violations = hlc === null ? 0 : hlc.order + hlc.behind + hlc.drift;
		fill(
			this.other,
			h('h2', {}, 'Also'),
			h(
				'ul',
				{},
				backSteps.map(({ replica, ms, times, at, before }) =>
					h(
						'li',
						{},
						'The clock of ',
						h('span', { class: 'replica' }, visible(replica)),
						` goes back by ${duration(ms)}${times > 1 ? `, ${number(times)} times in all` : ''}: `,
						lineLink(context, before),
						' → ',
						lineLink(context, at),
					),
				),
				h(
					'li',
					{},
					hlc === null
						? 'No hybrid logical clocks are recorded.'
						: violations === 0
							? 'Hybrid logical clocks: all rise along happened-before.'
							: [
									`Hybrid logical clocks: ${plural(violations, 'violation')} (${Object.entries(FAULTS)
										.filter(([fault]) => hlc[fault as keyof typeof FAULTS] > 0)
										.map(([fault, words]) => `${number(hlc[fault as keyof typeof FAULTS])} ${words}`)
										.join(', ')}): `,
									hlcViolations.map(({ at }, index) => [index > 0 && ', ', lineLink(context, at)]),
									violations > hlcViolations.length && ', …',
								],
				),
				h(
					'li',
					{},
					ties === 0
						? 'No two concurrent versions of a key share a time.'
						: [
								`${plural(ties, 'tie')}: concurrent versions of a key with the same time, decided by the replica’s id; the first at `,
								firstTie && [lineLink(context, firstTie[0]), ' and ', lineLink(context, firstTie[1])],
							],
				),
			),
		);
	}
}

function sentences(texts: readonly string[]): HTMLElement {
	return h(
		'ul',
		{ class: 'sentences' },
		texts.map((text) => h('li', {}, text)),
	);
}

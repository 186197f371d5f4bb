import type { StrategyOverview } from '../../src/session/protocol.ts';
import { fill, h } from '../dom.ts';
import { icon } from '../icons.ts';
import type { AtCursor, Context, Target, View } from '../view.ts';
import { noVersionsText } from '../words.ts';
import { avoidance } from './avoidance.ts';
import { Ledger } from './ledger.ts';
import { strategyTable } from './table.ts';

/** The tab "Strategies": what each would have lost, which writes, and what avoiding the conflicts would cost. */
export class StrategiesView implements View {
	readonly element: HTMLElement;
	private readonly message = h('div', { class: 'grid-message' });
	private readonly answer = h('section', { class: 'story', 'aria-label': 'The answer' });
	private readonly figures = h('section', { class: 'panel', 'aria-label': 'Strategies' });
	private readonly avoid = h('div', { class: 'avoid' });
	private readonly ledger: Ledger;
	private shown: unknown = null;

	constructor(private readonly context: Context) {
		this.ledger = new Ledger(context);
		this.element = h(
			'div',
			{ class: 'view strategies' },
			this.message,
			this.answer,
			this.figures,
			this.ledger.element,
			this.avoid,
		);
	}

	show(): void {
		const { summary, navigation } = this.context;
		if (this.shown === summary) return;
		// Numbers of versions are void after an edit.
		if (this.shown !== null) navigation.strategies.version = null;
		this.shown = summary;
		void this.load();
	}

	aim({ key }: Target): void {
		if (key === undefined) return;
		this.context.navigation.strategies.filter = key;
		this.context.navigation.strategies.fate = 'all';
		if (this.shown !== null) this.ledger.narrowTo(key);
	}

	follow({ version }: AtCursor): void {
		if (version !== null) void this.ledger.select(version);
	}

	private async load(): Promise<void> {
		const { shown } = this;
		const first = this.figures.childElementCount === 0;
		if (first) this.say('Replaying the strategies…');
		const answer = await this.context.host.query('strategies', {});
		if (this.shown !== shown) return;
		if ('err' in answer) this.say(answer.err);
		else if (this.context.summary?.versions === 0) this.say(noVersionsText(this.context.summary));
		else this.tell(answer.ok);
	}

	/** Stands in the place of all else. */
	private say(text: string): void {
		fill(this.message, text);
		this.message.hidden = false;
		for (const part of [this.answer, this.figures, this.ledger.element, this.avoid]) part.hidden = true;
	}

	private tell(overview: StrategyOverview): void {
		this.message.hidden = true;
		for (const part of [this.answer, this.figures, this.ledger.element, this.avoid]) part.hidden = false;
		fill(
			this.answer,
			overview.answer.length > 0
				? h('p', { class: 'headline' }, overview.answer.join(' '))
				: h('p', { class: 'good' }, icon('resolved'), ' No conflicts: every strategy ends with the same.'),
		);
		const [limit, ...notes] = overview.notes;
		fill(
			this.figures,
			h('h2', {}, 'What each strategy would have cost'),
			limit !== undefined && h('p', { class: 'limit' }, icon('info'), ` ${limit}`),
			strategyTable(overview),
			h(
				'ul',
				{ class: 'sentences' },
				overview.followed.map((text) => h('li', { class: 'followed' }, text)),
				notes.map((text) => h('li', { class: 'secondary' }, text)),
			),
		);
		fill(this.avoid, avoidance(this.context, overview));
		void this.ledger.show(overview);
		this.context.announce(overview.answer[0] ?? 'No conflicts');
	}
}

import type { KeyEnd, LedgerRow, StrategyOverview } from '../../src/session/protocol.ts';
import { type Content, fill, h } from '../dom.ts';
import { button } from '../ui.ts';
import { lineLink, versionContent } from '../versionLinks.ts';
import type { Context } from '../view.ts';
import { number, visible } from '../words.ts';
import { fateContent, fateText } from './words.ts';

/** One write of the ledger: what every strategy makes of it and why, and what its key ends as. */
export class LedgerDetails {
	readonly element = h('section', {
		class: 'details ledger-details',
		'aria-label': 'Selected write',
		hidden: true,
	});
	private asked = 0;

	constructor(private readonly context: Context) {}

	async show(row: LedgerRow | null, { titles }: StrategyOverview): Promise<void> {
		const asked = ++this.asked;
		this.element.hidden = row === null;
		if (!row) return;
		const answer = await this.context.host.query('keyEnds', { key: row.version.key });
		if (asked !== this.asked) return;
		const ends = 'ok' in answer ? answer.ok : [];
		const { version } = row;
		fill(
			this.element,
			h(
				'div',
				{ class: 'details-head' },
				h('h2', {}, versionContent(version), ' of ', h('span', { class: 'key-name' }, visible(version.key))),
				h(
					'div',
					{ class: 'actions' },
					button({
						label: "Show Key's History",
						onClick: () => this.context.show({ tab: 'keys', key: version.key }),
					}),
					version.conflict !== null &&
						button({
							label: 'Show Sequence',
							onClick: () => this.context.show({ tab: 'sequence', conflict: version.conflict! }),
						}),
				),
			),
			h(
				'p',
				{},
				lineLink(this.context, version),
				version.client !== null && `, by ${visible(version.client)}`,
				'. ',
				fieldsText(row),
			),
			this.table(row, ends, titles),
		);
	}

	private table(
		{ fates }: LedgerRow,
		ends: readonly KeyEnd[],
		titles: StrategyOverview['titles'],
	): HTMLElement {
		return h(
			'table',
			{ class: 'version-list fates-table' },
			h('caption', { class: 'visually-hidden' }, 'What each strategy makes of this write'),
			h(
				'thead',
				{},
				h(
					'tr',
					{},
					['Strategy', 'Fate', 'Why', 'The key ends as'].map((title) => h('th', { scope: 'col' }, title)),
				),
			),
			h(
				'tbody',
				{},
				fates.map(({ strategy, fate, reason, winner }) =>
					h(
						'tr',
						{},
						h('th', { scope: 'row' }, titles[strategy]),
						h('td', { title: fateText(fate) }, fateContent(fate)),
						h('td', { class: 'why' }, visible(reason), winner && [' · ', lineLink(this.context, winner)]),
						h('td', { class: 'value' }, endContent(ends.find((end) => end.strategy === strategy))),
					),
				),
			),
		);
	}
}

function endContent(end: KeyEnd | undefined): Content {
	if (!end) return '';
	if (end.kind === 'undecided') return 'not decided';
	if (end.kind === 'unread') return 'not read';
	const values = end.values.map((value) => (value === null ? 'deleted' : visible(value)));
	return [
		values.slice(0, 3).join(' | '),
		values.length > 3 && ` and ${number(values.length - 3)} more`,
		end.note !== null && h('span', { class: 'secondary' }, ` (${visible(end.note)})`),
	];
}

/** Which fields the write changed, and whether others changed them too. */
function fieldsText({ fields, disjoint }: LedgerRow): string {
	if (fields === null) return '';
	if (fields.length === 0) return 'It changed no field.';
	const named = fields.slice(0, 6).map(visible).join(', ');
	return `It changed ${named}${fields.length > 6 ? ', …' : ''}; ${disjoint ? 'no concurrent write touched these' : 'a concurrent write touched one of them too'}.`;
}

import type { StrategyOverview } from '../../src/session/protocol.ts';
import { h } from '../dom.ts';
import { number } from '../words.ts';
import { COLUMNS } from './words.ts';

/** What every strategy would have cost, a row each. */
export function strategyTable({ strategies }: StrategyOverview): HTMLElement {
	// A register that keeps the last write is last-write-wins, which has a row already.
	const rows = strategies.filter(({ name }) => name !== 'lww-register');
	return h(
		'div',
		{ class: 'table-frame', tabindex: 0, role: 'group', 'aria-label': 'Strategies compared' },
		h(
			'table',
			{ class: 'figures-table' },
			h('caption', { class: 'visually-hidden' }, 'What each strategy would have cost'),
			h(
				'thead',
				{},
				h(
					'tr',
					{},
					h('th', { scope: 'col' }, 'Strategy'),
					COLUMNS.map(({ title, hint }) => h('th', { scope: 'col', title: hint }, title)),
				),
			),
			h(
				'tbody',
				{},
				rows.map((row) =>
					h(
						'tr',
						{ 'data-strategy': row.name },
						h('th', { scope: 'row', title: row.rule }, row.title),
						COLUMNS.map(({ of, isLoss }) => {
							const value = of(row);
							return h('td', { class: value === 0 ? 'zero' : isLoss ? 'loss' : null }, number(value));
						}),
					),
				),
			),
		),
	);
}

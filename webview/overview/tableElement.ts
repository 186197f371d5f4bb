import { type Content, h } from '../dom.ts';

/** A table with a caption; nothing where it has no rows. The first cell of a row is what it is about. */
export function table(caption: string, head: readonly string[], rows: readonly Content[][]): Content {
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

import type { ConflictRow } from '../../src/session/protocol.ts';
import { type Content, h } from '../dom.ts';
import type { Column } from '../grid/column.ts';
import { icon } from '../icons.ts';
import { lineLink, versionContent } from '../versionLinks.ts';
import type { Context } from '../view.ts';
import { certaintyText, number, versionText, visible } from '../words.ts';

/** Versions named in a cell; the others are counted. */
const NAMED = 4;

/** Open or resolved, told by icon and word, never by colour alone. */
export function stateContent({ resolved }: ConflictRow): Content {
	return h(
		'span',
		{ class: resolved ? 'state resolved' : 'state open' },
		icon(resolved ? 'resolved' : 'error'),
		h('span', {}, resolved ? 'Resolved' : 'Open'),
	);
}

/** The columns of the table of conflicts. */
export function conflictColumns(context: Context): Column<ConflictRow>[] {
	return [
		{ id: 'state', title: 'State', sortable: true, cell: stateContent },
		{
			id: 'key',
			title: 'Key',
			sortable: true,
			cell: ({ key }) => visible(key) || h('span', { class: 'secondary' }, '(empty)'),
			tooltip: ({ key }) => visible(key),
		},
		{
			id: 'versions',
			title: 'Versions',
			hint: 'Who wrote what without having seen the other',
			sortable: true,
			cell: ({ versions, versionCount }) => [
				versions
					.slice(0, NAMED)
					.flatMap((version, index) => [
						index > 0 && h('span', { class: 'orthogonal', title: 'concurrent with' }, ' ⟂ '),
						versionContent(version),
					]),
				versionCount > NAMED && ` and ${number(versionCount - NAMED)} more`,
			],
			tooltip: ({ versions }) => versions.map(versionText).join(' ⟂ '),
		},
		{
			id: 'pairs',
			title: 'Pairs',
			hint: 'How many pairs of its versions are concurrent',
			sortable: true,
			cell: ({ pairs }) => number(pairs),
		},
		{
			id: 'detected',
			title: 'Detected',
			hint: 'Where one replica first held two of its versions',
			sortable: true,
			cell: ({ detected }) =>
				detected
					? [
							lineLink(context, detected, true),
							' ',
							h('span', { class: 'replica' }, visible(detected.replica)),
						]
					: h('span', { class: 'secondary' }, 'never'),
		},
		{
			id: 'resolution',
			title: 'Resolved by',
			cell: ({ resolvedBy, resolverCount }) =>
				resolvedBy.length > 0
					? [
							lineLink(context, resolvedBy[0]!, true),
							' ',
							versionContent(resolvedBy[0]!),
							resolverCount > 1 && ` and ${number(resolverCount - 1)} more`,
						]
					: h('span', { class: 'secondary' }, '–'),
			tooltip: ({ resolvedBy }) => resolvedBy.map(versionText).join(', '),
		},
		{
			id: 'certainty',
			title: 'Certainty',
			sortable: true,
			cell: ({ certainty }) => certainty,
			tooltip: ({ certainty }) => certaintyText(certainty, context.summary?.causality),
		},
	];
}

import type { VersionRow } from '../../src/session/protocol.ts';
import { type Content, h } from '../dom.ts';
import { lineLink } from '../versionLinks.ts';
import type { Context } from '../view.ts';
import { timeText, valueText, vectorText, visible } from '../words.ts';

interface Fact {
	title: string;
	class?: string;
	/** null: the trace does not tell. */
	of(version: VersionRow): Content;
}

/** A plain table of a conflict's versions. Facts that the trace tells of none of them have no column. */
export function versionList(context: Context, caption: string, versions: readonly VersionRow[]): HTMLElement {
	const facts: Fact[] = [
		// First: a narrow page cuts off what stands last.
		{ title: 'Line', of: (version) => lineLink(context, version) },
		{ title: 'Client', of: ({ client }) => client !== null && visible(client) },
		{ title: 'Value', class: 'value', of: valueText },
		{ title: 'Version', class: 'value', of: ({ native }) => native !== null && visible(native) },
		{ title: 'Vector', class: 'value', of: ({ vector }) => vector.length > 0 && vectorText(vector) },
		{ title: 'Replica’s clock (UTC)', of: ({ ts }) => ts !== null && timeText(ts) },
	];
	const told = facts.filter((fact) => versions.some((version) => fact.of(version)));
	return h(
		'table',
		{ class: 'version-list' },
		h('caption', { class: 'visually-hidden' }, caption),
		h(
			'thead',
			{},
			h(
				'tr',
				{},
				['Replica', ...told.map(({ title }) => title)].map((title) => h('th', { scope: 'col' }, title)),
			),
		),
		h(
			'tbody',
			{},
			versions.map((version) =>
				h(
					'tr',
					{},
					h('th', { scope: 'row', class: 'replica' }, visible(version.replica)),
					told.map((fact) => h('td', { class: fact.class }, fact.of(version))),
				),
			),
		),
	);
}

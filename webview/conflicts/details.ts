import type { ConflictRow, VersionRow } from '../../src/session/protocol.ts';
import { type Content, fill, h } from '../dom.ts';
import { button } from '../ui.ts';
import { lineLink } from '../versionLinks.ts';
import type { Context } from '../view.ts';
import {
	certaintyText,
	number,
	plural,
	relationText,
	timeText,
	valueText,
	vectorText,
	visible,
} from '../words.ts';
import { stateContent } from './columns.ts';

/** What is known of the selected conflict, with a link to every line that has to do with it. */
export class ConflictDetails {
	readonly element = h('section', { class: 'details', 'aria-label': 'Selected conflict', hidden: true });

	/** The number of the conflict that is shown. */
	conflict: number | null = null;

	constructor(private readonly context: Context) {}

	show(conflict: ConflictRow | null): void {
		this.conflict = conflict?.id ?? null;
		this.element.hidden = conflict === null;
		if (!conflict) return;
		const { context } = this;
		fill(
			this.element,
			h(
				'div',
				{ class: 'details-head' },
				h('h2', {}, stateContent(conflict), ' ', h('span', { class: 'key-name' }, visible(conflict.key))),
				h(
					'div',
					{ class: 'actions' },
					button({
						label: 'Show Sequence',
						primary: true,
						onClick: () => context.show({ tab: 'sequence', conflict: conflict.id }),
					}),
					button({
						label: "Show Key's History",
						onClick: () => context.show({ tab: 'keys', key: conflict.key }),
					}),
				),
			),
			h('p', {}, this.reason(conflict)),
			this.versions(conflict),
			h('p', {}, this.detected(conflict)),
			h('p', {}, this.resolution(conflict)),
			h('p', { class: 'secondary' }, certaintyText(conflict.certainty, context.summary?.causality)),
		);
	}

	private reason({ versions, versionCount, pairs }: ConflictRow): Content {
		const [first, second] = versions;
		if (versionCount === 2 && first && second) {
			const { verdict, reason } = relationText(first, second, 'concurrent');
			return [h('strong', {}, verdict), `. ${reason}`];
		}
		return `${plural(versionCount, 'version')}, of which ${plural(pairs, 'pair')} ${pairs === 1 ? 'is' : 'are'} concurrent: their writers had not seen each other's versions.`;
	}

	private versions({ versions, versionCount, key }: ConflictRow): Content {
		return [
			h(
				'table',
				{ class: 'versions' },
				h('caption', { class: 'visually-hidden' }, `Versions of ${visible(key)} in this conflict`),
				h(
					'thead',
					{},
					h(
						'tr',
						{},
						['Replica', 'Client', 'Value', 'Vector', 'Replica’s clock (UTC)', 'Line'].map((title) =>
							h('th', { scope: 'col' }, title),
						),
					),
				),
				h(
					'tbody',
					{},
					versions.map((version) => this.versionRow(version)),
				),
			),
			versionCount > versions.length &&
				h('p', { class: 'secondary' }, `and ${number(versionCount - versions.length)} more`),
		];
	}

	private versionRow(version: VersionRow): HTMLElement {
		return h(
			'tr',
			{},
			h('th', { scope: 'row', class: 'replica' }, visible(version.replica)),
			h('td', {}, version.client === null ? '' : visible(version.client)),
			h('td', { class: 'value' }, valueText(version)),
			h('td', { class: 'value' }, vectorText(version.vector)),
			h('td', {}, version.ts === null ? '' : timeText(version.ts)),
			h('td', {}, lineLink(this.context, version)),
		);
	}

	private detected({ detected }: ConflictRow): Content {
		return detected
			? [
					'Detected at ',
					h('span', { class: 'replica' }, visible(detected.replica)),
					', ',
					lineLink(this.context, detected),
					': from then on it held two of these versions.',
				]
			: 'Not detected: the trace shows no replica that held two of these versions at once.';
	}

	private resolution({ resolvedBy, resolverCount }: ConflictRow): Content {
		if (resolvedBy.length === 0)
			return 'Still open: no later version of the key has seen all of these versions.';
		return [
			'Resolved by ',
			resolvedBy.map((version, index) => [
				index > 0 && ', ',
				`${visible(version.replica)} ${valueText(version)} `,
				lineLink(this.context, version),
			]),
			resolverCount > resolvedBy.length && ` and ${number(resolverCount - resolvedBy.length)} more`,
			resolverCount > 1 && ', which did so at the same time',
			'.',
		];
	}
}

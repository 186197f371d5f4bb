import type { ConflictRow, VersionRow } from '../../src/session/protocol.ts';
import { type Content, fill, h } from '../dom.ts';
import { button } from '../ui.ts';
import { lineLink, versionContent } from '../versionLinks.ts';
import type { Context } from '../view.ts';
import { certaintyText, number, plural, relationText, valueText, visible } from '../words.ts';
import { stateContent } from './columns.ts';
import { versionList } from './versionList.ts';

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
			versionList(this.context, `Versions of ${visible(conflict.key)} in this conflict`, conflict.versions),
			conflict.versionCount > conflict.versions.length &&
				h(
					'p',
					{ class: 'secondary' },
					`and ${number(conflict.versionCount - conflict.versions.length)} more`,
				),
			h('p', {}, this.detected(conflict)),
			h('p', {}, this.resolution(conflict)),
			conflict.winner && h('p', {}, this.kept(conflict.winner)),
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

	private kept(winner: VersionRow): Content {
		return ['The system itself kept ', versionContent(winner), ', ', lineLink(this.context, winner), '.'];
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

import type { VersionRow } from '../../src/session/protocol.ts';
import { type Content, fill, h } from '../dom.ts';
import { button } from '../ui.ts';
import { lineLink, versionContent } from '../versionLinks.ts';
import type { Context } from '../view.ts';
import { relationText } from '../words.ts';

/** Two versions compared in words: the selected one with the pinned one, or with the one before it in the table. */
export class Comparison {
	readonly element = h('div', { class: 'comparison', role: 'status', hidden: true });
	private asked = 0;

	constructor(
		private readonly context: Context,
		private readonly changed: () => void,
	) {}

	async show(): Promise<void> {
		const { key, version, compareWith } = this.context.navigation.keys;
		const asked = ++this.asked;
		if (key === null || version === null) {
			this.element.hidden = true;
			return;
		}
		const selected = await this.find(key, version);
		const other =
			compareWith === null
				? selected && selected.index > 0 && (await this.at(key, selected.index - 1))
				: (await this.find(key, compareWith))?.row;
		const relation = selected && other && (await this.find(key, version, other.id))?.relation;
		if (asked !== this.asked) return;
		this.element.hidden = !selected;
		if (!selected) return;
		const pinned = compareWith !== null;
		fill(
			this.element,
			relation && other
				? this.words(selected.row, other, relation, pinned)
				: [this.named(selected.row), ' is the first version of its key.'],
			h(
				'div',
				{ class: 'actions' },
				version !== compareWith &&
					button({ label: 'Compare Others With This', onClick: () => this.pin(version) }),
				pinned && button({ label: 'Stop Comparing', onClick: () => this.pin(null) }),
			),
		);
	}

	private words(
		selected: VersionRow,
		other: VersionRow,
		relation: Parameters<typeof relationText>[2],
		pinned: boolean,
	): Content {
		const { verdict, reason } = relationText(selected, other, relation);
		return [
			h(
				'p',
				{},
				this.named(selected),
				h('span', { class: 'secondary' }, pinned ? ' with ' : ' with the one above it, '),
				this.named(other),
			),
			h('p', {}, h('strong', { class: `relation ${relation}` }, verdict), `. ${reason}`),
		];
	}

	private named(version: VersionRow): Content {
		return [versionContent(version), ' (', lineLink(this.context, version), ')'];
	}

	private pin(version: number | null): void {
		this.context.navigation.keys.compareWith = version;
		this.context.navigated();
		this.changed();
	}

	private async find(key: string, version: number, compareWith?: number) {
		const answer = await this.context.host.query('keyHistory', {
			key,
			from: 0,
			count: 1,
			around: version,
			...(compareWith === undefined ? {} : { compareWith }),
		});
		if ('err' in answer) return null;
		const at = answer.ok.rows.findIndex(({ id }) => id === version);
		const row = answer.ok.rows[at];
		return row ? { row, index: answer.ok.from + at, relation: answer.ok.relations?.[at] } : null;
	}

	private async at(key: string, index: number): Promise<VersionRow | undefined> {
		const answer = await this.context.host.query('keyHistory', { key, from: index, count: 1 });
		return 'ok' in answer ? answer.ok.rows[0] : undefined;
	}
}

import type { Place, Relation, Result, Rows, VersionRow } from '../../src/session/protocol.ts';
import { type Content, fill, h } from '../dom.ts';
import type { Column } from '../grid/column.ts';
import { Grid } from '../grid/grid.ts';
import { lineLink } from '../versionLinks.ts';
import type { Context } from '../view.ts';
import { valueText, vectorDifference, vectorText, visible } from '../words.ts';

/** A version with what its vector is compared with: the pinned version, or the one before it. */
interface Row {
	version: VersionRow;
	baseline: VersionRow | null;
	relation: Relation | null;
}

const RELATION: Record<Relation, Content> = {
	same: '= pinned',
	before: '← before',
	after: '→ after',
	concurrent: '⟂ concurrent',
};

/** The versions of a key: one column a replica, in each cell what the version's writer had seen of that replica. */
export class VersionTable {
	readonly element = h('div', { class: 'version-table' });
	private grid: Grid<Row> | null = null;
	/** Key and replicas of the grid's columns. */
	private layout = '';
	private pinned: VersionRow | null = null;
	private key = '';

	constructor(
		private readonly context: Context,
		private readonly choose: (version: number, place: Place) => void,
		private readonly onTotal: (total: number) => void,
	) {}

	forget(): void {
		this.layout = '';
	}

	/** Shows the key and version of the navigation. */
	async show(): Promise<void> {
		const { key, version, compareWith } = this.context.navigation.keys;
		if (key === null) return;
		const layout = JSON.stringify([key, compareWith]);
		if (layout === this.layout) {
			await this.grid?.select(version);
			return;
		}
		this.layout = layout;
		this.key = key;
		const answer = await this.context.host.query('keyHistory', {
			key,
			from: 0,
			count: 1,
			...(compareWith === null ? {} : { around: compareWith }),
		});
		if (this.layout !== layout) return;
		if ('err' in answer) {
			fill(this.element, h('p', { class: 'grid-message' }, answer.err));
			return;
		}
		this.pinned = answer.ok.rows.find(({ id }) => id === compareWith) ?? null;
		this.grid = this.newGrid(answer.ok.replicas);
		fill(this.element, this.legend(), this.grid.element);
		await this.grid.reload(version);
	}

	private newGrid(replicas: readonly string[]): Grid<Row> {
		const grid = new Grid<Row>({
			label: 'Versions',
			columns: this.columns(replicas),
			fetch: (from, count, around) => this.fetch(from, count, around),
			idOf: ({ version }) => version.id,
			classOf: ({ version, relation }) =>
				[
					version.conflict === null ? '' : 'in-conflict',
					relation ?? '',
					version.excluded ? 'excluded' : '',
				].join(' '),
			onSelect: ({ version }) => this.choose(version.id, version),
			onActivate: ({ version }) => this.context.reveal(version, false),
			empty: () => 'No versions.',
			onTotal: this.onTotal,
		});
		grid.element.style.setProperty('--replica-count', String(replicas.length));
		return grid;
	}

	private columns(replicas: readonly string[]): Column<Row>[] {
		return [
			{ id: 'line', title: 'Line', cell: ({ version }) => lineLink(this.context, version, true) },
			{
				id: 'writer',
				title: 'Writer',
				cell: ({ version }) => h('span', { class: 'replica' }, visible(version.replica)),
				tooltip: ({ version }) =>
					version.client === null
						? visible(version.replica)
						: `${visible(version.replica)}, for ${visible(version.client)}`,
			},
			{
				id: 'value',
				title: 'Value',
				cell: ({ version }) => h('span', { class: `value op-${version.op}` }, valueText(version)),
				tooltip: ({ version }) => `${valueText(version)}\n${vectorText(version.vector)}`,
			},
			...(this.pinned
				? [
						{
							id: 'relation',
							title: 'To pinned',
							cell: ({ relation }: Row) =>
								relation && h('span', { class: `relation ${relation}` }, RELATION[relation]),
						},
					]
				: []),
			{
				id: 'conflict',
				title: 'Conflict',
				cell: ({ version }) =>
					version.excluded
						? h('span', { class: 'secondary', title: 'Its vector is absent or unsound' }, 'left out')
						: version.conflict === null
							? ''
							: `#${version.conflict + 1}`,
			},
			...replicas.map((replica) => ({
				id: 'counter',
				title: visible(replica),
				hint: `What the writer had seen of ${visible(replica)}`,
				cell: (row: Row) => counterContent(row, replica),
			})),
		];
	}

	/** Rows come with the one before them, so that each page's first row can be compared too. */
	private async fetch(from: number, count: number, around?: number | string): Promise<Result<Rows<Row>>> {
		const extra = around === undefined && from > 0 ? 1 : 0;
		const answer = await this.context.host.query('keyHistory', {
			key: this.key,
			from: from - extra,
			count: count + extra,
			...(typeof around === 'number' ? { around } : {}),
			...(this.pinned ? { compareWith: this.pinned.id } : {}),
		});
		if ('err' in answer) return answer;
		const { rows, relations, total, from: start } = answer.ok;
		const paired = rows.map((version, index) => ({
			version,
			baseline: this.pinned ?? rows[index - 1] ?? null,
			relation: relations?.[index] ?? null,
		}));
		return { ok: { total, from: start + extra, rows: paired.slice(extra) } };
	}

	private legend(): HTMLElement {
		const to = this.pinned ? 'than in the pinned version' : 'than in the row above';
		return h(
			'p',
			{ class: 'legend secondary' },
			h('span', { class: 'more' }, '▲'),
			` more ${to}, `,
			h('span', { class: 'less' }, '▼'),
			` less ${to}, `,
			h('span', { class: 'dot-sample' }, '1'),
			' the version itself (its dot)',
		);
	}
}

/** One entry of a vector; what differs from the baseline is told by a sign as well as by colour. */
function counterContent({ version, baseline }: Row, replica: string): Content {
	const counter = entry(version, replica);
	const before = baseline ? entry(baseline, replica) : counter;
	const { more, less } = vectorDifference([[replica, counter]], [[replica, before]]);
	const sign = more.length > 0 ? '▲' : less.length > 0 ? '▼' : '';
	const classes = [
		'entry',
		counter === 0 ? 'zero' : '',
		more.length > 0 ? 'more' : '',
		less.length > 0 ? 'less' : '',
		version.replica === replica ? 'dot' : '',
	];
	return h(
		'span',
		{ class: classes.filter(Boolean).join(' '), title: sign !== '' && `${before} before, ${counter} here` },
		String(counter),
		sign && h('span', { class: 'entry-sign' }, sign),
	);
}

function entry({ vector }: VersionRow, replica: string): number {
	return vector.find(([name]) => name === replica)?.[1] ?? 0;
}

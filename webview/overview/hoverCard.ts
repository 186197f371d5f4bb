import { type Content, debounce, fill, h } from '../dom.ts';
import type { Context } from '../view.ts';
import { number, visible } from '../words.ts';
import type { OverviewData } from './data.ts';
import type { Hit } from './hit.ts';
import { conflictContent, countsText, eventContent, partitionText, stretchText } from './texts.ts';

/** Until the worker is asked for exact figures, in ms: not for every pixel that the pointer crosses. */
const PATIENCE = 60;
/** Pixels between the pointer and the card. */
const OFFSET = 14;

/** The card at the pointer: what is under it. */
export class HoverCard {
	readonly element = h('div', { class: 'overview-card', role: 'tooltip', hidden: true });
	private told = '';
	private readonly askSoon = debounce(PATIENCE, (hit: Hit, key: string) => void this.ask(hit, key));

	constructor(
		private readonly context: Context,
		private readonly data: OverviewData,
		private readonly names: () => string[],
	) {}

	hide(): void {
		this.told = '';
		this.element.hidden = true;
	}

	/** Shows what is hit next to a point of the picture. */
	show(hit: Hit, x: number, y: number): void {
		const key = JSON.stringify(hit);
		if (key !== this.told) {
			this.told = key;
			fill(this.element, this.atOnce(hit));
			this.askSoon(hit, key);
		}
		this.element.hidden = false;
		const { clientWidth, clientHeight } = this.element.parentElement!;
		const { offsetWidth, offsetHeight } = this.element;
		const left = x + OFFSET + offsetWidth > clientWidth ? Math.max(0, x - OFFSET - offsetWidth) : x + OFFSET;
		const top =
			y + OFFSET + offsetHeight > clientHeight ? Math.max(0, y - OFFSET - offsetHeight) : y + OFFSET;
		this.element.style.transform = `translate(${left}px, ${top}px)`;
	}

	/** What can be told without asking. */
	private atOnce(hit: Hit): Content {
		const info = this.data.info!;
		switch (hit.kind) {
			case 'conflict':
				return 'Conflict';
			case 'conflicts':
				return this.heading('Conflicts', hit);
			case 'message': {
				const { from, to, sendLine, receiveLine } = this.data.details!.messages!;
				const i = hit.message;
				const name = (lane: number) => visible(info.lanes[lane]?.name ?? '?');
				return [
					h('strong', {}, `${name(from[i]!)} → ${name(to[i]!)}`),
					sendLine[i] === receiveLine[i]
						? h('div', {}, `a sync on line ${number(sendLine[i]!)}`)
						: h(
								'div',
								{},
								`sent on line ${number(sendLine[i]!)}, received on line ${number(receiveLine[i]!)}`,
							),
				];
			}
			case 'lane':
				return [this.heading(visible(info.lanes[hit.lane]!.name), hit), this.partitions(hit)];
		}
	}

	private heading(title: string, { from, to }: { from: number; to: number }): Content {
		return [h('strong', {}, title), ` · ${stretchText(this.data.info!, from, to, this.names())}`];
	}

	private partitions(hit: Extract<Hit, { kind: 'lane' }>): Content {
		return hit.partitions
			.slice(0, 3)
			.map((partition) =>
				h('div', { class: 'secondary' }, partitionText(this.data.info!, partition, this.names())),
			);
	}

	/** Exact figures, from the worker. */
	private async ask(hit: Hit, key: string): Promise<void> {
		if (this.told !== key) return;
		const { host } = this.context;
		const put = (content: Content) => {
			if (this.told === key && !this.element.hidden) fill(this.element, content);
		};
		if (hit.kind === 'conflict') {
			const answer = await host.query('conflict', { id: hit.conflict });
			if ('ok' in answer) put(conflictContent(answer.ok));
		} else if (hit.kind === 'lane') {
			const { from, to, lane } = hit;
			const answer = await host.query('overviewRange', { ...this.data.scope, from, to, lane });
			if ('err' in answer) return;
			const { counts, first } = answer.ok;
			const single = counts.reduce((a, b) => a + b) === 1 && first;
			put([
				this.heading(visible(this.data.info!.lanes[lane]?.name ?? ''), hit),
				h('div', {}, single ? eventContent(first) : countsText(counts)),
				this.partitions(hit),
			]);
		} else if (hit.kind === 'conflicts') {
			const { from, to } = hit;
			const params = { from, width: to - from, bins: 1, firstLane: 0, lanes: 0, together: true };
			const answer = await host.query('overviewTile', { ...this.data.scope, ...params });
			if ('err' in answer) return;
			const [openedOpen, openedResolved, open, unresolved] = Array.from(answer.ok.conflicts);
			put([
				this.heading('Conflicts', hit),
				h(
					'div',
					{},
					`${number(openedOpen! + openedResolved!)} begin here; ${number(openedOpen!)} of them stay open`,
				),
				h(
					'div',
					{},
					`${number(open! + unresolved!)} exist here; ${number(unresolved!)} of them are resolved later`,
				),
			]);
		}
	}
}

import type { ClockLane, ClockPicture } from '../../src/session/protocol.ts';
import { type Content, fill, h } from '../dom.ts';
import { dropdown, link } from '../ui.ts';
import { lineLink } from '../versionLinks.ts';
import type { Context } from '../view.ts';
import { number, placeText, plural, visible } from '../words.ts';
import { drawPicture } from './pictureDrawing.ts';
import { layoutPicture, PICTURE, type PictureLayout } from './pictureLayout.ts';
import { duration, intervalText } from './words.ts';

/** The clocks over time, against that of a replica that the user chooses. */
export class ClockPictureView {
	readonly element = h('figure', { class: 'clocks-figure', 'aria-label': 'Clocks over time' });
	private readonly caption = h('figcaption', { class: 'graph-caption' });
	private readonly names = h('div', { class: 'clock-names', 'aria-hidden': true });
	private readonly frame = h('div', { class: 'clock-frame', tabindex: 0, role: 'group' });
	private readonly readout = h('div', { class: 'readout', role: 'status' });
	private readonly changes = h('ul', { class: 'clock-changes' });
	private picture: ClockPicture | null = null;
	private layout: PictureLayout | null = null;
	/** Where the user is looking. */
	private at = { lane: 0, column: 0 };
	private asked = 0;

	constructor(
		private readonly context: Context,
		private readonly chooseInversion: (id: number) => void,
	) {
		fill(
			this.element,
			this.caption,
			h('div', { class: 'clock-body' }, this.names, this.frame),
			this.readout,
			this.changes,
		);
		this.frame.addEventListener('click', (event) => this.onClick(event));
		this.frame.addEventListener('keydown', (event) => this.onKey(event));
		new ResizeObserver(() => this.draw()).observe(this.frame);
	}

	/** Shows the picture against a reference. */
	async show(replicas: readonly { id: string; name: string }[], reference: string): Promise<void> {
		const asked = ++this.asked;
		const answer = await this.context.host.query('clockPicture', { reference });
		if (asked !== this.asked) return;
		if ('err' in answer) {
			fill(this.readout, answer.err);
			return;
		}
		this.picture = answer.ok;
		this.at = { lane: Math.min(1, answer.ok.lanes.length - 1), column: 0 };
		fill(this.caption, this.legend(replicas, reference));
		fill(
			this.names,
			answer.ok.lanes.map(({ replica, name }) =>
				h('span', { class: 'replica', title: visible(replica) }, visible(name)),
			),
		);
		fill(
			this.changes,
			answer.ok.changes.map(({ words, first, last }) =>
				h('li', {}, words, ' ', lineLink(this.context, first), ' … ', lineLink(this.context, last)),
			),
			answer.ok.changesLeftOut > 0 && h('li', {}, `and ${plural(answer.ok.changesLeftOut, 'more change')}`),
		);
		this.changes.hidden = answer.ok.changes.length === 0;
		this.frame.setAttribute(
			'aria-label',
			`Clocks of ${plural(answer.ok.lanes.length, 'replica')} against ${visible(reference)}. Move with the arrow keys, go to the lines with Enter.`,
		);
		fill(
			this.readout,
			'Click into the picture, or move in it with the arrow keys, to read it; Enter goes to the lines.',
		);
		this.draw();
	}

	private legend(replicas: readonly { id: string; name: string }[], reference: string): Content {
		const left = this.picture?.lanesLeftOut ?? 0;
		const goesBack = this.picture?.lanes.some(({ backStep }) => backStep !== null) ?? false;
		return [
			h(
				'span',
				{ class: 'reference' },
				'Milliseconds ahead of ',
				dropdown({
					label: 'Reference replica',
					options: replicas.map(({ id, name }) => [id, visible(name)] as const),
					value: reference,
					onChange: (id) => {
						this.context.navigation.clocks.reference = id;
						this.context.navigated();
						void this.show(replicas, id);
					},
				}),
			),
			h(
				'span',
				{ class: 'legend secondary' },
				h('span', {}, h('span', { class: 'swatch whole' }), ' proven by all events while no clock moves'),
				h('span', {}, h('span', { class: 'swatch near' }), ' by those nearby alone'),
				h('span', {}, h('span', { class: 'swatch beaten' }), ' write that an older one beats'),
				goesBack && h('span', {}, h('span', { class: 'mark' }, '↶'), ' clock goes back'),
			),
			left > 0 && h('span', { class: 'secondary' }, `${plural(left, 'more replica')} not drawn`),
		];
	}

	private draw(): void {
		const { picture } = this;
		const width = this.frame.clientWidth;
		if (!picture || width === 0) return;
		this.layout = layoutPicture(picture, width);
		const drawing = drawPicture(picture, this.layout);
		drawing.setAttribute(
			'aria-label',
			`Offsets against ${visible(picture.reference)} over ${plural(picture.columns.length, 'stretch', 'stretches')} of the trace`,
		);
		this.layout.lanes.forEach(({ top }, index) => {
			(this.names.children[index] as HTMLElement).style.top = `${top + PICTURE.lane / 2}px`;
		});
		this.names.style.height = `${this.layout.height}px`;
		fill(this.frame, drawing);
		this.axis(drawing);
		if (this.readout.dataset.read === 'true') this.mark();
	}

	/** The lines that the picture begins and ends with. */
	private axis(drawing: SVGSVGElement): void {
		const { picture, layout } = this;
		if (!picture || !layout) return;
		const { summary } = this.context;
		const ends = [
			[PICTURE.left, 'start', placeText(picture.columns[0]!.first, summary)],
			[layout.width - PICTURE.right, 'end', placeText(picture.columns.at(-1)!.last, summary)],
		] as const;
		for (const [x, anchor, text] of ends) {
			const label = document.createElementNS('http://www.w3.org/2000/svg', 'text');
			label.setAttribute('class', 'tick-label');
			label.setAttribute('x', String(x));
			label.setAttribute('y', String(layout.height - 4));
			label.setAttribute('text-anchor', anchor);
			label.textContent = text;
			drawing.append(label);
		}
	}

	private onClick(event: MouseEvent): void {
		const { picture, layout } = this;
		if (!picture || !layout) return;
		const box = this.frame.getBoundingClientRect();
		const lane = Math.floor((event.clientY - box.top) / (PICTURE.lane + PICTURE.gap));
		const column = Math.floor((event.clientX - box.left - PICTURE.left) / layout.columnWidth);
		if (!picture.lanes[lane]) return;
		this.go(lane, column);
		this.reveal(true);
	}

	private onKey(event: KeyboardEvent): void {
		const { picture } = this;
		if (!picture || event.target !== this.frame || event.altKey || event.ctrlKey || event.metaKey) return;
		const { lane, column } = this.at;
		const to: Partial<Record<string, [number, number]>> = {
			ArrowRight: [lane, column + 1],
			ArrowLeft: [lane, column - 1],
			ArrowDown: [lane + 1, column],
			ArrowUp: [lane - 1, column],
			Home: [lane, 0],
			End: [lane, picture.columns.length - 1],
		};
		const target = to[event.key];
		if (target) {
			event.preventDefault();
			this.go(...target);
		} else if (event.key === 'Enter') {
			event.preventDefault();
			this.reveal(false);
		}
	}

	private go(lane: number, column: number): void {
		const { picture } = this;
		if (!picture) return;
		const within = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));
		this.at = {
			lane: within(lane, picture.lanes.length),
			column: within(column, picture.columns.length),
		};
		this.mark();
		fill(this.readout, this.words(picture));
		this.readout.dataset.read = 'true';
	}

	private mark(): void {
		const { layout, at } = this;
		const cursor = this.frame.querySelector('.clock-cursor');
		if (!layout || !cursor) return;
		cursor.removeAttribute('hidden');
		cursor.setAttribute('x', String(layout.x(at.column)));
		cursor.setAttribute('y', String(layout.lanes[at.lane]!.top));
	}

	/** To the inversion where the user looks, or to where the stretch begins. */
	private reveal(preserveFocus: boolean): void {
		const { picture, at } = this;
		const mark = this.inversion();
		if (mark) this.chooseInversion(mark.id);
		const place = mark?.at ?? picture?.columns[at.column]?.first;
		if (place) this.context.reveal(place, preserveFocus);
	}

	private inversion(): ClockLane['inversions'][number] | undefined {
		return this.picture?.lanes[this.at.lane]?.inversions.find(({ column }) => column === this.at.column);
	}

	private words({ reference, lanes, columns }: ClockPicture): Content {
		const { lane: index, column } = this.at;
		const lane = lanes[index]!;
		const { first, last } = columns[column]!;
		const mark = this.inversion();
		return [
			h('strong', { class: 'replica' }, visible(lane.name)),
			', ',
			lineLink(this.context, first),
			' to ',
			lineLink(this.context, last),
			': ',
			lane.replica === reference
				? 'the reference. '
				: `${intervalText(lane.whole[column]!)} against ${visible(lanes.find(({ replica }) => replica === reference)?.name ?? reference)}; by nearby events alone ${intervalText(lane.near[column]!)}. `,
			mark && [
				link(
					mark.count === 1 ? 'One write' : `${number(mark.count)} writes`,
					() => this.chooseInversion(mark.id),
					{ 'data-line': mark.at.line },
				),
				` here, beaten by older ones by up to ${duration(mark.ms)}.`,
			],
		];
	}
}

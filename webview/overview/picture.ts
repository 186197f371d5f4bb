import { fill, h } from '../dom.ts';
import { number, plural, visible } from '../words.ts';
import { paintAxis } from './axisPainter.ts';
import type { Camera } from './camera.ts';
import { type Columns, columnsOf, levelOf, placesInSight } from './columns.ts';
import { ConflictPainter } from './conflictPainter.ts';
import type { OverviewData } from './data.ts';
import { type Hit, hitAt } from './hit.ts';
import { ACTIVITIES, LanePainter } from './lanePainter.ts';
import { type Layout, laneTop, layOut, STRIP } from './layout.ts';
import {
	messagesInSight,
	paintCursor,
	paintMessages,
	paintPartitions,
	paintRange,
} from './overlayPainter.ts';
import { onThemeChange, type Palette, readPalette } from './palette.ts';
import { TILE_LANES } from './tiles.ts';

/** What is marked in the picture. */
export interface Marks {
	/** The stretch that the user chose, in positions. */
	range: { from: number; to: number } | null;
	/** Where the text cursor is. */
	cursor: number | null;
	/** A conflict's number, or -1. */
	conflict: number;
	/** A message's number among those of the details, or -1. */
	message: number;
}

/** The canvas with the whole trace on it, its lanes' names, and a scroll bar where lanes are many. Draws what is here, and asks for the rest. */
export class Picture {
	readonly element: HTMLElement;
	readonly canvas = h('canvas', { class: 'overview-canvas' });
	readonly marks: Marks = { range: null, cursor: null, conflict: -1, message: -1 };
	/** Whether all lanes are to be seen, however low. */
	allLanes = false;
	private readonly names = h('div', { class: 'overview-names', 'aria-hidden': true });
	private readonly scrollbar = h('div', { class: 'overview-scrollbar', tabindex: -1 }, h('div'));
	private readonly context = this.canvas.getContext('2d', { alpha: false })!;
	private readonly lanes = new LanePainter();
	private readonly conflicts = new ConflictPainter();
	private layout: Layout = layOut(0, 0, [], { all: false, scrolled: 0 });
	private palette: Palette | null = null;
	private level = 0;
	private shownMessages: number[] = [];
	/** Messages that pass over all that is seen and are not drawn. */
	private passing = 0;
	private named = '';
	private waiting = false;

	/**
	 * @param frame what has the keyboard's focus; the canvas is put into it
	 * @param drawn called after each frame
	 */
	constructor(
		private readonly data: OverviewData,
		readonly camera: Camera,
		frame: HTMLElement,
		private readonly fileNames: () => string[],
		private readonly drawn: () => void,
	) {
		frame.append(this.canvas);
		this.element = h('div', { class: 'overview-picture' }, this.names, frame, this.scrollbar);
		new ResizeObserver(() => this.invalidate()).observe(frame);
		this.scrollbar.addEventListener('scroll', () => this.invalidate(), { passive: true });
		onThemeChange(() => {
			this.palette = null;
			this.invalidate();
		});
	}

	/** Draws before the next frame. */
	invalidate(): void {
		if (this.waiting) return;
		this.waiting = true;
		requestAnimationFrame(() => {
			this.waiting = false;
			this.draw();
		});
	}

	/** What is at a point of the canvas, in CSS pixels. */
	hit(x: number, y: number): Hit | null {
		const { camera, layout, palette, data } = this;
		if (!data.info || !palette) return null;
		return hitAt(
			{
				camera,
				layout,
				palette,
				binWidth: 2 ** this.level,
				messages: data.details?.messages ?? null,
				shownMessages: this.shownMessages,
				partitions: data.partitions.partitions,
				conflictAt: (atX, atY) => this.conflicts.at(atX, atY),
			},
			x,
			y,
		);
	}

	scrollLanes(pixels: number): void {
		this.scrollbar.scrollTop += pixels;
	}

	/** Whether lanes do not fit at their usual height. */
	get overflows(): boolean {
		return this.allLanes || this.layout.contentHeight > this.layout.lanesHeight + 1;
	}

	/** Takes on the size of the frame, where that is another one. */
	private fit(width: number, height: number): void {
		const ratio = window.devicePixelRatio || 1;
		const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
		if (this.canvas.width === across && this.canvas.height === down) return;
		this.canvas.width = across;
		this.canvas.height = down;
		this.camera.setWidth(width);
	}

	private draw(): void {
		const { canvas, context, data, camera } = this;
		const { info } = data;
		const { clientWidth, clientHeight } = canvas.parentElement!;
		if (!info || clientWidth === 0 || clientHeight === 0) return;
		this.fit(clientWidth, clientHeight);
		const ratio = canvas.width / clientWidth;
		this.palette ??= readPalette(this.element);
		const { palette } = this;
		const shown = ACTIVITIES.map((_, activity) => activity).filter(
			(activity) => info.activities[activity]! > 0,
		);
		const options = { all: this.allLanes, scrolled: this.scrollbar.scrollTop };
		this.layout = layOut(clientHeight, info.lanes.length, shown, options);
		const { layout } = this;
		this.level = levelOf(camera, info.unit);
		const blocks: number[] = [];
		for (let block = Math.floor(layout.firstLane / TILE_LANES); block * TILE_LANES < layout.endLane; block++)
			blocks.push(block);
		if (blocks.length === 0) blocks.push(0);
		data.tiles.want(placesInSight(camera, this.level, blocks));
		data.wantDetails(camera);

		context.setTransform(1, 0, 0, 1, 0, 0);
		context.fillStyle = palette.css.background;
		context.fillRect(0, 0, canvas.width, canvas.height);
		const known = new Map<number, Columns>();
		const columns = (block: number) => {
			const before = known.get(block);
			if (before) return before;
			const made = columnsOf(camera, data.tiles, this.level, block, canvas.width);
			known.set(block, made);
			return made;
		};
		this.lanes.paint(context, layout, palette, canvas.width, ratio, columns);
		context.setTransform(ratio, 0, 0, ratio, 0, 0);
		const sight = { camera, layout, palette };
		this.conflicts.paint(context, camera, palette, data.details, columns(blocks[0]!), this.marks.conflict);
		paintPartitions(context, sight, data.partitions.partitions);
		const messages = messagesInSight(sight, data.details?.messages ?? null, data.details?.passing ?? 0);
		this.shownMessages = messages.shown;
		this.passing = messages.passing;
		if (data.details?.messages)
			paintMessages(context, sight, data.details.messages, this.shownMessages, this.marks.message);
		if (this.marks.range) paintRange(context, sight, this.marks.range);
		if (this.marks.cursor !== null) paintCursor(context, sight, this.marks.cursor);
		paintAxis(context, camera, layout, palette, info, this.fileNames());
		this.placeNames();
		this.drawn();
	}

	/** The lanes' names beside the canvas, and the scroll bar's length. */
	private placeNames(): void {
		const { layout, data } = this;
		const { lanes } = data.info!;
		const bar = this.scrollbar;
		const [open, resolved] = data.details?.throughout ?? [0, 0];
		const now = JSON.stringify([layout, lanes, open + resolved, this.passing]);
		if (now === this.named) return;
		this.named = now;
		bar.hidden = layout.contentHeight <= layout.lanesHeight + 1;
		bar.style.top = `${layout.lanesTop}px`;
		bar.style.height = `${layout.lanesHeight}px`;
		(bar.firstElementChild as HTMLElement).style.height = `${layout.contentHeight}px`;
		const step = Math.max(1, Math.ceil(13 / layout.laneHeight));
		const rows = layout.laneHeight / Math.max(1, layout.rows.length) >= 12 ? layout.rows : [];
		fill(
			this.names,
			h(
				'div',
				{ class: 'overview-name conflicts-name', style: `top:0;height:${STRIP}px` },
				'Conflicts',
				this.passing > 0 &&
					h('span', { class: 'secondary' }, `+ ${plural(this.passing, 'message')} all through`),
				open + resolved > 0 &&
					h('span', { class: 'secondary' }, `+ ${number(open + resolved)} all through, ${number(open)} open`),
			),
			h(
				'div',
				{ class: 'overview-lane-names', style: `top:${layout.lanesTop}px;height:${layout.lanesHeight}px` },
				lanes.map(({ id, name }, lane) => {
					if (lane < layout.firstLane || lane >= layout.endLane || lane % step !== 0) return null;
					const top = laneTop(layout, lane) - layout.lanesTop;
					return h(
						'div',
						{
							class: 'overview-name',
							style: `top:${top}px;height:${layout.laneHeight * step - layout.laneGap}px`,
							title: visible(id),
						},
						h('span', { class: 'replica' }, visible(name)),
						rows.length > 1 &&
							h(
								'ul',
								{},
								rows.map((row) => h('li', {}, ACTIVITIES[row]!)),
							),
					);
				}),
			),
		);
	}
}

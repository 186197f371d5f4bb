import type { OverviewAxis } from '../../src/session/protocol.ts';
import { type Content, debounce, fill, h } from '../dom.ts';
import type { AtCursor, Context, Target, View } from '../view.ts';
import { Camera } from './camera.ts';
import { ConflictTour } from './conflictTour.ts';
import { CursorMark } from './cursorMark.ts';
import { OverviewData } from './data.ts';
import { Flight } from './flight.ts';
import { Gestures } from './gestures.ts';
import { HoverCard } from './hoverCard.ts';
import { type KeyActions, listenToKeys } from './keyboard.ts';
import { KeySearch } from './keySearch.ts';
import { legendContent, pictureLabel } from './legend.ts';
import { MarkedRange } from './markedRange.ts';
import { Minimap } from './minimap.ts';
import { Picture } from './picture.ts';
import { RangeBar } from './rangeBar.ts';
import { OverviewReader } from './reader.ts';
import { OverviewTable } from './table.ts';
import { overviewToolbar, type Toolbar } from './toolbar.ts';

/** The tab "Overview": the whole trace on one canvas. */
export class OverviewView implements View {
	readonly element: HTMLElement;
	private readonly camera = new Camera();
	private readonly data: OverviewData;
	private readonly picture: Picture;
	private readonly minimap: Minimap;
	private readonly flight: Flight;
	private readonly card: HoverCard;
	private readonly table: OverviewTable;
	private readonly range: MarkedRange;
	private readonly bar: RangeBar;
	private readonly tour: ConflictTour;
	private readonly reader: OverviewReader;
	private readonly search: KeySearch;
	private readonly cursor: CursorMark;
	private readonly toolbar: Toolbar;
	private readonly legend = h('div', { class: 'overview-foot' });
	private readonly readout = h('div', { class: 'overview-readout', role: 'status' });
	private readonly message = h('div', { class: 'grid-message' });
	private readonly body: HTMLElement;
	private readonly frame = h('div', { class: 'overview-frame', tabindex: 0, role: 'group' });
	private shown: unknown = null;
	private marking = false;
	/** Whether what is seen is to be where it was, as soon as that is read. */
	private restoring = false;
	private readonly settled = debounce(200, () => this.onSettled());

	constructor(private readonly context: Context) {
		const { overview } = context.navigation;
		const names = () => context.summary?.files.map(({ name }) => name) ?? [];
		const say = (words: Content) => fill(this.readout, words);
		this.data = new OverviewData(context.host, () => this.onArrived());
		this.picture = new Picture(this.data, this.camera, this.frame, names, () => this.onDrawn());
		this.picture.allLanes = overview.allLanes;
		this.minimap = new Minimap(this.data, this.camera, this.picture.marks, () => this.moved());
		this.flight = new Flight(this.camera, () => this.moved(false));
		this.card = new HoverCard(context, this.data, names);
		this.reader = new OverviewReader(context, this.data, names, say);
		this.tour = new ConflictTour(context, this.data, this.camera, this.picture, this.flight, names, say);
		this.table = new OverviewTable(context, this.data, this.camera, names, {
			zoom: (from, to) => {
				// What was clicked at is gone with the tables that it stood in.
				this.table.element.focus();
				this.fly(from, to);
			},
			mark: (from, to) => this.range.mark(from, to, true),
			conflict: (conflict) => void this.tour.choose(conflict),
			event: (at, lane) => void this.reader.revealAt(at, lane),
		});
		this.cursor = new CursorMark(context, this.data, this.picture);
		this.bar = new RangeBar(context, { zoom: () => this.zoomToRange(), clear: () => this.range.clear() });
		this.range = new MarkedRange(context, this.data, this.picture, this.bar);
		this.search = new KeySearch(context, (key) => this.turn(overview.axis, key));
		this.toolbar = overviewToolbar(context, this.search, {
			axis: (axis) => this.turn(axis, overview.key),
			step: (direction) => void this.tour.step(direction),
			zoom: (factor) => this.move(() => this.camera.zoom(factor)),
			all: () => this.fly(0, this.camera.length),
			marking: (on) => {
				this.marking = on;
				this.frame.classList.toggle('marking', on);
			},
			allLanes: (on) => {
				overview.allLanes = this.picture.allLanes = on;
				context.navigated();
				this.picture.invalidate();
			},
			asTable: (on) => {
				overview.asTable = on;
				context.navigated();
				this.arrange();
			},
		});
		this.body = h(
			'div',
			{ class: 'overview-body', hidden: true },
			this.picture.element,
			this.minimap.element,
		);
		this.frame.append(this.card.element);
		this.element = h(
			'div',
			{ class: 'view overview' },
			this.toolbar.element,
			this.bar.element,
			this.message,
			this.body,
			this.table.element,
			this.readout,
			this.legend,
		);
		this.listen();
	}

	show(): void {
		const { summary, navigation } = this.context;
		this.picture.marks.conflict = navigation.conflicts.selected?.conflict ?? -1;
		this.picture.invalidate();
		if (this.shown === summary) return;
		this.shown = summary;
		void this.load();
	}

	aim({ key, conflict }: Target): void {
		if (key !== undefined && key !== this.context.navigation.overview.key) {
			this.search.value = key;
			this.turn(this.context.navigation.overview.axis, key);
		}
		if (conflict !== undefined) void this.tour.step(0, conflict);
	}

	follow({ place, conflict }: AtCursor): void {
		if (conflict !== null) this.picture.marks.conflict = conflict;
		void this.cursor.follow(place);
	}

	private listen(): void {
		const { picture } = this;
		new Gestures(this.frame, this.camera, {
			moved: () => this.moved(),
			point: (at) => this.point(at),
			click: (x, y) => this.click(x, y),
			mark: (from, to, done) => this.range.mark(from, to, done),
			scrollLanes: (pixels) => picture.scrollLanes(pixels),
			marks: () => this.marking,
		});
		const keys: KeyActions = {
			moved: () => this.moved(),
			mark: (from, to) => this.range.mark(from, to, true),
			marked: () => picture.marks.range,
			clear: () => this.range.clear(),
			step: (direction) => void this.tour.step(direction),
		};
		// Tables are scrolled and gone through as tables are.
		listenToKeys(this.table.element, this.camera, keys);
		listenToKeys(this.frame, this.camera, {
			...keys,
			lane: (step) => void this.reader.nextLane(step, this.camera),
			activate: () => {
				const { from, to } = picture.marks.range ?? this.camera;
				void this.reader.revealFirst(from, to, null);
			},
		});
	}

	/** Another axis or key. */
	private turn(axis: OverviewAxis, key: string | null): void {
		const { overview } = this.context.navigation;
		// Positions mean something else on another axis.
		if (axis !== overview.axis) {
			this.range.clear();
			overview.view = null;
			this.camera.show(0, this.camera.length);
		}
		Object.assign(overview, { axis, key });
		this.context.navigated();
		void this.load();
	}

	private async load(): Promise<void> {
		const { overview } = this.context.navigation;
		const first = this.data.info === null;
		const keep = this.data.info?.axis === overview.axis;
		const problem = await this.data.load({ axis: overview.axis, key: overview.key });
		if (problem === undefined) return;
		if (problem !== null) {
			this.fail(problem);
			return;
		}
		const info = this.data.info!;
		this.camera.setAxis(info.length, info.unit, keep);
		// While a large trace is read, where one was may not be there yet.
		if (overview.view && (first || this.restoring)) this.camera.show(overview.view.from, overview.view.to);
		this.restoring = (first || this.restoring) && this.context.summary?.partial?.goesOn === true;
		this.message.hidden = true;
		fill(this.legend, legendContent(info));
		this.frame.setAttribute('aria-label', pictureLabel(info));
		this.arrange();
		if (overview.range) {
			this.picture.marks.range = overview.range;
			void this.range.tell(overview.range);
		}
		void this.cursor.place();
		this.moved(false);
	}

	/** A key that a new analysis does not know, or times that it has not: the rest can still be shown. */
	private fail(problem: string): void {
		const { overview } = this.context.navigation;
		// It was an older analysis that was asked: the new one is, when this is shown again.
		if (this.shown !== this.context.summary) return;
		if (overview.key !== null) {
			this.search.value = null;
			this.turn(overview.axis, null);
		} else if (overview.axis === 'time') this.turn('line', null);
		else {
			this.body.hidden = true;
			this.message.hidden = false;
			fill(this.message, problem);
			return;
		}
		fill(this.readout, problem);
	}

	private arrange(): void {
		const { asTable } = this.context.navigation.overview;
		this.body.hidden = asTable;
		this.table.element.hidden = !asTable;
		if (asTable) void this.table.show();
	}

	private move(change: () => void): void {
		change();
		this.moved();
	}

	/** `byUser`: who moves by hand does not want to fly on. */
	private moved(byUser = true): void {
		if (byUser) {
			this.flight.cancel();
			this.restoring = false;
		}
		this.card.hide();
		this.picture.invalidate();
		this.settled();
	}

	private fly(from: number, to: number): void {
		this.restoring = false;
		this.flight.to(from, to);
	}

	private onSettled(): void {
		const { overview } = this.context.navigation;
		const { from, to, seesAll } = this.camera;
		if (!this.restoring) overview.view = seesAll ? null : { from, to };
		this.context.navigated();
		if (overview.asTable) void this.table.show();
	}

	private onArrived(): void {
		this.picture.invalidate();
		if (this.context.navigation.overview.asTable) this.settled();
	}

	private onDrawn(): void {
		const { info } = this.data;
		this.minimap.draw();
		if (info) this.toolbar.update(info.axis, info.timed, this.picture.overflows);
	}

	private point(at: { x: number; y: number } | null): void {
		const hit = at && this.picture.hit(at.x, at.y);
		const message = hit?.kind === 'message' ? hit.message : -1;
		if (message !== this.picture.marks.message) {
			this.picture.marks.message = message;
			this.picture.invalidate();
		}
		this.frame.classList.toggle('on-item', hit !== null && hit.kind !== 'conflicts');
		if (hit && at) this.card.show(hit, at.x, at.y);
		else this.card.hide();
	}

	private click(x: number, y: number): void {
		const hit = this.picture.hit(x, y);
		if (hit?.kind === 'conflict') void this.tour.choose(hit.conflict);
		else void this.reader.reveal(hit);
	}

	private zoomToRange(): void {
		const { range } = this.picture.marks;
		if (range) this.fly(range.from, range.to);
	}
}

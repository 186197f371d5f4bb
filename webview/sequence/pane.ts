import type { Place } from '../../src/session/protocol.ts';
import { debounce, fill, h, svg } from '../dom.ts';
import { gatherStatements, type Statement } from './statements.ts';
import { Zoom } from './zoom.ts';

interface PaneOptions {
	/** The user wants to see the line; with `preserveFocus` only moved the selection to it. */
	reveal(place: Place, preserveFocus: boolean): void;
	zoom: number | null;
	onZoom(zoom: number | null): void;
}

/** The drawn diagram: scrolled, zoomed, its statements reachable with mouse and keyboard, its participants always in sight. */
export class DiagramPane {
	readonly element = h('div', { class: 'diagram' });
	readonly zoom: Zoom;
	statements: Statement[] = [];
	private drawing: SVGSVGElement | null = null;
	private heads: SVGGElement | null = null;
	private current = -1;
	private readonly tell = debounce(90, (place: Place) => this.options.reveal(place, true));

	constructor(private readonly options: PaneOptions) {
		this.zoom = new Zoom(this.element, options.zoom, (zoom) => {
			options.onZoom(zoom);
			this.placeHeads();
		});
		this.element.addEventListener('click', (event) => this.onClick(event));
		this.element.addEventListener('keydown', (event) => this.onKey(event));
		this.element.addEventListener('scroll', () => this.placeHeads(), { passive: true });
	}

	/** The SVG as it is shown; null while there is none. */
	get svg(): SVGSVGElement | null {
		return this.drawing;
	}

	show(drawing: SVGSVGElement, title: string, places: readonly (Place | null)[]): void {
		this.drawing = drawing;
		this.current = -1;
		fill(this.element, drawing);
		this.element.scrollTo(0, 0);
		this.statements = gatherStatements(drawing, places);
		this.liftHeads(drawing);
		drawing.setAttribute('role', 'group');
		drawing.removeAttribute('aria-roledescription');
		drawing.setAttribute('aria-label', `${title} Move between statements with the arrow keys.`);
		this.statements.forEach(({ group, label, place, kind }, index) => {
			group.setAttribute('role', place ? 'link' : 'img');
			group.setAttribute(
				'aria-label',
				`${kind === 'note' ? 'Note: ' : ''}${label}${place ? `, line ${place.line}` : ''}`,
			);
			group.setAttribute('tabindex', index === 0 ? '0' : '-1');
			group.classList.toggle('linked', place !== null);
			if (place) group.append(svg('title', {}, `Go to line ${place.line}`));
		});
		this.zoom.attach(drawing);
		this.placeHeads();
	}

	clear(): void {
		this.drawing = null;
		this.heads = null;
		this.statements = [];
		fill(this.element);
	}

	/** Marks the statements of a line. Answers whether there are any. */
	mark(place: Place | null): boolean {
		let first: Statement | undefined;
		for (const statement of this.statements) {
			const here =
				place !== null && statement.place?.line === place.line && statement.place.file === place.file;
			statement.group.classList.toggle('selected', here);
			if (here) statement.group.setAttribute('aria-current', 'true');
			else statement.group.removeAttribute('aria-current');
			if (here) first ??= statement;
		}
		if (!first) return false;
		if (!this.element.contains(document.activeElement)) this.makeStop(this.statements.indexOf(first));
		this.bringIntoSight(first);
		return true;
	}

	private bringIntoSight({ group }: Statement): void {
		const [inner, outer] = [group.getBoundingClientRect(), this.element.getBoundingClientRect()];
		const head = this.heads?.getBoundingClientRect().height ?? 0;
		const above = inner.top - (outer.top + head + 8);
		const below = inner.bottom - (outer.bottom - 16);
		if (above < 0) this.element.scrollTop += above;
		else if (below > 0) this.element.scrollTop += below;
		if (inner.left < outer.left) this.element.scrollLeft += inner.left - outer.left - 16;
		else if (inner.right > outer.right && inner.width < outer.width)
			this.element.scrollLeft += inner.right - outer.right + 16;
	}

	/** The participants move above everything else, so that they can follow the scrolling. */
	private liftHeads(drawing: SVGSVGElement): void {
		const heads = [...drawing.querySelectorAll<SVGGElement>('[data-et="participant"]')];
		const { x, width } = drawing.viewBox.baseVal;
		const plate = svg('rect', { class: 'heads-plate', x, y: -60, width });
		this.heads = svg('g', { class: 'heads' }, plate, heads);
		drawing.append(this.heads);
		const bottom = Math.max(0, ...heads.map((head) => head.getBBox()).map((box) => box.y + box.height));
		plate.setAttribute('height', String(bottom + 66));
	}

	private placeHeads(): void {
		if (!this.drawing || !this.heads) return;
		const scrolled = this.element.scrollTop / this.zoom.scale;
		this.heads.setAttribute('transform', `translate(0 ${scrolled})`);
		this.heads.classList.toggle('floating', scrolled > 1);
	}

	private onClick(event: MouseEvent): void {
		const at = this.indexOf(event.target);
		const place = this.statements[at]?.place;
		if (!place) return;
		this.makeStop(at);
		this.mark(place);
		this.options.reveal(place, false);
	}

	private onKey(event: KeyboardEvent): void {
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		const at = this.indexOf(event.target);
		if (at < 0) return;
		const last = this.statements.length - 1;
		const to: Partial<Record<string, number>> = {
			ArrowDown: at + 1,
			ArrowRight: at + 1,
			ArrowUp: at - 1,
			ArrowLeft: at - 1,
			Home: 0,
			End: last,
		};
		const target = to[event.key];
		const place = this.statements[at]!.place;
		if (target !== undefined) {
			event.preventDefault();
			this.go(Math.min(last, Math.max(0, target)));
		} else if ((event.key === 'Enter' || event.key === ' ') && place) {
			event.preventDefault();
			this.options.reveal(place, false);
		}
	}

	private go(index: number): void {
		const statement = this.statements[index]!;
		this.makeStop(index);
		statement.group.focus({ preventScroll: true });
		this.bringIntoSight(statement);
		if (!statement.place) return;
		this.mark(statement.place);
		this.tell(statement.place);
	}

	/** The diagram is one stop of the Tab key: this statement. */
	private makeStop(index: number): void {
		this.statements[Math.max(0, this.current)]?.group.setAttribute('tabindex', '-1');
		this.statements[index]?.group.setAttribute('tabindex', '0');
		this.current = index;
	}

	private indexOf(target: EventTarget | null): number {
		const group = (target as Element | null)?.closest('.statement');
		return this.statements.findIndex((statement) => statement.group === group);
	}
}

import type { KeyHistory, Place } from '../../src/session/protocol.ts';
import { fill, h, svg } from '../dom.ts';
import { button } from '../ui.ts';
import type { Context } from '../view.ts';
import { number, valueText, versionText, visible } from '../words.ts';
import { drawGraph } from './graphDrawing.ts';
import { layoutGraph } from './graphLayout.ts';

/** Versions shown at a time. */
const WINDOW = 60;

/** The graph of which version saw which: a lane for each writer, seen from the selected version. */
export class VersionGraph {
	readonly element = h('figure', { class: 'graph', 'aria-label': 'Which version saw which' });
	private readonly caption = h('figcaption', { class: 'graph-caption' });
	private readonly lanes = h('div', { class: 'graph-lanes', 'aria-hidden': true });
	private readonly frame = h('div', { class: 'graph-frame' });
	/** Where the window starts, and of which key. */
	private from = 0;
	private key: string | null = null;
	private asked = 0;
	private history: KeyHistory | null = null;

	constructor(
		private readonly context: Context,
		private readonly choose: (version: number, place: Place) => void,
	) {
		fill(this.element, this.caption, h('div', { class: 'graph-body' }, this.lanes, this.frame));
		this.frame.addEventListener('click', (event) => this.onClick(event));
		this.frame.addEventListener('dblclick', (event) => this.reveal(this.indexOf(event.target)));
		this.frame.addEventListener('keydown', (event) => this.onKey(event));
	}

	forget(): void {
		this.key = null;
	}

	/** Shows the window that the navigation's version is in. */
	async show(): Promise<void> {
		const { key, version } = this.context.navigation.keys;
		if (key === null) return;
		if (key !== this.key) this.from = 0;
		this.key = key;
		const asked = ++this.asked;
		if (version !== null && !this.history?.rows.some(({ id }) => id === version)) {
			const answer = await this.context.host.query('keyHistory', { key, from: 0, count: 1, around: version });
			if (asked !== this.asked) return;
			if ('ok' in answer) this.from = answer.ok.from - (answer.ok.from % WINDOW);
		}
		await this.load();
	}

	private async load(): Promise<void> {
		const { key, version } = this.context.navigation.keys;
		if (key === null) return;
		const asked = ++this.asked;
		const answer = await this.context.host.query('keyHistory', {
			key,
			from: this.from,
			count: WINDOW,
			...(version === null ? {} : { compareWith: version }),
		});
		if (asked !== this.asked) return;
		this.history = 'ok' in answer ? answer.ok : null;
		this.element.hidden = this.history === null;
		if (!this.history) return;
		// The last window is a full one.
		this.from = this.history.from;
		this.draw(this.history);
	}

	private draw(history: KeyHistory): void {
		const { version } = this.context.navigation.keys;
		const { rows, from, total } = history;
		const layout = layoutGraph(history);
		const hadFocus = this.frame.contains(document.activeElement);
		const scrolled = this.frame.scrollLeft;
		fill(
			this.caption,
			h('span', {}, version === null ? 'Which version saw which' : 'As seen from the selected version'),
			version !== null &&
				h(
					'span',
					{ class: 'legend secondary' },
					h('span', { class: 'relation before' }, '● it had seen'),
					h('span', { class: 'relation concurrent' }, '⟂ concurrent'),
					h('span', { class: 'relation after' }, '○ saw it'),
				),
			total > WINDOW && this.pager(from, rows.length, total),
		);
		fill(
			this.lanes,
			layout.lanes.map(({ replica, y }) =>
				h('span', { class: 'replica', style: `top:${y}px`, title: visible(replica) }, visible(replica)),
			),
		);
		this.lanes.style.height = `${layout.height}px`;
		const stop = Math.max(
			0,
			rows.findIndex(({ id }) => id === version),
		);
		const drawing = drawGraph(layout, version);
		drawing.setAttribute(
			'aria-label',
			`${rows.length} versions of ${visible(history.key)}. Move with the arrow keys.`,
		);
		[...drawing.querySelectorAll('.node')].forEach((node, index) => {
			const row = rows[index]!;
			node.setAttribute('tabindex', index === stop ? '0' : '-1');
			node.setAttribute(
				'aria-label',
				`${versionText(row)}, line ${row.line}${layout.nodes[index]!.relation ? `, ${layout.nodes[index]!.relation}` : ''}${row.conflict === null ? '' : `, in conflict ${row.conflict + 1}`}`,
			);
			node.append(
				svg('title', {}, `${visible(row.replica)}:${row.counter} ${valueText(row)}, line ${row.line}`),
			);
		});
		fill(this.frame, drawing);
		this.frame.scrollLeft = scrolled;
		if (version !== null) this.bringIntoSight(layout.nodes[stop]?.x ?? 0);
		if (hadFocus) this.nodes()[stop]?.focus({ preventScroll: true });
	}

	private bringIntoSight(x: number): void {
		const { scrollLeft, clientWidth } = this.frame;
		if (x < scrollLeft + 40 || x > scrollLeft + clientWidth - 40) this.frame.scrollLeft = x - clientWidth / 2;
	}

	private pager(from: number, count: number, total: number): HTMLElement {
		const turn = (label: string, icon: 'chevronLeft' | 'chevronRight', to: number) => {
			const element = button({
				label,
				icon,
				iconOnly: true,
				onClick: () => {
					this.from = to;
					void this.load();
				},
			});
			element.disabled = to < 0 || to >= total;
			return element;
		};
		return h(
			'span',
			{ class: 'pager' },
			turn('Earlier versions', 'chevronLeft', from === 0 ? -1 : Math.max(0, from - WINDOW)),
			h('span', { class: 'count' }, `${number(from + 1)}–${number(from + count)} of ${number(total)}`),
			turn('Later versions', 'chevronRight', from + WINDOW),
		);
	}

	private nodes(): SVGGElement[] {
		return [...this.frame.querySelectorAll<SVGGElement>('.node')];
	}

	private indexOf(target: EventTarget | null): number {
		const node = (target as Element | null)?.closest<SVGGElement>('.node');
		return node ? this.nodes().indexOf(node) : -1;
	}

	private onClick(event: MouseEvent): void {
		this.go(this.indexOf(event.target));
	}

	private onKey(event: KeyboardEvent): void {
		const at = this.indexOf(event.target);
		if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
		const last = (this.history?.rows.length ?? 1) - 1;
		const to: Partial<Record<string, number>> = {
			ArrowRight: at + 1,
			ArrowDown: at + 1,
			ArrowLeft: at - 1,
			ArrowUp: at - 1,
			Home: 0,
			End: last,
			' ': at,
		};
		const target = to[event.key];
		if (target !== undefined) {
			event.preventDefault();
			this.go(Math.min(last, Math.max(0, target)));
		} else if (event.key === 'Enter') {
			event.preventDefault();
			this.reveal(at);
		}
	}

	private go(index: number): void {
		const row = this.history?.rows[index];
		if (!row) return;
		this.nodes()[index]?.focus({ preventScroll: true });
		this.choose(row.id, row);
	}

	private reveal(index: number): void {
		const row = this.history?.rows[index];
		if (row) this.context.reveal(row, false);
	}
}

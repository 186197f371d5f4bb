import type { Diagram, DiagramScope } from '../../src/session/protocol.ts';
import { type Content, fill, h } from '../dom.ts';
import { icon } from '../icons.ts';
import { button, progressRing } from '../ui.ts';
import { lineLink } from '../versionLinks.ts';
import type { AtCursor, Context, Target, View } from '../view.ts';
import { number, plural } from '../words.ts';
import { DiagramPane } from './pane.ts';
import { ScopePicker } from './scopePicker.ts';
import { type SequenceTools, sequenceTools } from './tools.ts';

/** The tab "Sequence": who told whom, as a diagram whose every message leads to its line. */
export class SequenceView implements View {
	readonly element: HTMLElement;
	private readonly title = h('h2', { class: 'diagram-title' });
	private readonly pager = h('div', { class: 'pager', role: 'group', 'aria-label': 'Pages' });
	private readonly message = h('div', { class: 'grid-message' });
	private readonly list = h('ol', { class: 'statement-list' });
	private readonly pane: DiagramPane;
	private readonly tools: SequenceTools;
	private readonly scope: ScopePicker;
	private diagram: Diagram | null = null;
	/** What was asked for last; older answers and drawings are dropped. */
	private asked = '';
	private marked: AtCursor['place'] | null = null;

	constructor(private readonly context: Context) {
		const { sequence } = context.navigation;
		this.pane = new DiagramPane({
			reveal: context.reveal,
			zoom: sequence.zoom,
			onZoom: (zoom) => {
				sequence.zoom = zoom;
				context.navigated();
				this.tools.setZoom(this.pane.zoom.scale);
			},
		});
		this.tools = sequenceTools(
			context,
			this.pane,
			() => this.diagram?.source ?? null,
			() => this.arrange(),
		);
		this.scope = new ScopePicker(context, () => void this.load());
		this.element = h(
			'div',
			{ class: 'view sequence' },
			h(
				'div',
				{ class: 'toolbar', role: 'toolbar', 'aria-label': 'What to show' },
				this.scope.element,
				this.pager,
			),
			this.tools.element,
			this.title,
			this.message,
			this.pane.element,
			this.list,
		);
	}

	show(): void {
		this.scope.update();
		void this.load();
	}

	aim({ scope, conflict, key }: Target): void {
		const { navigation } = this.context;
		const number = scope?.kind === 'conflict' ? scope.conflict : conflict;
		const wanted: DiagramScope | undefined = scope ?? (key === undefined ? undefined : { kind: 'key', key });
		if (number !== undefined) {
			navigation.sequence.scope = null;
			if (navigation.conflicts.selected?.conflict !== number)
				navigation.conflicts.selected = { conflict: number, key: null };
		} else if (wanted && wanted.kind !== 'conflict') navigation.sequence.scope = wanted;
		else return;
		navigation.sequence.page = 0;
		this.context.navigated();
	}

	/** Marks the line in the diagram; where it is not part of it, goes to what stands there. */
	follow({ place, conflict, key }: AtCursor): void {
		this.marked = place;
		if (this.pane.mark(place)) return;
		const { conflicts, sequence } = this.context.navigation;
		if (sequence.scope === null && conflict !== null && key !== null) {
			if (conflicts.selected?.conflict === conflict) return;
			conflicts.selected = { conflict, key };
		} else if (sequence.scope?.kind === 'key' && key !== null) {
			if (sequence.scope.key === key) return;
			sequence.scope = { kind: 'key', key };
		} else return;
		sequence.page = 0;
		this.context.navigated();
		this.show();
	}

	private async load(): Promise<void> {
		const { conflicts, sequence } = this.context.navigation;
		if (!sequence.scope && !conflicts.selected && this.context.summary?.conflicts) {
			conflicts.selected = { conflict: 0, key: null };
			this.scope.update();
		}
		const scope: DiagramScope | null =
			sequence.scope ??
			(conflicts.selected ? { kind: 'conflict', conflict: conflicts.selected.conflict } : null);
		if (!scope) {
			this.asked = '';
			this.clear(
				'This trace has no conflicts. Choose a key, lines or the whole trace above to see its messages.',
			);
			return;
		}
		const asked = JSON.stringify([scope, sequence.page]);
		this.asked = asked;
		const answer = await this.context.host.query('diagram', { scope, page: sequence.page });
		if (this.asked !== asked) return;
		if ('err' in answer) this.clear([icon('info'), ' ', answer.err]);
		else await this.present(answer.ok);
	}

	private async present(diagram: Diagram): Promise<void> {
		const same =
			this.diagram?.source === diagram.source &&
			JSON.stringify(this.diagram.statements) === JSON.stringify(diagram.statements);
		this.diagram = diagram;
		fill(this.title, diagram.title);
		this.turnPages(diagram);
		if (same && this.pane.svg) return;
		if (diagram.statements.length === 0) {
			this.clear('Nothing to draw: no event of this trace belongs here.');
			return;
		}
		this.pane.clear();
		this.say([progressRing(), h('span', {}, 'Drawing …')]);
		try {
			const { drawSequence } = await import('./mermaid.ts');
			// Lets the page show that it is at work: drawing takes the whole thread.
			await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
			if (this.diagram !== diagram) return;
			const drawing = await drawSequence(diagram.source);
			if (this.diagram !== diagram) return;
			this.message.hidden = true;
			this.arrange();
			this.pane.show(drawing, diagram.title, diagram.statements);
			this.fillList();
			this.tools.setZoom(this.pane.zoom.scale);
			this.pane.mark(this.marked);
			this.context.announce(`${plural(this.pane.statements.length, 'statement')} drawn.`);
		} catch (error) {
			this.clear([
				icon('error'),
				` The diagram cannot be drawn: ${error instanceof Error ? error.message : error}`,
			]);
		}
	}

	/** Shows the diagram or the list of its statements. */
	private arrange(): void {
		const { asList } = this.context.navigation.sequence;
		this.pane.element.classList.toggle('out-of-sight', asList);
		this.list.hidden = !asList;
	}

	private fillList(): void {
		fill(
			this.list,
			this.pane.statements.map(({ label, place, kind }) =>
				h(
					'li',
					{ class: kind },
					kind === 'note' && h('span', { class: 'secondary' }, 'Note: '),
					label,
					' ',
					place && lineLink(this.context, place),
				),
			),
		);
	}

	private turnPages({ page, pages }: Diagram): void {
		this.pager.hidden = pages <= 1;
		const turn = (label: string, name: 'chevronLeft' | 'chevronRight', to: number) => {
			const element = button({
				label,
				icon: name,
				iconOnly: true,
				onClick: () => {
					this.context.navigation.sequence.page = to;
					this.context.navigated();
					void this.load();
				},
			});
			element.disabled = to < 0 || to >= pages;
			return element;
		};
		fill(
			this.pager,
			turn('Previous page', 'chevronLeft', page - 1),
			h('span', { class: 'count' }, `Page ${number(page + 1)} of ${number(pages)}`),
			turn('Next page', 'chevronRight', page + 1),
		);
	}

	private clear(content: Content): void {
		this.diagram = null;
		this.pane.clear();
		fill(this.title);
		fill(this.list);
		this.pager.hidden = true;
		this.say(content);
	}

	private say(content: Content): void {
		fill(this.message, content);
		this.message.hidden = false;
	}
}

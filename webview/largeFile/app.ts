import type {
	AnalysisState,
	FileState,
	Mark,
	PageAction,
	PageCommand,
	TextPosition,
} from '../../src/session/linesProtocol.ts';
import { openChannel } from '../channel.ts';
import { debounce, h } from '../dom.ts';
import { Announcer } from './announcer.ts';
import { boxesOn } from './boxes.ts';
import { copyOnRequest } from './copying.ts';
import { Cursor } from './cursor.ts';
import { cursorLines } from './cursorLines.ts';
import { Finding } from './finding.ts';
import { Findings } from './findings.ts';
import { Header } from './header.ts';
import type { Host, HostEvent } from './host.ts';
import { Hover } from './hover.ts';
import { Hovering } from './hovering.ts';
import { isCommand, moveOf, scrollOf } from './keys.ts';
import { LineStore, type Renumbering } from './lineStore.ts';
import { selectByMouse } from './mouse.ts';
import { readPersisted } from './persisted.ts';
import { Ruler } from './ruler.ts';
import { copied, ordered, withLines } from './selection.ts';
import { TextView } from './textView.ts';

type Handlers = { [T in HostEvent['type']]: (event: Extract<HostEvent, { type: T }>) => void };

/** The page of the large-file editor. */
export class LargeFileApp {
	private readonly host: Host;
	private readonly store: LineStore;
	private readonly view: TextView;
	private readonly cursor: Cursor;
	private readonly findings: Findings;
	private readonly finding: Finding;
	private readonly hover: Hover;
	private readonly hovering: Hovering;
	private readonly header: Header;
	private readonly ruler = new Ruler();
	private readonly announcer = new Announcer();
	private readonly editor: HTMLElement;
	private revision = 0;
	private state: FileState | null = null;
	/** What the page that was here before persisted, until the file is there. */
	private restored = false;
	private readonly persist = debounce(200, () => {
		this.host.persist({
			top: this.view.scroller.wanted,
			selection: this.cursor.selection,
			find: this.finding.persisted,
		});
	});
	private readonly wantMarks = debounce(60, () => {
		void this.findings.want(this.revision, this.view.first, this.view.end);
		const { lines = 0, exact = false } = this.state ?? {};
		if (exact) void this.findings.wantRuler(this.revision, lines, this.ruler.steps);
	});
	private readonly tellCursor = debounce(50, () => {
		this.postCursor();
		this.announce();
	});

	private readonly handlers: Handlers = {
		file: (event) => this.onFile(event),
		analysis: ({ revision, state }) => this.onAnalysis(revision, state),
		reveal: ({ position, focus }) => {
			this.hover.hide();
			this.restored = true;
			this.cursor.isAsked = true;
			this.cursor.set(position);
			this.show(position);
			if (focus) this.editor.focus();
		},
		found: ({ search, found }) => this.finding.take(search, found),
		findFailed: ({ search, message }) => this.finding.fail(search, message),
		do: ({ action }) => this.do(action),
	};

	constructor(main: HTMLElement) {
		this.host = openChannel((event: HostEvent) => {
			// One of an unknown kind (a host of another version) is left alone.
			if (Object.hasOwn(this.handlers, event.type)) this.handlers[event.type](event as never);
		});
		const query: Host['query'] = (name, params) => this.host.query(name, params);
		this.store = new LineStore(query, {
			changed: () => {
				this.cursor.settle();
				this.view.schedule();
			},
			renumbered: (renumbering) => this.renumber(renumbering),
			stays: () => this.view.scroller.isAsked,
		});
		this.findings = new Findings(query, () => {
			this.header.showMarked(this.findings.around);
			this.view.schedule();
		});
		this.view = new TextView(
			this.store,
			(row) => boxesOn(row, this.cursor.selection, this.finding, this.marksOn(row.line)),
			() => this.onDrawn(),
		);
		this.cursor = new Cursor(
			cursorLines(this.store, () => this.view),
			() => this.onCursor(true),
		);
		this.finding = new Finding((message) => this.host.post(message), this.cursor, {
			reveal: (position) => this.show(position),
			changed: () => this.view.schedule(),
			closed: () => {
				this.editor.focus();
				this.persist();
			},
		});
		this.hover = new Hover(query, {
			follow: (href) => this.host.post({ type: 'link', href }),
			left: () => this.editor.focus(),
		});
		this.hovering = new Hovering(this.view, this.hover, this.findings);
		this.header = new Header(
			(action) => this.act(action),
			() => this.host.post({ type: 'retry' }),
		);
		this.editor = this.view.element;
		const frame = h('div', { class: 'editor' }, this.finding.bar.element, this.editor, this.ruler.element);
		main.append(this.header.element, frame, this.hover.element, this.announcer.element);
		this.listen();
		this.editor.focus();
		this.host.post({ type: 'ready' });
	}

	private listen(): void {
		const { editor, view } = this;
		editor.addEventListener('keydown', (event) => this.onKey(event));
		selectByMouse(view, this.cursor, () => this.act('definition'));
		view.element.addEventListener('mousedown', () => setTimeout(() => editor.focus(), 0));
		this.ruler.element.addEventListener('mousedown', ({ offsetY }) => {
			const ratio = offsetY / this.ruler.element.clientHeight;
			view.scroller.scrollTo(ratio * this.store.count - view.scroller.visible / 2);
		});
		copyOnRequest(() => this.copy());
	}

	private onFile({ name, state, failure, retry }: Extract<HostEvent, { type: 'file' }>): void {
		this.state = state;
		this.header.title.textContent = name;
		this.editor.setAttribute(
			'aria-label',
			`${name}, ${(state?.lines ?? 0).toLocaleString('en')} lines, read-only`,
		);
		this.header.showFile(state, failure, retry);
		if (state === null) return;
		if (this.store.update(state)) {
			this.view.clear();
			this.findings.clear();
			this.finding.again();
		}
		this.view.update();
		if (this.restored) return;
		this.restored = true;
		const persisted = readPersisted(this.host.persisted);
		if (persisted === null) return;
		this.cursor.selection = persisted.selection;
		this.cursor.isAsked = true;
		this.view.scroller.scrollTo(persisted.top, true);
		this.tellCursor();
		if (persisted.find !== null) this.finding.restore(persisted.find);
	}

	private onAnalysis(revision: number, state: AnalysisState): void {
		const isNew = this.revision !== revision;
		this.revision = revision;
		this.header.showAnalysis(state);
		if (isNew) this.wantMarks();
	}

	private do(action: PageCommand): void {
		const { finding } = this;
		const actions: Record<PageCommand, () => void> = {
			find: () => finding.bar.open(this.selectedText()),
			findNext: () => finding.go(1),
			findPrevious: () => finding.go(-1),
			toggleMatchCase: () => finding.bar.toggleOption('matchCase'),
			toggleWholeWord: () => finding.bar.toggleOption('wholeWord'),
			toggleRegex: () => finding.bar.toggleOption('regex'),
			showHover: () => this.hovering.atCursor(this.cursor.position),
		};
		if (Object.hasOwn(actions, action)) actions[action]();
	}

	/** Puts a place that the cursor is at into sight, and tells of it. */
	private show(position: TextPosition): void {
		this.cursor.isAsked = true;
		this.view.reveal(position, true);
		this.onCursor(false);
	}

	/**
	 * Lines that had guessed numbers have their right ones: what was scrolled to or clicked at stays the text that it is, what was
	 * asked for by its number stays that number.
	 */
	private renumber({ by, first, before, now }: Renumbering): void {
		const { scroller } = this.view;
		const { isAsked, wanted } = scroller;
		if (!this.cursor.isAsked) {
			const right = (line: number) => (line === before ? now : line >= first ? line + by : line);
			this.cursor.selection = withLines(this.cursor.selection, (line) => Math.max(1, right(line)));
		}
		this.view.update();
		if (!isAsked && wanted + 1 >= first) scroller.scrollTo(wanted + by);
		if (by !== 0) this.findings.clear();
		this.cursor.settle();
		this.tellCursor();
	}

	private onCursor(reveal: boolean): void {
		if (reveal) this.view.reveal(this.cursor.position, this.cursor.isAsked);
		this.finding.tell();
		this.view.schedule();
		this.tellCursor();
		this.persist();
	}

	private onDrawn(): void {
		this.wantMarks();
		this.persist();
		if (this.announcer.isAbout(this.cursor.position)) this.announce();
		const { lines, count } = this.finding.places;
		this.ruler.draw({
			severities: this.findings.ruler,
			matches: lines,
			count,
			cursor: this.cursor.position.line,
			lines: this.store.count,
		});
	}

	/** Findings are on lines by their numbers: there are none on those whose numbers are guessed. */
	private marksOn(line: number): readonly Mark[] {
		return this.store.isExact(line) ? this.findings.on(line) : [];
	}

	private onKey(event: KeyboardEvent): void {
		const move = moveOf(event);
		if (event.key === 'Escape') {
			if (this.hover.isShown) this.hover.hide();
			else if (this.finding.bar.isOpen) this.finding.bar.close();
		} else if (isCommand(event, 'a')) this.cursor.selectAll();
		else if (scrollOf(event) !== 0) this.view.scroller.scrollTo(this.view.scroller.top + scrollOf(event));
		else if (move !== undefined) {
			this.hover.hide();
			this.cursor.move(move, event.shiftKey);
		} else return;
		event.preventDefault();
	}

	private act(action: PageAction): void {
		// What is done is done where the cursor is: that is told first.
		this.postCursor();
		this.host.post({ type: 'action', action });
	}

	private postCursor(): void {
		const { selection, position, isAsked } = this.cursor;
		this.host.post({ type: 'cursor', ...selection, guessed: !isAsked && !this.store.isExact(position.line) });
	}

	private announce(): void {
		const { position } = this.cursor;
		this.announcer.tell(position, this.store.get(position.line), this.marksOn(position.line));
	}

	private copy(): void {
		const [from, to] = copied(this.cursor.selection);
		this.host.post({ type: 'copy', from, to });
	}

	/** What of one line is selected: what one is likely to search for. */
	private selectedText(): string {
		const [from, to] = ordered(this.cursor.selection);
		if (from.line !== to.line) return '';
		const { text = '', before } = this.store.get(from.line) ?? {};
		const start = before?.columns ?? 0;
		return text.slice(Math.max(0, from.column - start), Math.max(0, to.column - start));
	}
}

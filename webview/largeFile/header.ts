import type { AnalysisState, FileState, PageAction } from '../../src/session/linesProtocol.ts';
import { fill, h } from '../dom.ts';

const figure = (value: number) => value.toLocaleString('en');
const megabytes = (bytes: number) =>
	`${(bytes / 1e6).toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} MB`;
const counted = (value: number, noun: string) => `${figure(value)} ${noun}${value === 1 ? '' : 's'}`;

/** It is said so long that what could not be read can be read again, in ms. */
const RECOVERED = 6000;

/** The line above the text: what the code lens of a text editor says, what is known of the file, how far it is read. */
export class Header {
	private readonly lens = h('div', { class: 'lens' });
	private readonly about = h('div', { class: 'about' });
	private readonly marked = h('div', { class: 'marked' });
	private readonly bar = h('progress', { max: 1, hidden: true, 'aria-label': 'Progress' });
	private readonly problem = h('div', { class: 'problem-line', role: 'alert', hidden: true });
	/** The name of the file, for those who do not see its tab. */
	readonly title = h('h1', { class: 'visually-hidden' });
	readonly element = h(
		'header',
		{ class: 'header' },
		this.title,
		h('div', { class: 'header-line' }, this.lens, this.marked, this.about),
		this.problem,
		this.bar,
	);

	private shownProblem = '';
	/** Until it is not said any more that the file can be read again. */
	private recovered: ReturnType<typeof setTimeout> | undefined;

	/** @param retry tries again to read what could not be read */
	constructor(
		private readonly act: (action: PageAction) => void,
		private readonly retry: () => void,
	) {}

	showFile(state: FileState | null, failure: string | null, retry: boolean): void {
		this.showProblem(failure ?? state?.problem ?? '', retry);
		if (state === null) {
			fill(this.about, failure === null ? 'Opening the file' : '');
			return;
		}
		const read = state.exact
			? ''
			: ` · ${Math.floor((state.indexed / Math.max(1, state.size)) * 100)} % of the lines counted`;
		if (state.exact && state.lines === 0) {
			fill(this.about, 'The file is empty');
			return;
		}
		const lines = `${state.exact ? '' : 'about '}${counted(state.lines, 'line')}`;
		fill(this.about, `${lines} · ${megabytes(state.size)}${read}`);
	}

	/** Tells where not all findings are marked that are on the lines around what is shown. */
	showMarked({ marked, total }: { marked: number; total: number }): void {
		const text =
			marked < total ? `${figure(marked)} of ${figure(total)} findings around here are marked` : '';
		if (this.marked.textContent !== text) this.marked.textContent = text;
	}

	/** Says why the file cannot be read, and once it can be again that it can. */
	private showProblem(problem: string, retry: boolean): void {
		if (problem === this.shownProblem) return;
		const isOver = problem === '';
		this.shownProblem = problem;
		clearTimeout(this.recovered);
		this.problem.hidden = false;
		this.problem.classList.toggle('over', isOver);
		const again = h('button', { type: 'button', class: 'link' }, 'Try Again');
		again.addEventListener('click', this.retry);
		fill(this.problem, isOver ? 'The file can be read again.' : problem, !isOver && retry && [' ', again]);
		if (isOver) this.recovered = setTimeout(() => this.problem.toggleAttribute('hidden', true), RECOVERED);
	}

	showAnalysis({ summary, progress, message }: AnalysisState): void {
		const parts: (HTMLElement | string)[] = [];
		if (summary !== null) {
			if (summary.unread) parts.push('No line is an event');
			else if (summary.conflicts === 0) parts.push('No conflicts');
			else {
				parts.push(
					this.link(counted(summary.conflicts, 'conflict'), 'showReport', 'Show the conflict report'),
				);
				parts.push(
					this.link(`${figure(summary.conflictsOpen)} open`, 'nextConflict', 'Go to the next conflict'),
				);
			}
			if (summary.partial !== null) parts.push(extentOf(summary.partial));
			parts.push(
				this.link('Open visualizer', 'openVisualizer', 'Conflicts as a table, sequence diagrams, and more'),
			);
		}
		if (progress !== null) {
			parts.push(`${progress.label}, ${Math.floor(progress.done * 100)} %`);
			parts.push(this.link('Cancel', 'cancelAnalysis', 'Stop; what was read until now stays'));
		}
		if (message !== null) {
			parts.push(message);
			if (summary === null) parts.push(this.link('Read As…', 'readAs', 'Choose the format of the file'));
		}
		fill(
			this.lens,
			parts.flatMap((part, i) => (i === 0 ? [part] : [' · ', part])),
		);
		this.bar.hidden = progress === null;
		this.bar.value = progress?.done ?? 0;
	}

	private link(label: string, action: PageAction, title: string): HTMLElement {
		const button = h('button', { type: 'button', class: 'link', title }, label);
		button.addEventListener('click', () => this.act(action));
		return button;
	}
}

/** How much of the files the figures are of. */
function extentOf({
	bytes,
	total,
	goesOn,
}: NonNullable<NonNullable<AnalysisState['summary']>['partial']>): string {
	const of = total === null ? '' : ` of ${megabytes(total)}`;
	return `in the first ${megabytes(bytes)}${of}${goesOn ? ' so far' : ''}`;
}

import type { FileState, LineWindow, ShownLine } from '../../src/session/linesProtocol.ts';
import type { Host } from './host.ts';

/** Lines are asked for by pages. */
const PAGE = 128;
/** So many pages are kept, those near to what is shown. */
const KEPT = 200;
/** Pages under way: who scrolls quickly wants the last ones, not all that came by. */
const UNDER_WAY = 2;

interface Page extends LineWindow {
	/** Shown until it comes anew. */
	stale: boolean;
}

/** The lines around what is shown. What is not here yet is asked for; nothing waits for it. */
export class LineStore {
	/** Lines of the file, a guess while it is being read. */
	count = 0;
	private state: FileState | null = null;
	private readonly pages = new Map<number, Page>();
	private readonly pending = new Set<number>();
	private readonly expanded = new Map<number, ShownLine>();
	private wanted: [from: number, to: number] = [0, 0];

	/**
	 * @param changed lines have come
	 * @param renumbered lines that were numbered by a guess have their right numbers now: so much more
	 */
	constructor(
		private readonly query: Host['query'],
		private readonly changed: () => void,
		private readonly renumbered: (by: number) => void,
	) {}

	/** Takes what is known of the file now. @returns whether it is another file than before */
	update(state: FileState): boolean {
		const isOther = this.state !== null && this.state.generation !== state.generation;
		this.state = state;
		this.count = state.lines;
		if (isOther) {
			this.pages.clear();
			this.expanded.clear();
		}
		for (const page of this.pages.values()) {
			if (page.lines.length < PAGE && page.from + page.lines.length <= state.lines) page.stale = true;
		}
		void this.renumber();
		this.fetch();
		return isOther;
	}

	get(line: number): ShownLine | undefined {
		const page = this.pages.get(pageOf(line));
		return this.expanded.get(line) ?? page?.lines[line - page.from];
	}

	/** Whether the number of a line is right, as far as one knows. */
	isExact(line: number): boolean {
		return this.pages.get(pageOf(line))?.exact ?? true;
	}

	/** Has these lines come, the latter excluded, and forgets those far away. */
	want(from: number, to: number): void {
		this.wanted = [Math.max(1, from), Math.min(to, this.count + 1)];
		this.fetch();
	}

	/** Asks for so many bytes of a long line. */
	async expand(line: number, limit: number): Promise<void> {
		const generation = this.state?.generation;
		const answer = await this.query('line', { line, limit });
		if ('err' in answer || this.state?.generation !== generation) return;
		this.expanded.set(line, answer.ok);
		this.changed();
	}

	private fetch(): void {
		const [from, to] = this.wanted;
		for (let page = pageOf(from); page <= pageOf(to - 1); page++) {
			if (this.pending.size >= UNDER_WAY) return;
			const known = this.pages.get(page);
			if (this.pending.has(page) || (known !== undefined && !known.stale)) continue;
			void this.ask(page);
		}
	}

	private async ask(page: number): Promise<void> {
		this.pending.add(page);
		const generation = this.state?.generation;
		const near = [...this.pages.values()].find(
			(known) => !known.exact && Math.abs(pageOf(known.from) - page) <= KEPT,
		);
		const anchor = near === undefined ? null : { line: near.from, offset: near.offset };
		const answer = await this.query('lines', { from: page * PAGE + 1, count: PAGE, anchor });
		this.pending.delete(page);
		if ('ok' in answer && this.state?.generation === generation) {
			// Guesses fit together only where they were numbered on from each other.
			if (!answer.ok.exact && near === undefined) this.forget((known) => !known.exact);
			this.pages.set(page, { ...answer.ok, stale: false });
			const middle = pageOf((this.wanted[0] + this.wanted[1]) >> 1);
			if (this.pages.size > KEPT) this.forget((_, at) => Math.abs(at - middle) > KEPT >> 1);
			this.changed();
		}
		this.fetch();
	}

	private forget(which: (page: Page, at: number) => boolean): void {
		for (const [at, page] of this.pages) if (which(page, at)) this.pages.delete(at);
	}

	/** Once the file is read as far as the guessed lines that are shown, they get their numbers. */
	private async renumber(): Promise<void> {
		const guessed = [...this.pages.entries()].find(
			([at, page]) => !page.exact && at >= pageOf(this.wanted[0]) && at <= pageOf(this.wanted[1]),
		);
		if (guessed === undefined) return;
		const [at, page] = guessed;
		const answer = await this.query('locate', { offset: page.offset });
		if ('err' in answer || answer.ok === null || this.pages.get(at) !== page) return;
		this.forget((known) => !known.exact);
		this.renumbered(answer.ok - page.from);
	}
}

function pageOf(line: number): number {
	return Math.floor((line - 1) / PAGE);
}

import type { FileState, LineWindow, ShownLine } from '../../src/session/linesProtocol.ts';
import type { Host } from './host.ts';
import { LongLines, type Wanted } from './longLines.ts';

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

/** How numbers of lines that were guessed differ from the right ones. */
export interface Renumbering {
	/** Lines from `first` on are so much further down than it was guessed. */
	by: number;
	first: number;
	/** Lines of the file as it was guessed, where it was and is not any more, else 0. */
	before: number;
	/** Lines of the file. */
	now: number;
}

interface LineStoreEvents {
	/** Lines have come. */
	changed(): void;
	/** Lines that were numbered by a guess have their right numbers now, or the file has more or fewer. */
	renumbered(renumbering: Renumbering): void;
	/** Whether what is shown was asked for by its number: the number stays then, not the text. */
	stays(): boolean;
}

/** The lines around what is shown. What is not here yet is asked for; nothing waits for it. */
export class LineStore {
	/** Lines of the file, a guess while it is being read. */
	count = 0;
	private state: FileState | null = null;
	private readonly pages = new Map<number, Page>();
	private readonly pending = new Set<number>();
	private readonly long: LongLines;
	private wanted: [from: number, to: number] = [0, 0];
	private renumbering = false;
	/** Whether `count` is a guess. */
	private isGuess = false;

	constructor(
		private readonly query: Host['query'],
		private readonly events: LineStoreEvents,
	) {
		this.long = new LongLines(query);
	}

	/** Whether the number of lines is known. */
	get isCounted(): boolean {
		return this.state?.exact ?? false;
	}

	/** Takes what is known of the file now. @returns whether it is another file than before */
	update(state: FileState): boolean {
		const isOther = this.state !== null && this.state.generation !== state.generation;
		this.state = state;
		if (isOther) {
			this.pages.clear();
			this.long.clear();
			this.isGuess = false;
		}
		// Until what is shown has its right numbers, they are out of those that were guessed.
		if (!state.exact || this.guessedInSight() === undefined) this.setCount(state.lines);
		for (const page of this.pages.values()) {
			if (!page.exact && state.exact) continue;
			if (page.lines.length < PAGE && page.from + page.lines.length <= state.lines) page.stale = true;
		}
		void this.renumber();
		this.fetch();
		return isOther;
	}

	get(line: number): ShownLine | undefined {
		const page = this.pages.get(pageOf(line));
		return this.long.get(line) ?? page?.lines[line - page.from];
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

	/** Has another piece of a long line come. @returns whether it came */
	async expand(line: number, to: Wanted): Promise<boolean> {
		const shown = this.get(line);
		const generation = this.state?.generation;
		if (shown === undefined) return false;
		const came = await this.long.expand(line, shown, to, () => this.state?.generation === generation);
		if (came) this.events.changed();
		return came;
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
		// A guess that was made before the lines were counted is of no use any more.
		const isLate = 'ok' in answer && !answer.ok.exact && this.isCounted;
		if ('ok' in answer && this.state?.generation === generation && !isLate) {
			// Guesses fit together only where they were numbered on from each other.
			if (!answer.ok.exact && near === undefined) this.forget((known) => !known.exact);
			this.pages.set(page, { ...answer.ok, stale: false });
			const middle = pageOf((this.wanted[0] + this.wanted[1]) >> 1);
			if (this.pages.size > KEPT) this.forget((_, at) => Math.abs(at - middle) > KEPT >> 1);
			this.events.changed();
		}
		this.fetch();
	}

	private forget(which: (page: Page, at: number) => boolean): void {
		for (const [at, page] of this.pages) if (which(page, at)) this.pages.delete(at);
	}

	private guessedInSight(): [at: number, page: Page] | undefined {
		const [from, to] = this.wanted;
		return [...this.pages].find(([at, page]) => !page.exact && at >= pageOf(from) && at <= pageOf(to));
	}

	/** Once the file is read as far as the guessed lines that are shown, they get their numbers. */
	private async renumber(): Promise<void> {
		if (this.renumbering) return;
		const { state } = this;
		const guessed = this.guessedInSight();
		if (guessed === undefined) {
			if (this.isCounted) this.forget((known) => !known.exact);
			return;
		}
		this.renumbering = true;
		const [at, page] = guessed;
		const answer = await this.query('locate', { offset: page.offset });
		const line = 'ok' in answer ? answer.ok : null;
		const by = line === null || this.pages.get(at) !== page ? null : line - page.from;
		if (by !== null) await this.exchange(by);
		this.renumbering = false;
		if (by === null && this.isCounted) {
			this.forget((known) => !known.exact);
			this.setCount(this.state?.lines ?? 0);
			this.events.changed();
		}
		// More may have become known meanwhile.
		if (this.state !== state) void this.renumber();
	}

	/** Puts lines with their right numbers into the place of those that are `by` further down than it was guessed. */
	private async exchange(by: number): Promise<void> {
		const generation = this.state?.generation;
		const [from, to] = this.wanted;
		const shift = this.events.stays() ? 0 : by;
		const right: [at: number, page: Page][] = [];
		for (let at = pageOf(Math.max(1, from + shift)); at <= pageOf(Math.max(1, to - 1 + shift)); at++) {
			const answer = await this.query('lines', { from: at * PAGE + 1, count: PAGE, anchor: null });
			if ('ok' in answer && answer.ok.exact) right.push([at, { ...answer.ok, stale: false }]);
		}
		const { state } = this;
		if (state === null || state.generation !== generation) return;
		const first = [...this.pages.values()].reduce(
			(least, known) => (known.exact ? least : Math.min(least, known.from)),
			Number.POSITIVE_INFINITY,
		);
		this.forget((known) => !known.exact);
		for (const [at, page] of right) this.pages.set(at, page);
		this.setCount(state.lines, { by, first });
		this.fetch();
	}

	private setCount(lines: number, shift = { by: 0, first: Number.POSITIVE_INFINITY }): void {
		const { count, isGuess } = this;
		this.count = lines;
		this.isGuess = !this.isCounted;
		const before = isGuess && !this.isGuess ? count : 0;
		if (count !== lines || shift.by !== 0) this.events.renumbered({ ...shift, before, now: lines });
		else this.events.changed();
	}
}

function pageOf(line: number): number {
	return Math.floor((line - 1) / PAGE);
}

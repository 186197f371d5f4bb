import type { FindQuery, Found, TextPosition } from '../../src/session/linesProtocol.ts';
import type { Cursor } from './cursor.ts';
import { FindBar } from './findBar.ts';
import type { Host } from './host.ts';
import { Matches } from './matches.ts';
import type { Box } from './rows.ts';
import { isEmpty, ordered, type Selection } from './selection.ts';

/** Boxes of more matches on one line are not drawn. */
const DRAWN = 500;

interface FindingEvents {
	/** Show this match. */
	reveal(position: TextPosition): void;
	/** Matches are others than before. */
	changed(): void;
	closed(): void;
}

/** Searching the file: the bar, what was found, and the way from match to match. */
export class Finding {
	readonly bar: FindBar;
	private matches = new Matches();
	private query: FindQuery | null = null;
	/** Searches so far: the number of the last one. */
	private searches = 0;
	/** Where the first match is looked for that a new search goes to; null once it is found. */
	private from: TextPosition | null = null;

	constructor(
		private readonly post: Host['post'],
		private readonly cursor: Cursor,
		private readonly events: FindingEvents,
	) {
		this.bar = new FindBar({
			search: (query) => this.search(query),
			go: (direction) => this.go(direction),
			closed: () => events.closed(),
		});
	}

	/** What to persist. */
	get persisted(): FindQuery | null {
		return this.bar.isOpen ? this.query : null;
	}

	/** The lines of all matches that are held. */
	get places(): { lines: Uint32Array; count: number } {
		return this.matches;
	}

	/** Goes on with the search of an earlier page; the cursor stays where it is. */
	restore(query: FindQuery): void {
		this.bar.restore(query);
		this.from = null;
	}

	/** The file is another one: what was found is void. */
	again(): void {
		if (this.query !== null) this.search(this.query);
		this.from = null;
	}

	/** @param search the number of the search that found it: an older one is of no interest any more */
	take(search: number, found: Found): void {
		if (search !== this.searches || this.query === null) return;
		this.matches.add(found);
		if (this.from !== null) {
			const next = this.matches.from(this.from);
			if (next < this.matches.count || (found.done && this.matches.count > 0)) {
				this.from = null;
				this.select(next % this.matches.count);
			}
		}
		this.tell();
		this.events.changed();
	}

	fail(search: number, message: string): void {
		if (search === this.searches && this.query !== null) this.bar.fail(message);
	}

	/** To the next match behind the selection, or the one before it; round the ends of the file. */
	go(direction: 1 | -1): void {
		const { count } = this.matches;
		if (!this.bar.isOpen) this.bar.open('');
		if (count === 0) return;
		const [start, end] = ordered(this.cursor.selection);
		const current = this.current();
		const next =
			current >= 0
				? current + direction
				: direction > 0
					? this.matches.from(end)
					: this.matches.from(start) - 1;
		this.from = null;
		this.select((next + count) % count);
	}

	/** The selection is another one. */
	tell(): void {
		if (this.query !== null && (this.matches.searched > 0 || this.matches.done))
			this.bar.show(this.matches, this.current());
	}

	/** @param start the column that what is shown of the line starts at */
	boxesOn(line: number, start: number): Box[] {
		const boxes: Box[] = [];
		const current = this.current();
		// One that starts before may reach into it.
		const first = start === 0 ? 0 : -1;
		for (
			let match = Math.max(0, this.matches.from({ line, column: start }) + first);
			match < this.matches.count;
			match++
		) {
			const { line: at, start: from, end } = this.matches.place(match);
			if (at < line) continue;
			if (at > line || boxes.length === DRAWN) break;
			boxes.push({ kind: match === current ? 'match current' : 'match', start: from, end });
		}
		return boxes;
	}

	private search(query: FindQuery | null): void {
		this.query = query;
		this.matches = new Matches();
		this.from = query === null ? null : ordered(this.cursor.selection)[0];
		this.post({ type: 'find', search: ++this.searches, query });
		this.events.changed();
	}

	private select(match: number): void {
		const { line, start, end } = this.matches.place(match);
		this.cursor.selection = {
			anchor: { line, column: start },
			cursor: { line, column: end },
		} satisfies Selection;
		this.events.reveal({ line, column: end });
		this.tell();
	}

	/** The match that is just what is selected; -1: none. */
	private current(): number {
		const { selection } = this.cursor;
		const [from, to] = ordered(selection);
		if (from.line !== to.line) return -1;
		const match = this.matches.from(from);
		if (match >= this.matches.count) return -1;
		const { line, start, end } = this.matches.place(match);
		const isIt = line === from.line && start === from.column && end === to.column;
		return isIt && (!isEmpty(selection) || start === end) ? match : -1;
	}
}

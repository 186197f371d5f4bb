import type { Result, Rows } from '../../src/session/protocol.ts';

/** Rows asked for at once. Small enough for an answer in a frame or two, large enough to hold a page of any screen. */
const PAGE = 100;
/** Pages kept; those looked at longest ago go first. */
const KEPT = 30;
/** Asked at a time. While one scrolls fast, pages passed by are never asked for. */
const PARALLEL = 2;

export type FetchRows<T> = (from: number, count: number) => Promise<Result<Rows<T>>>;

/** The rows of a grid, as far as they are known here: pages that come when they are looked at. */
export class RowCache<T> {
	total = 0;
	private readonly pages = new Map<number, readonly T[]>();
	private readonly asked = new Set<number>();
	private wanted: number[] = [];
	private dropped = false;

	/** `changed` is called when pages arrived, `failed` with what went wrong. */
	constructor(
		private readonly fetch: FetchRows<T>,
		private readonly changed: () => void,
		private readonly failed: (message: string) => void,
	) {}

	/** Asks for the first rows that shall be seen: the page that this row is on. */
	async start(at: number): Promise<void> {
		await this.load(Math.floor(at / PAGE));
	}

	/** No answer changes anything from now on. */
	drop(): void {
		this.dropped = true;
	}

	/** The row, or undefined while it is not here yet. */
	row(index: number): T | undefined {
		return this.pages.get(Math.floor(index / PAGE))?.[index % PAGE];
	}

	/** These rows are looked at now: pages that are missing are asked for, the newest wish first. */
	want(from: number, to: number): void {
		this.wanted = [];
		for (let page = Math.floor(from / PAGE); page <= Math.floor(to / PAGE); page++) {
			const known = this.pages.get(page);
			if (known) {
				this.pages.delete(page);
				this.pages.set(page, known);
			} else if (!this.asked.has(page)) this.wanted.push(page);
		}
		this.next();
	}

	private next(): void {
		while (this.asked.size < PARALLEL) {
			const page = this.wanted.shift();
			if (page === undefined) return;
			void this.load(page);
		}
	}

	private async load(page: number): Promise<void> {
		this.asked.add(page);
		const answer = await this.fetch(page * PAGE, PAGE);
		this.asked.delete(page);
		if (this.dropped) return;
		if ('err' in answer) {
			this.failed(answer.err);
			return;
		}
		this.total = answer.ok.total;
		// A host may answer with rows from before the page, rather than with fewer of them.
		const skip = page * PAGE - answer.ok.from;
		this.pages.set(page, answer.ok.rows.slice(skip, skip + PAGE));
		for (const [oldest] of this.pages) {
			if (this.pages.size <= KEPT) break;
			this.pages.delete(oldest);
		}
		this.changed();
		this.next();
	}
}

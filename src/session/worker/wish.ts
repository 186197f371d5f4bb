/** Milliseconds between two looks at what is wanted, while the worker waits for bytes. */
const INTERVAL = 50;

/** Another revision is wanted. */
export class Cancelled extends Error {
	override name = 'Cancelled';
}

/** Where in shared memory `Wishes.wanted` and `Wishes.stopped` are. */
export const WANTED = 0;
export const STOPPED = 1;

/** What the session wants of an analysis while that runs: see `Wishes`. */
export class Wish {
	private readonly cancelling = new AbortController();
	private readonly stopping = new AbortController();
	private readonly timer: ReturnType<typeof setInterval>;

	/** @param wishes in shared memory; absent: the analysis is wanted to its end */
	constructor(
		private readonly wishes: Int32Array | undefined,
		private readonly revision: number,
	) {
		this.timer = setInterval(() => this.look(), INTERVAL);
	}

	/** Aborted with {@link Cancelled} once another revision is wanted. */
	get cancelled(): AbortSignal {
		return this.cancelling.signal;
	}

	/** Aborted once the reading is to stop. */
	get stopped(): AbortSignal {
		return this.stopping.signal;
	}

	/** @throws Cancelled once another revision is wanted */
	check(): void {
		this.look();
		this.cancelled.throwIfAborted();
	}

	/** Nobody asks any more. */
	end(): void {
		clearInterval(this.timer);
	}

	private look(): void {
		if (this.wishes === undefined) return;
		if (Atomics.load(this.wishes, WANTED) !== this.revision) this.cancelling.abort(new Cancelled());
		if (Atomics.load(this.wishes, STOPPED) === this.revision) this.stopping.abort();
	}
}

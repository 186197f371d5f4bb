/** Milliseconds between two looks at what is wanted, while the worker waits for bytes. */
const INTERVAL = 50;

/** Another revision is wanted. */
export class Cancelled extends Error {
	override name = 'Cancelled';
}

/** What the session wants of an analysis while that runs: see `AnalyseRequest.wanted`. */
export class Wish {
	private readonly cancelling = new AbortController();
	private readonly stopping = new AbortController();
	private readonly wanted: Int32Array | null;
	private readonly timer: ReturnType<typeof setInterval>;

	/** @param wanted absent: the analysis is wanted to its end */
	constructor(
		wanted: SharedArrayBuffer | undefined,
		private readonly revision: number,
	) {
		this.wanted = wanted === undefined ? null : new Int32Array(wanted);
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
		if (this.wanted === null) return;
		if (Atomics.load(this.wanted, 0) !== this.revision) this.cancelling.abort(new Cancelled());
		if (Atomics.load(this.wanted, 1) === this.revision) this.stopping.abort();
	}
}

/** Counters by replica number. */
export type Counters = ReadonlyMap<number, number>;

/**
 * What each replica knows of one key while its events are replayed: for each writer, the highest counter. That is exact where
 * replicas pass on all that they know of a key, which messages do by definition. Only counters in (`above`, `upTo`] count,
 * so that the slice of one conflict is not stirred up by what is older or newer.
 */
export class KeyKnowledge {
	private readonly known = new Map<number, Map<number, number>>();
	/** Replicas whose map is part of a message under way, and is copied before it changes. */
	private readonly shared = new Set<number>();

	constructor(
		private readonly above: Counters | null = null,
		private readonly upTo: Counters | null = null,
	) {}

	/** Adds what a vector tells. Answers whether any of it was new to the replica. */
	learn(replica: number, entries: Iterable<readonly [writer: number, counter: number]>): boolean {
		let news = false;
		for (const [writer, counter] of entries) {
			const limit = this.upTo === null ? counter : Math.min(counter, this.upTo.get(writer) ?? 0);
			const before = this.known.get(replica)?.get(writer) ?? this.above?.get(writer) ?? 0;
			if (limit <= before) continue;
			this.writable(replica).set(writer, limit);
			news = true;
		}
		return news;
	}

	knowsAnything(replica: number): boolean {
		return this.known.has(replica);
	}

	/** What a replica knows now; stays as it is when the replica learns more. */
	snapshot(replica: number): Counters {
		const known = this.known.get(replica);
		if (known === undefined) return NOTHING;
		this.shared.add(replica);
		return known;
	}

	private writable(replica: number): Map<number, number> {
		let own = this.known.get(replica);
		if (own === undefined || this.shared.delete(replica)) {
			own = new Map(own);
			this.known.set(replica, own);
		}
		return own;
	}
}

const NOTHING: Counters = new Map();

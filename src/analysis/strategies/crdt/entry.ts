/**
 * One write as a CRDT sees it: its dot, what its writer had seen, and the operations that it stands for. A reading is a function
 * of the set of entries alone: their order and their repetition do not matter, so replicas that have the same entries agree.
 */
export interface Entry<Op> {
	/** The write, for whoever asks: a version's number. */
	readonly id: number;
	readonly replica: number;
	readonly counter: number;
	/** By replica, how many of its writes the writer had seen. */
	readonly context: ReadonlyMap<number, number>;
	readonly operations: readonly Op[];
}

/** Whether the writer of an entry had seen another one. */
export function sees(entry: Entry<unknown>, other: Entry<unknown>): boolean {
	return (entry.context.get(other.replica) ?? 0) >= other.counter;
}

/** A positive number where the first entry's stamp is the greater one. Never 0 for two different entries. */
export type CompareEntries = (a: Entry<unknown>, b: Entry<unknown>) => number;

/** What a set of entries has seen between them: by replica, the greatest counter. */
export class Seen {
	private readonly counters = new Map<number, number>();

	/** Joins what an entry had seen. */
	add({ context }: Entry<unknown>): void {
		for (const [replica, counter] of context)
			if (counter > (this.counters.get(replica) ?? 0)) this.counters.set(replica, counter);
	}

	covers({ replica, counter }: Entry<unknown>): boolean {
		return (this.counters.get(replica) ?? 0) >= counter;
	}
}

/** The entries without repetitions, in the order of their dots, so that sums come out the same everywhere. */
export function distinct<Op>(entries: readonly Entry<Op>[]): Entry<Op>[] {
	const byId = new Map(entries.map((entry) => [entry.id, entry]));
	return [...byId.values()].sort((a, b) => a.replica - b.replica || a.counter - b.counter || a.id - b.id);
}

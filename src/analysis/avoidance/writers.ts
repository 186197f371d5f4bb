import type { Analysis } from '../analysis.ts';

/** Who wrote a key: for each replica at which it was written, how often. Reused from key to key. */
export class Writers {
	/** Replicas in the order in which they first wrote the key. */
	readonly replicas: number[] = [];
	private readonly counts: Int32Array;
	/** By replica: its place in the trace's order. */
	private readonly places: Int32Array;

	constructor(private readonly analysis: Analysis) {
		const { trace } = analysis;
		this.counts = new Int32Array(trace.replicas.size);
		this.places = new Int32Array(trace.replicas.size).fill(trace.replicas.size);
		for (const [place, replica] of trace.participants.entries()) this.places[replica] = place;
	}

	/**
	 * Looks at the writes of a key: all its versions, those left out of conflicts too, since they were accepted somewhere. A
	 * write is accepted where it happens (`at`), whatever the replica of its dot.
	 */
	load(key: number): void {
		const { versions } = this.analysis;
		this.clear();
		const end = versions.keyStart[key + 1] as number;
		for (let version = versions.keyStart[key] as number; version < end; version++)
			this.add(versions.at[version] as number);
	}

	clear(): void {
		for (const replica of this.replicas) this.counts[replica] = 0;
		this.replicas.length = 0;
	}

	add(replica: number, writes = 1): void {
		if (this.counts[replica] === 0) this.replicas.push(replica);
		this.counts[replica] += writes;
	}

	of(replica: number): number {
		return this.counts[replica] as number;
	}

	/** The replica with the most writes; of several the first in the trace's order. -1 without writes. */
	majority(): number {
		let best = -1;
		for (const replica of this.replicas) {
			const more = best < 0 ? 1 : this.of(replica) - this.of(best);
			if (more > 0 || (more === 0 && this.precedes(replica, best))) best = replica;
		}
		return best;
	}

	/** Whether a replica stands before another one in the trace's order. */
	precedes(replica: number, other: number): boolean {
		return (this.places[replica] as number) < (this.places[other] as number);
	}
}

import type { Trace } from '../../trace/trace.ts';
import type { Versions } from '../versions.ts';
import { replicaRanks } from './replicaRanks.ts';

/** Why one version wins over another. */
export type Deciding =
	/** Its time (or Lamport number) is the greater one. */
	| 'time'
	/** The other one carries no time. */
	| 'no-time'
	/** The same time: the greater replica id. */
	| 'id'
	/** The same time at the same replica: the later version there. */
	| 'counter';

/**
 * A total order of one key's versions by a stamp that they carry: (time, logical part, replica id), ids by code points. Stamps
 * that are equal in all of that are told apart by the counter of the dot, then by their place in the file. A version
 * without a time stands below every version with one.
 */
export class Stamps {
	private readonly ranks: Int32Array;

	/**
	 * @param time by version; NaN where it carries none
	 * @param logical by version, or null where the stamp has no such part
	 */
	constructor(
		trace: Trace,
		private readonly versions: Versions,
		readonly time: Float64Array,
		readonly logical: Float64Array | null,
	) {
		this.ranks = replicaRanks(trace);
	}

	has(version: number): boolean {
		return !Number.isNaN(this.time[version] as number);
	}

	/** Positive where v stands above w. */
	compare(v: number, w: number): number {
		const { time, logical } = this;
		const mine = time[v] as number;
		const theirs = time[w] as number;
		if (mine > theirs) return 1;
		if (mine < theirs) return -1;
		const hasTime = this.has(v);
		if (hasTime !== this.has(w)) return hasTime ? 1 : -1;
		if (logical !== null && hasTime && logical[v] !== logical[w])
			return (logical[v] as number) - (logical[w] as number);
		return this.compareUntimed(v, w);
	}

	/** What decides between two versions. */
	deciding(v: number, w: number): Deciding {
		const { time, logical, versions } = this;
		if (this.has(v) !== this.has(w)) return 'no-time';
		if (this.has(v) && (time[v] !== time[w] || (logical !== null && logical[v] !== logical[w])))
			return 'time';
		return versions.replica[v] === versions.replica[w] ? 'counter' : 'id';
	}

	private compareUntimed(v: number, w: number): number {
		const { replica, counter, event } = this.versions;
		return (
			(this.ranks[replica[v] as number] as number) - (this.ranks[replica[w] as number] as number) ||
			(counter[v] as number) - (counter[w] as number) ||
			(event[v] as number) - (event[w] as number)
		);
	}
}

/** Milliseconds by which each replica's clock is ahead, by replica number; 0 or nothing where that is not known. */
export type ClockOffsets = ReadonlyMap<number, number>;

/**
 * Stamps by wall clock: (ts, replica id).
 *
 * @param offsets what the clocks were ahead: taken off, so that the stamps are what right clocks would have given. The clock is
 *   that of the replica at which the event happened.
 */
export function wallStamps(trace: Trace, versions: Versions, offsets?: ClockOffsets): Stamps {
	const { at, ts } = versions;
	const time =
		offsets === undefined || offsets.size === 0
			? ts
			: ts.map((own, version) => own - (offsets.get(at[version] as number) ?? 0));
	return new Stamps(trace, versions, time, null);
}

/** Stamps by hybrid logical clock: (wall, logical, replica id). Null in a trace without them. */
export function hlcStamps(trace: Trace, versions: Versions): Stamps | null {
	if (trace.hlcWall.length === 0) return null;
	const time = new Float64Array(versions.count);
	const logical = new Float64Array(versions.count);
	for (let version = 0; version < versions.count; version++) {
		const event = versions.event[version] as number;
		time[version] = trace.hlcWall[event] as number;
		logical[version] = trace.hlcLogical[event] as number;
	}
	return new Stamps(trace, versions, time, logical);
}

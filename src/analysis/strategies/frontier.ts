import { grown } from '../../trace/growable.ts';
import type { Analysis } from '../analysis.ts';
import type { Versions } from '../versions.ts';

/** The final frontier of every key: the versions that no other version of their key has in its context. */
export interface Frontier {
	/** By version: 1 where it is in the final frontier of its key. Versions left out as unsound are not. */
	readonly isIn: Uint8Array;
	/** By key number: how many versions are. 0 for a key without (sound) versions. */
	readonly size: Uint32Array;
}

/**
 * Finds the final frontiers. Of each key the contexts are joined to one vector; what it does not cover nobody had seen. O(entries
 * of all vectors), and no pair of versions is looked at.
 */
export function finalFrontier({ versions, chains }: Analysis): Frontier {
	const keys = versions.keyStart.length - 1;
	const isIn = new Uint8Array(versions.count);
	const size = new Uint32Array(keys);
	const joined = new JoinedContext(versions);
	for (let key = 0; key < keys; key++) {
		const start = versions.keyStart[key] as number;
		const end = versions.keyStart[key + 1] as number;
		if (chains[key] === 1) {
			isIn[end - 1] = size[key] = 1;
			continue;
		}
		joined.clear();
		for (let version = start; version < end; version++)
			if (versions.excluded[version] === 0) joined.add(version);
		for (let version = start; version < end; version++) {
			if (versions.excluded[version] === 1 || joined.covers(version)) continue;
			isIn[version] = 1;
			size[key]++;
		}
	}
	return { isIn, size };
}

/** The versions of a key that are in its final frontier, in visiting order. */
export function frontierOf(frontier: Frontier, versions: Versions, key: number): number[] {
	const found: number[] = [];
	const end = versions.keyStart[key + 1] as number;
	for (let version = versions.keyStart[key] as number; version < end; version++)
		if (frontier.isIn[version] === 1) found.push(version);
	return found;
}

/** The join of versions' contexts, reused from key to key. Clearing costs what was touched. */
export class JoinedContext {
	private counters = new Float64Array(16);
	private readonly touched: number[] = [];

	constructor(private readonly versions: Versions) {}

	clear(): void {
		for (const replica of this.touched) this.counters[replica] = 0;
		this.touched.length = 0;
	}

	/** Joins the context of a version: its dot is not part of that. Linear in the vector's entries. */
	add(version: number): void {
		const { pool, vector, replica, dotted } = this.versions;
		const start = vector[version] as number;
		if (start < 0) return;
		const own = dotted[version] === 0 ? (replica[version] as number) : -1;
		for (let i = pool.size(start) - 1; i >= 0; i--) {
			const at = pool.replica(start, i);
			this.raise(at, at === own ? pool.counter(start, i) - 1 : pool.counter(start, i));
		}
	}

	/** Whether the dot of a version is in one of the contexts. */
	covers(version: number): boolean {
		return this.of(this.versions.replica[version] as number) >= (this.versions.counter[version] as number);
	}

	of(replica: number): number {
		return this.counters[replica] ?? 0;
	}

	private raise(replica: number, counter: number): void {
		if (counter <= this.of(replica)) return;
		if (replica >= this.counters.length) this.counters = grown(this.counters, replica + 1);
		if (this.counters[replica] === 0) this.touched.push(replica);
		this.counters[replica] = counter;
	}
}

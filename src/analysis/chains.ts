import type { Versions } from './versions.ts';

/**
 * Tells the keys whose versions form a chain: each one has seen exactly those before it, and was written at the replica of its
 * dot. Most keys of most traces do, and of a chain everything is known without looking further: it has no conflicts.
 */
export class Chains {
	/** By replica: how many of the versions so far are its own. */
	private readonly visited: Int32Array;
	private readonly touched: number[] = [];

	constructor(
		private readonly versions: Versions,
		replicas: number,
	) {
		this.visited = new Int32Array(replicas);
	}

	/** Whether versions [start, end), all those of a key, form a chain. Linear in the entries of their vectors. */
	isChain(start: number, end: number): boolean {
		const { visited, touched } = this;
		const { replica } = this.versions;
		let version = start;
		while (version < end && this.continues(version)) {
			const own = replica[version] as number;
			if (visited[own] === 0) touched.push(own);
			visited[own]++;
			version++;
		}
		for (let i = 0; i < touched.length; i++) visited[touched[i] as number] = 0;
		touched.length = 0;
		return version === end;
	}

	private continues(version: number): boolean {
		const { visited, touched } = this;
		const { pool, vector, replica, at, counter, dotted, excluded } = this.versions;
		const own = replica[version] as number;
		if (excluded[version] === 1 || at[version] !== own) return false;
		const before = visited[own] as number;
		if (counter[version] !== before + 1) return false;
		const start = vector[version] as number;
		const plain = dotted[version] === 0;
		let named = 0;
		for (let i = pool.size(start) - 1; i >= 0; i--) {
			const counted = pool.counter(start, i);
			const other = pool.replica(start, i);
			const seen = plain && other === own ? counted - 1 : counted;
			if (seen !== visited[other]) return false;
			if (seen > 0) named++;
		}
		return named === touched.length;
	}
}

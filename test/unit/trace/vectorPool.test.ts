import { describe, expect, it } from 'vitest';
import { VectorPool } from '../../../src/trace/vectorPool.ts';

type Entries = [replica: number, counter: number][];

function add(pool: VectorPool, entries: Entries): number {
	pool.begin();
	for (const [replica, counter] of entries) pool.push(replica, counter);
	return pool.end();
}

function read(pool: VectorPool, start: number): Entries {
	return Array.from({ length: pool.size(start) }, (_, i) => [pool.replica(start, i), pool.counter(start, i)]);
}

describe('a pool of vectors', () => {
	it('stores the same vector once', () => {
		const pool = new VectorPool();
		const vectors: Entries[] = [
			[],
			[[0, 0]],
			[[0, 1]],
			[
				[0, 1],
				[1, 2],
			],
			[
				[1, 2],
				[0, 1],
			],
			// The same in 32 bits.
			[[0, 1 + 2 ** 32]],
			[[0, Number.MAX_SAFE_INTEGER]],
		];
		const places = vectors.map((entries) => add(pool, entries));
		expect(new Set(places).size).toBe(vectors.length);
		expect(vectors.map((entries) => add(pool, entries))).toEqual(places);
		expect(places.map((place) => read(pool, place))).toEqual(vectors);
	});

	it('drops what was begun and not ended', () => {
		const pool = new VectorPool();
		const first = add(pool, [[3, 4]]);
		pool.begin();
		pool.push(5, 6);
		const second = add(pool, [[5, 7]]);
		expect([read(pool, first), read(pool, second)]).toEqual([[[3, 4]], [[5, 7]]]);
		expect(pool.entries().ids).toHaveLength(4);
	});

	it('keeps the later of two counters of one replica, also after a vector was found', () => {
		const pool = new VectorPool();
		const first = add(pool, [[1, 1]]);
		expect(add(pool, [[1, 1]])).toBe(first);
		expect(
			add(pool, [
				[1, 9],
				[1, 1],
			]),
		).toBe(first);
	});

	it('finds them all while it grows', () => {
		const pool = new VectorPool();
		const vector = (i: number): Entries => Array.from({ length: i % 5 }, (_, r) => [r, i * 31 + r]);
		const places = Array.from({ length: 20_000 }, (_, i) => add(pool, vector(i)));
		expect(places.every((place, i) => add(pool, vector(i)) === place)).toBe(true);
		expect(read(pool, places[19_999] as number)).toEqual(vector(19_999));
	});
});

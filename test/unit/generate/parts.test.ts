import { describe, expect, it } from 'vitest';
import { Changes } from '../../../src/generate/changes.ts';
import { Clocks } from '../../../src/generate/clocks.ts';
import { afterWrite, Held, join, type Version } from '../../../src/generate/held.ts';
import { KeySpace } from '../../../src/generate/keySpace.ts';
import { Network } from '../../../src/generate/network.ts';
import { type GenerateOptions, toSettings } from '../../../src/generate/options.ts';
import { Random } from '../../../src/generate/random.ts';
import { resolve } from '../../../src/generate/resolution.ts';
import { TaskQueue } from '../../../src/generate/taskQueue.ts';

describe('Random', () => {
	it('repeats itself for a seed and differs for another', () => {
		const draw = (seed: number) =>
			Array.from(
				{ length: 5 },
				(
					(random) => () =>
						random.next()
				)(new Random(seed)),
			);
		expect(draw(7)).toEqual(draw(7));
		expect(draw(8)).not.toEqual(draw(7));
		expect(draw(7 + 2 ** 40)).not.toEqual(draw(7));
	});

	it('spreads evenly and keeps to its means', () => {
		const random = new Random(1);
		const counts = new Array<number>(10).fill(0);
		let sum = 0;
		for (let i = 0; i < 100_000; i++) {
			counts[random.below(10)]++;
			sum += random.exponential(50);
		}
		for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
		expect(sum / 100_000).toBeCloseTo(50, -0.5);
	});
});

describe('Held', () => {
	const nothing = new Held([0, 0], []);
	const version = (replica: number, counter: number): Version => ({
		replica,
		counter,
		ts: counter,
		value: `${replica}.${counter}`,
		json: '',
	});

	it('supersedes what the writer had seen and keeps the rest', () => {
		const first = afterWrite(nothing, version(0, 1), nothing);
		const blind = afterWrite(first, version(0, 2), nothing);
		expect(blind.siblings.map(({ counter }) => counter)).toEqual([1, 2]);
		const aware = afterWrite(blind, version(0, 3), first);
		expect(aware.siblings.map(({ counter }) => counter)).toEqual([2, 3]);
		expect(afterWrite(blind, version(0, 3), blind).siblings).toHaveLength(1);
	});

	it('joins to the same siblings in either order, and never changes a side', () => {
		const left = afterWrite(nothing, version(0, 1), nothing);
		const right = afterWrite(nothing, version(1, 1), nothing);
		const both = join(left, right);
		expect(both.vector).toEqual([1, 1]);
		expect(new Set(join(right, left).siblings)).toEqual(new Set(both.siblings));
		expect(join(both, left)).toBe(both);
		expect(join(right, both)).toBe(both);
		const resolved = afterWrite(both, version(1, 2), both);
		expect(join(resolved, both)).toBe(resolved);
		expect(left.vector).toEqual([1, 0]);
	});

	it('writes its vector without zeros', () => {
		expect(new Held([3, 0], []).vectorJson(['"a"', '"b"'])).toBe('{"a":3}');
	});
});

it('TaskQueue gives tasks by time, equals in the order of their coming', () => {
	const queue = new TaskQueue();
	const random = new Random(3);
	const times = Array.from({ length: 500 }, () => random.below(40));
	times.forEach((time, replica) => {
		queue.add({ kind: 'exchange', time, replica });
	});
	const expected = times.map((time, replica) => ({ kind: 'exchange', time, replica }));
	expected.sort((a, b) => a.time - b.time || a.replica - b.replica);
	expect(times.map(() => queue.take())).toEqual(expected);
	expect(queue.nextTime).toBe(Number.POSITIVE_INFINITY);
});

it('Changes lists the keys changed since a point, the last first, each once', () => {
	const changes = new Changes(5);
	for (const key of [1, 2, 3, 1]) changes.touch(key);
	expect([...changes.since(0)]).toEqual([1, 3, 2]);
	const then = changes.now;
	expect([...changes.since(then)]).toEqual([]);
	for (const key of [3, 4, 3]) changes.touch(key);
	expect([...changes.since(then)]).toEqual([3, 4]);
});

describe('Clocks', () => {
	const clocks = () =>
		new Clocks(
			toSettings({
				startMs: 1000,
				replicas: [
					{ id: 'a', skewMs: 200 },
					{ id: 'b', driftPpm: 1e5 },
				],
			}),
		);

	it('are ahead by their skew and gain by their drift', () => {
		expect(clocks().wall(0, 50)).toBe(1250);
		expect(clocks().wall(1, 50)).toBe(1055);
	});

	it('give hybrid readings that grow along messages', () => {
		const hybrid = clocks();
		const sent = hybrid.tick(0, 1200);
		expect(hybrid.tick(0, 1200)).toEqual({ wall: 1200, logical: 1 });
		hybrid.receive(1, 1005, sent);
		expect(hybrid.tick(1, 1006)).toEqual({ wall: 1200, logical: 2 });
		expect(hybrid.tick(1, 1300)).toEqual({ wall: 1300, logical: 0 });
	});
});

describe('KeySpace', () => {
	const draws = (options: GenerateOptions) => {
		const settings = toSettings(options);
		const keys = new KeySpace(settings);
		const random = new Random(1);
		const counts = new Array<number>(settings.keys).fill(0);
		for (let i = 0; i < 20_000; i++) counts[keys.draw(random)]++;
		return counts;
	};

	it('draws by the distribution', () => {
		const uniform = draws({ keys: 10, keyDistribution: { type: 'uniform' } });
		expect(Math.min(...uniform)).toBeGreaterThan(1800);
		const zipf = draws({ keys: 10, keyDistribution: { type: 'zipf', exponent: 1 } });
		expect(zipf[0] / zipf[9]).toBeGreaterThan(8);
		expect(Math.min(...zipf)).toBeGreaterThan(0);
		const hot = draws({ keys: 10, keyDistribution: { type: 'hot', keys: 2, share: 0.8 } });
		expect((hot[0] + hot[1]) / 20_000).toBeCloseTo(0.8, 1);
		expect(draws({ keys: 3, keyDistribution: { type: 'hot', keys: 3, share: 0 } })[2]).toBeGreaterThan(0);
	});

	it('has names of their own for all keys, and the wanted share contested', () => {
		const keys = new KeySpace(toSettings({ keys: 1000, contested: 0.1 }));
		const all = Array.from({ length: 1000 }, (_, key) => key);
		expect(new Set(all.map((key) => keys.name(key))).size).toBe(1000);
		const contested = all.filter((key) => keys.isContested(key)).length;
		expect(contested).toBeGreaterThan(60);
		expect(contested).toBeLessThan(140);
	});
});

describe('Network', () => {
	it('is cut while an explicit partition lasts', () => {
		const partitions = [
			{ startMs: 300, endMs: 400, isolated: ['R1'] },
			{ startMs: 100, endMs: 200, isolated: ['R1', 'R2'] },
		];
		const network = new Network(toSettings({ partitions }), new Random(1));
		const reach = (time: number) => {
			network.update(time, 0);
			return [network.canReach(0, 1), network.canReach(1, 2)];
		};
		expect([99, 100, 199, 200, 300, 400].map(reach)).toEqual([
			[true, true],
			[true, false],
			[true, false],
			[true, true],
			[false, true],
			[true, true],
		]);
	});

	it('draws as many partitions as wanted, each with two sides', () => {
		const network = new Network(toSettings({ partitions: { count: 4, durationMs: 10 } }), new Random(1));
		let cuts = 0;
		for (let progress = 0; progress < 1; progress += 0.01) {
			network.update(progress * 1000, progress);
			const [a, b, c] = [network.canReach(0, 1), network.canReach(1, 2), network.canReach(0, 2)];
			if (!(a && b && c)) cuts++;
			expect([a, b, c].filter((reached) => reached)).not.toHaveLength(0);
		}
		expect(cuts).toBeGreaterThanOrEqual(4);
		expect(cuts).toBeLessThanOrEqual(8);
	});
});

describe('resolve', () => {
	const sibling = (ts: number, value: Version['value']): Version => ({
		replica: 0,
		counter: 1,
		ts,
		value,
		json: JSON.stringify(value),
	});

	it('unites carts and profiles, and forgets deletes', () => {
		const carts = [sibling(2, ['b', 'c']), sibling(1, ['a', 'b']), sibling(3, null)];
		expect(resolve(carts, 'union')).toEqual({ value: ['a', 'b', 'c'], strategy: 'union', discarded: [] });
		const profiles = [sibling(2, { city: 'Lyon' }), sibling(1, { city: 'Porto', tier: 'gold' })];
		expect(resolve(profiles, 'union').value).toEqual({ city: 'Lyon', tier: 'gold' });
	});

	it('takes the latest of what does not unite, and says what it dropped', () => {
		const statuses = [sibling(2, 'paid'), sibling(1, 'pending')];
		expect(resolve(statuses, 'union')).toEqual({ value: 'paid', strategy: 'lww', discarded: ['"pending"'] });
		expect(resolve([sibling(1, ['a']), sibling(2, ['b'])], 'lww').value).toEqual(['b']);
	});
});

import { describe, expect, test } from 'vitest';
import { analyse } from '../../../../src/analysis/analyse.ts';
import { measureLinks } from '../../../../src/analysis/avoidance/links.ts';
import { ruleMatcher } from '../../../../src/analysis/avoidance/patterns.ts';
import { singleLeaders } from '../../../../src/analysis/avoidance/singleLeader.ts';
import { prefixesOf, smallestRule } from '../../../../src/analysis/avoidance/smallestRule.ts';
import { readTrace } from '../../../support/engine.ts';
import { shownOf, write } from '../../../support/shown.ts';

describe('patterns', () => {
	const entryFor = (patterns: string[], key: string) =>
		ruleMatcher({ entries: patterns.map((pattern) => ({ pattern, replica: '' })) })(key);

	test.each<[string[], string, number]>([
		[['cart:*'], 'cart:7', 0],
		[['cart:*'], 'cart:', 0],
		[['cart:*'], 'cart', -1],
		[['*'], '', 0],
		[['a*c'], 'abc', 0],
		[['a*c'], 'ac', 0],
		[['ab*bc'], 'abc', -1],
		[['*x*y*'], 'axbyc', 0],
		[['*x*y*'], 'aybxc', -1],
		[['*', 'cart:*', 'cart:7'], 'cart:7', 2],
		[['*', 'cart:*', 'cart:7'], 'cart:8', 1],
		[['a*', '*a'], 'aba', 0],
		[['a.b'], 'a-b', -1],
		[['__proto__'], '__proto__', 0],
	])('%j and %j: entry %d', (patterns, key, entry) => {
		expect(entryFor(patterns, key)).toBe(entry);
	});

	test('many stars are no trouble', () => {
		expect(entryFor([`${'*a'.repeat(30)}b`], 'a'.repeat(5000))).toBe(-1);
	});
});

describe('a rule', () => {
	const lines = [
		{ op: 'header', version: 1, replicas: { eu: { home: ['cart:*'] }, us: { home: 'stock:1' } } },
		write('eu', 'cart:1', 1, { eu: 1 }),
		write('us', 'cart:1', 2, { eu: 1, us: 1 }),
		write('eu', 'stock:1', 1, { eu: 1 }),
		write('eu', 'other', 1, { eu: 1 }),
	];
	const violations = (findings: ReturnType<typeof analyse>['findings']) =>
		Array.from({ length: findings.count }, (_, id) => [
			findings.code(id),
			findings.line(id),
			findings.text(id),
		]).filter(([code]) => code === 'written-away-from-home');

	test('of the header finds every write away from home', () => {
		expect(violations(shownOf(lines).analysis.findings)).toEqual([
			['written-away-from-home', 3, 'eu'],
			['written-away-from-home', 4, 'us'],
		]);
	});

	test('that is given takes its place, also with a replica that the trace does not have', () => {
		const trace = () =>
			readTrace([{ name: 'a', text: lines.map((line) => JSON.stringify(line)).join('\n') }]);
		const homes = { entries: [{ pattern: 'other', replica: 'nowhere' }] };
		expect(violations(analyse(trace(), { homes }).findings)).toEqual([
			['written-away-from-home', 5, 'nowhere'],
		]);
		expect(violations(analyse(trace(), { homes: null }).findings)).toEqual([]);
	});
});

describe('the ways between replicas', () => {
	let id = 0;
	const message = (from: string, to: string, sent: number, received: number | null) => {
		const msg = ++id;
		const send = { op: 'send', at: from, to, msg, ts: sent };
		return received === null ? [send] : [send, { op: 'receive', at: to, from, msg, ts: received }];
	};
	const accept = (at: string, ts: number) => ({ op: 'write', at, key: 'k', value: ts, ts });

	test('there and back add up to the time of a request, whatever the clocks say', () => {
		// B's clock is 1,000 ms ahead; a message takes 30 ms there and 50 ms back.
		const { analysis } = shownOf([
			...message('A', 'B', 0, 1030),
			...message('B', 'A', 1040, 90),
			accept('A', 100),
			accept('B', 1100),
			accept('B', 1200),
		]);
		const [best, other] = singleLeaders(analysis);
		expect(best).toMatchObject({ forwarded: 1, addedLatencyMs: 80, forwardedWithLatency: 1, cutOff: 0 });
		expect(other).toMatchObject({ forwarded: 2, addedLatencyMs: 80 });
	});

	test('one way alone tells nothing', () => {
		const { analysis } = shownOf([...message('A', 'B', 0, 30), accept('A', 1), accept('B', 2)]);
		expect(singleLeaders(analysis)[0]?.addedLatencyMs).toBeNull();
	});

	test('three lost messages in a row between two that arrive are a cut; writes meanwhile are counted', () => {
		const lines = (lost: number) => [
			...message('A', 'B', 0, 10),
			...Array.from({ length: lost }, (_, i) => [accept('A', i), ...message('A', 'B', i, null)]).flat(),
			...message('A', 'B', 90, 99),
			accept('A', 100),
		];
		const cut = (lost: number) => {
			const { analysis } = shownOf(lines(lost));
			const [a, b] = ['A', 'B'].map((replica) => analysis.trace.replicas.find(replica)) as [number, number];
			return measureLinks(analysis).cutOffWrites(a, b);
		};
		expect(cut(2)).toBe(0);
		expect(cut(3)).toBe(3);
		expect(cut(5)).toBe(5);
	});

	test('what never comes back is no cut, since nothing shows that it ended', () => {
		const { analysis } = shownOf([
			...message('A', 'B', 0, 10),
			...[1, 2, 3, 4].flatMap((ts) => [accept('A', ts), ...message('A', 'B', ts, null)]),
		]);
		expect(singleLeaders(analysis).map(({ cutOff }) => cutOff)).toEqual([0, 0]);
	});
});

describe('the smallest rule', () => {
	const conflict = (key: string) => [write('A', key, 1, { A: 1 }), write('B', key, 2, { B: 1 })];

	test('one prefix for many keys, none for one', () => {
		const { analysis } = shownOf([
			...Array.from({ length: 9 }, (_, i) => conflict(`cart:${i}`)).flat(),
			...conflict('status'),
		]);
		const { entries, avoided, conflicts, forwarded } = smallestRule(analysis);
		expect(entries.map(({ pattern, conflicts: own }) => [pattern, own])).toEqual([['cart:*', 9]]);
		expect({ avoided, conflicts, forwarded }).toEqual({ avoided: 9, conflicts: 10, forwarded: 9 });
		expect(smallestRule(analysis, 1).entries.map(({ pattern }) => pattern)).toEqual(['cart:*', 'status']);
	});

	test('a key where its prefix avoids no more', () => {
		const { analysis } = shownOf([...conflict('cart:1'), write('A', 'cart:2', 1, { A: 1 })]);
		expect(smallestRule(analysis).entries.map(({ pattern }) => pattern)).toEqual(['cart:1']);
	});

	test('prefixes end where parts of keys do', () => {
		expect(prefixesOf('eu/cart:7')).toEqual(['eu/', 'eu/cart:']);
		expect(prefixesOf('plain')).toEqual([]);
		expect(prefixesOf('end:')).toEqual([]);
		expect(prefixesOf('a*b:c')).toEqual([]);
	});
});

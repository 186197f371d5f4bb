import { describe, expect, test } from 'vitest';
import { convergenceOf } from '../../../../src/analysis/convergence/convergence.ts';
import { convergenceStory } from '../../../../src/report/convergence/convergenceStory.ts';
import { FindingOrder } from '../../../../src/report/findingOrder.ts';
import type { Shown } from '../../../../src/report/shown.ts';
import { shownOf, shownOfFiles } from '../../../support/shown.ts';

type Vector = Record<string, number>;

const write = (at: string, value: unknown, vv: Vector, ts: number, client?: string) => ({
	op: 'write',
	at,
	key: 'k',
	value,
	vv,
	ts,
	client,
});
const read = (at: string, value: unknown, vv: Vector, ts: number, client?: string) => ({
	op: 'read',
	at,
	key: 'k',
	...(Array.isArray(value) ? { values: value } : { value }),
	vv,
	ts,
	client,
});
const sync = (from: string, to: string, ts: number) => ({ op: 'sync', from, to, ts });

function findings(shown: Shown, ...codes: string[]) {
	return new FindingOrder(shown, { conflicts: false })
		.rows(0, 100)
		.filter(({ code }) => codes.includes(code))
		.map(({ code, line, message, related }) => ({
			code,
			line,
			message,
			related: related.map((place) => place.line),
		}));
}

describe('replicas that hold the same versions', () => {
	const siblings = [
		write('A', 'x', { A: 1 }, 200),
		write('B', 'y', { B: 1 }, 100),
		sync('A', 'B', 201),
		sync('B', 'A', 102),
	];

	test('diverge where they say different things, since the first time they did', () => {
		const shown = shownOf([
			...siblings,
			{ ...read('A', 'x', { A: 1, B: 1 }, 210), op: 'state' },
			{ ...read('B', 'y', { A: 1, B: 1 }, 210), op: 'state' },
			{ ...read('B', 'y', { A: 1, B: 1 }, 220), op: 'state' },
		]);
		expect(convergenceOf(shown.analysis, shown.source).divergedKeys).toBe(1);
		expect(findings(shown, 'diverged')).toEqual([
			{
				code: 'diverged',
				line: 7,
				message:
					'Replicas hold the same versions of "k" and say different things: A says "x" (last write by the clocks); B says "y" (first write by the clocks).',
				related: [6, 5],
			},
		]);
		expect(convergenceStory(shown)[0]).toBe(
			'On 1 key replicas hold the same versions and say different things: "k".',
		);
	});

	test('agree whatever the order of siblings, and while one of them is behind', () => {
		const agreeing = shownOf([
			...siblings,
			read('A', ['x', 'y'], { A: 1, B: 1 }, 210),
			read('B', ['y', 'x'], { A: 1, B: 1 }, 210),
		]);
		const behind = shownOf([
			...siblings.slice(0, 3),
			read('A', 'x', { A: 1 }, 210),
			read('B', ['y', 'x'], { A: 1, B: 1 }, 210),
		]);
		for (const shown of [agreeing, behind])
			expect(convergenceOf(shown.analysis, shown.source).divergedKeys).toBe(0);
	});

	test('are known by messages where lines have no vectors', () => {
		const lines = [
			...siblings,
			{ ...read('A', 'x', {}, 210), op: 'state' },
			{ ...read('B', 'y', {}, 210), op: 'state' },
		].map((line) => ({ ...line, vv: undefined }));
		const shown = shownOf(lines);
		expect(shown.analysis.causality).toBe('derived');
		expect(convergenceOf(shown.analysis, shown.source).divergedKeys).toBe(1);
	});
});

describe('a client', () => {
	test('that does not see its own write is told why: not yet visible', () => {
		const shown = shownOf([write('A', 'x', { A: 1 }, 100, 'ann'), read('B', null, {}, 110, 'ann')]);
		expect(findings(shown, 'read-your-writes')).toEqual([
			{
				code: 'read-your-writes',
				line: 2,
				message:
					'This read of "k" by "ann" does not see what the same client wrote before. The version of A was not yet visible at B.',
				related: [1],
			},
		]);
	});

	test('or visible, and discarded by the resolver', () => {
		const shown = shownOf([
			write('A', 'x', { A: 1 }, 100, 'ann'),
			write('B', 'y', { B: 1 }, 200, 'ben'),
			sync('B', 'A', 201),
			read('A', 'y', { A: 1, B: 1 }, 210, 'ann'),
			read('A', ['y', 'x'], { A: 1, B: 1 }, 220, 'ann'),
		]);
		expect(findings(shown, 'read-your-writes')).toMatchObject([{ line: 4, related: [1] }]);
		expect(findings(shown, 'read-your-writes')[0]?.message).toContain('the resolver discarded it');
	});

	test('whose reads go back, whose writes are not ordered', () => {
		const shown = shownOf([
			write('A', 'x', { A: 1 }, 100),
			read('A', 'x', { A: 1 }, 110, 'ann'),
			read('B', null, {}, 120, 'ann'),
			write('B', 'y', { B: 1 }, 130, 'ann'),
			write('A', 'z', { A: 2 }, 140, 'ann'),
		]);
		expect(
			findings(shown, 'monotonic-reads', 'writes-follow-reads', 'monotonic-writes').map(
				({ code, line, related }) => [code, line, related],
			),
		).toEqual([
			['monotonic-reads', 3, [1]],
			['writes-follow-reads', 4, [1]],
			['monotonic-writes', 5, [4]],
		]);
	});

	test('whose lines are in several files has a session at each replica: their order means nothing', () => {
		const shown = shownOfFiles([
			['a', [write('A', 'x', { A: 1 }, 100, 'ann')]],
			['b', [read('B', null, {}, 110, 'ann')]],
		]);
		expect(convergenceOf(shown.analysis, shown.source).violations).toEqual([]);
	});
});

describe('a stale read', () => {
	const clocks = [
		{ op: 'send', at: 'A', to: 'B', msg: 1, key: 'other', ts: 0 },
		{ op: 'receive', at: 'B', from: 'A', msg: 1, key: 'other', ts: 30 },
	];

	test('is proven where the write came first by all that the clocks can be apart', () => {
		const late = shownOf([...clocks, write('A', 'x', { A: 1 }, 100), read('B', null, {}, 180)]);
		expect(convergenceOf(late.analysis, late.source).lags).toMatchObject([{ reads: 1, ms: 50 }]);
		expect(findings(late, 'stale-read')[0]).toMatchObject({ line: 4, related: [3] });
		const open = shownOf([...clocks, write('A', 'x', { A: 1 }, 100), read('B', null, {}, 130)]);
		expect(convergenceOf(open.analysis, open.source).lags).toEqual([]);
		const unbounded = shownOf([write('A', 'x', { A: 1 }, 100), read('B', null, {}, 9999)]);
		expect(convergenceOf(unbounded.analysis, unbounded.source).lags).toEqual([]);
	});

	test('answers with an older version although a newer one was visible: the resolver goes by the clocks', () => {
		const shown = shownOf([
			write('A', 'old', { A: 1 }, 500),
			sync('A', 'B', 501),
			write('B', 'new', { A: 1, B: 1 }, 300),
			read('B', 'old', { A: 1, B: 1 }, 310),
			read('B', 'old', { A: 1, B: 1 }, 320),
			read('B', 'new', { A: 1, B: 1 }, 330),
		]);
		expect(findings(shown, 'stale-read')).toMatchObject([{ line: 4, related: [3] }]);
		expect(findings(shown, 'stale-read')[0]?.message).toContain('1 more read');
		expect(convergenceStory(shown)).toContain(
			'2 reads answer with an older version although the newest one was visible: the resolver goes by the clocks.',
		);
	});
});

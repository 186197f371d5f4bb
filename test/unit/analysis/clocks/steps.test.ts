import { describe, expect, test } from 'vitest';
import { clocksOf } from '../../../../src/analysis/clocks/clocks.ts';
import { moveOf } from '../../../../src/analysis/clocks/moves.ts';
import { stretchesOf } from '../../../../src/analysis/clocks/stretches.ts';
import { generate } from '../../../../src/generate/generate.ts';
import type { GenerateOptions } from '../../../../src/generate/options.ts';
import { clockStory } from '../../../../src/report/clocks/clockStory.ts';
import type { Shown } from '../../../../src/report/shown.ts';
import { shownOf } from '../../../support/shown.ts';

type Line = { op: string; at?: string; from?: string; ts: number };

const options: GenerateOptions = {
	seed: 7,
	events: 3000,
	replicas: [{ id: 'A' }, { id: 'B' }, { id: 'C' }],
	delay: { withinRegionMs: 2, betweenRegionsMs: 20, jitter: 0.3 },
};

/** A generated trace, with times changed line by line. */
function generated(
	changed: GenerateOptions,
	change?: (line: Line, own: string, at: number) => number,
): Shown {
	const lines = Buffer.concat([...generate(changed)])
		.toString()
		.trim()
		.split('\n');
	return shownOf(
		lines.map((text, at) => {
			const line = JSON.parse(text) as Line;
			if (change !== undefined && line.op !== 'header')
				line.ts += change(line, (line.op === 'sync' ? line.from : line.at) as string, at + 1);
			return line;
		}),
	);
}

describe('a clock that is set in the middle', () => {
	const shown = generated(options, (_, own, line) => (own === 'B' && line > 1500 ? 700 : 0));

	test('contradicts itself as a whole, and fits together before and after', () => {
		expect(clocksOf(shown.analysis).skew.contradictions.length).toBeGreaterThan(0);
		const { stretches, changes, buckets } = stretchesOf(shown.analysis);
		expect(changes).toHaveLength(1);
		expect(stretches).toHaveLength(2);
		expect(stretches.every(({ graph }) => graph?.contradictions().length === 0)).toBe(true);
		expect([stretches[0]?.first, stretches[1]?.last]).toEqual([0, buckets.buckets - 1]);
	});

	test('is named, with the amount and the place', () => {
		const move = moveOf(shown.analysis, 0);
		const { trace } = shown.analysis;
		expect(trace.replicas.text(move.replica)).toBe('B');
		expect(move).toMatchObject({ drift: false, direction: 1 });
		expect(move.ms).toBeGreaterThan(600);
		expect(move.ms).toBeLessThanOrEqual(700);
		expect(trace.line[move.firstEvent]).toBeLessThanOrEqual(1500);
		expect(trace.line[move.firstEvent]).toBeGreaterThan(1400);
		expect(trace.line[move.lastEvent]).toBeGreaterThan(1500);
		expect(trace.line[move.lastEvent]).toBeLessThan(1600);
	});

	test('is told in words', () => {
		expect(clockStory(shown)?.headline).toMatch(
			/^Clocks moved\. Between line 1,4\d\d and line 1,5\d\d the clock of B moved forward by at least 6\d\d/,
		);
	});

	test('has bounds that hold before and after', () => {
		const { trace } = shown.analysis;
		const [a, b] = ['A', 'B'].map((id) => trace.replicas.find(id)) as [number, number];
		const row = clocksOf(shown.analysis).skew.row(a, b);
		expect(row?.min).toBeLessThanOrEqual(0);
		expect(row?.max).toBeGreaterThanOrEqual(700);
		expect(row?.proven).toBe(false);
	});
});

test('a clock that drifts is told from one that is set', () => {
	const shown = generated({
		...options,
		opsPerSecond: 2,
		replicas: [{ id: 'A' }, { id: 'B', driftPpm: 300 }, { id: 'C' }],
	});
	const { changes } = stretchesOf(shown.analysis);
	expect(changes.length).toBeGreaterThan(0);
	for (const i of changes.keys()) {
		const { drift, ppm } = moveOf(shown.analysis, i);
		expect(drift).toBe(true);
		expect(ppm).toBeLessThanOrEqual(301);
	}
});

test('clocks that are right are not accused', () => {
	const shown = generated(options);
	expect(clocksOf(shown.analysis).skew.contradictions).toEqual([]);
	expect(stretchesOf(shown.analysis).changes).toEqual([]);
	expect(clockStory(shown)?.headline).toMatch(/^No clock is proven wrong: every offset may be 0\./);
});

test('one-way traffic bounds one side, and is called so', () => {
	const shown = shownOf([
		{ op: 'send', at: 'A', to: 'B', msg: 1, ts: 100 },
		{ op: 'receive', at: 'B', from: 'A', msg: 1, ts: 130 },
	]);
	expect([...clocksOf(shown.analysis).skew.rows()]).toMatchObject([
		{ min: null, max: 30, proven: false },
		{ min: -30, max: null, proven: false },
	]);
	expect(clockStory(shown)?.headline).toContain('one-way');
});

test('a sync line has its sender’s time, and bounds nothing', () => {
	const shown = shownOf([
		{ op: 'write', at: 'A', key: 'k', value: 1, ts: 100 },
		{ op: 'sync', from: 'A', to: 'B', ts: 105 },
		{ op: 'read', at: 'B', key: 'k', value: 1, ts: 90 },
	]);
	expect([...clocksOf(shown.analysis).skew.rows()]).toEqual([]);
	expect(clockStory(shown)?.headline).toMatch(/^Nothing in the trace bounds the clocks/);
});

test('a bound that another stretch contradicts is not told, although that one does not bound the same side', () => {
	const { analysis } = shownOf([
		{ op: 'send', at: 'R1', to: 'R2', msg: 1, ts: 100 },
		{ op: 'receive', at: 'R2', from: 'R1', msg: 1, ts: 90 },
		{ op: 'send', at: 'R2', to: 'R1', msg: 2, ts: 405 },
		{ op: 'receive', at: 'R1', from: 'R2', msg: 2, ts: 300 },
	]);
	const { skew } = clocksOf(analysis);
	expect(skew.contradictions).toHaveLength(1);
	expect([...skew.rows()]).toEqual([]);
});

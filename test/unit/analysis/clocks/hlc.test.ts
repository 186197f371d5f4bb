import { expect, test } from 'vitest';
import { analyse } from '../../../../src/analysis/analyse.ts';
import { clocksOf } from '../../../../src/analysis/clocks/clocks.ts';
import { generate } from '../../../../src/generate/generate.ts';
import { PRESETS } from '../../../../src/generate/presets.ts';
import { FindingOrder } from '../../../../src/report/findingOrder.ts';
import { readTrace } from '../../../support/engine.ts';
import { shownOf } from '../../../support/shown.ts';

const generated = () =>
	readTrace([
		{ name: 'a', text: Buffer.concat([...generate({ ...PRESETS['three-datacenters'].options })]).toString() },
	]);

test('clocks that keep the rules are not accused, although one wall clock is 200 ms fast', () => {
	const trace = generated();
	expect(trace.hlcWall.length).toBeGreaterThan(0);
	expect(clocksOf(analyse(trace)).hlcViolations).toEqual([]);
});

test('the setting says how far a clock may be ahead of the wall clock', () => {
	const { hlcViolations } = clocksOf(analyse(generated(), { hlcDriftMs: 150 }));
	expect(hlcViolations.length).toBeGreaterThan(0);
	for (const { fault, ms } of hlcViolations) {
		expect(fault).toBe('drift');
		expect(ms).toBeGreaterThan(150);
		expect(ms).toBeLessThanOrEqual(200);
	}
});

test('each violation is told with what it contradicts', () => {
	const write = (at: string, vv: object, ts: number, wall: number, logical: number) => ({
		op: 'write',
		at,
		key: 'k',
		value: 1,
		vv,
		ts,
		hlc: { wall, logical },
	});
	const shown = shownOf([
		write('A', { A: 1 }, 100, 100, 4),
		{ op: 'sync', from: 'A', to: 'B', ts: 101 },
		write('B', { A: 1, B: 1 }, 90, 100, 4),
		write('B', { A: 1, B: 2 }, 250, 200, 0),
	]);
	const rows = new FindingOrder(shown).rows(0, 10).filter(({ code }) => code === 'hlc-violation');
	expect(
		rows.map(({ line, message, related }) => [line, message, related.map((place) => place.line)]),
	).toEqual([
		[3, 'The hybrid logical clock (100, 4) does not exceed (100, 4), which happened before it.', [1]],
		[4, 'The hybrid logical clock is 50 ms behind the wall clock of B, which it must contain.', []],
	]);
});

test('a tie is decided by the replica’s id', () => {
	const shown = shownOf([
		{ op: 'write', at: 'A', key: 'k', value: 1, vv: { A: 1 }, ts: 100 },
		{ op: 'write', at: 'B', key: 'k', value: 2, vv: { B: 1 }, ts: 100 },
		{ op: 'write', at: 'B', key: 'k', value: 3, vv: { A: 1, B: 2 }, ts: 100 },
	]);
	const rows = new FindingOrder(shown).rows(0, 10).filter(({ code }) => code === 'timestamp-tie');
	expect(rows).toMatchObject([{ line: 2, related: [{ line: 1 }] }]);
	expect(rows[0]?.message).toBe(
		"Two concurrent versions have the same time: last-write-wins decides by the replica's id, for that of B. 3 versions of the key share that time.",
	);
});

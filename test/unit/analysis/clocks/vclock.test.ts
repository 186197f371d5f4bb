import { expect, test } from 'vitest';
import { clocksOf } from '../../../../src/analysis/clocks/clocks.ts';
import { shownOf } from '../../../support/shown.ts';
import { vclockRun } from '../../../support/vclock.ts';

const { lines, lineOf, truth } = vclockRun();
const { analysis } = shownOf(lines as object[]);
const { trace, versions } = analysis;
const clocks = clocksOf(analysis);

test('the log of a real run is read whole', () => {
	expect(lines).toHaveLength(266 + 604 + 600);
	expect(analysis.causality).toBe('recorded');
});

test('the skew of the fast clock is proven, and its interval contains the truth', () => {
	const fast = trace.replicas.find(truth.skewedReplica);
	for (const row of clocks.skew.rows()) {
		const offset = truth.trueOffsetMs * (Number(row.to === fast) - Number(row.from === fast));
		expect(row.min).toBeLessThanOrEqual(offset);
		expect(row.max).toBeGreaterThanOrEqual(offset);
		expect(row.proven).toBe(offset !== 0);
	}
	expect([...clocks.skew.rows()]).toHaveLength(6);
	expect(clocks.skew.contradictions).toEqual([]);
});

test('every causal inversion is found, with the write that would win by the most, and no other', () => {
	const expected = new Map<number, { older: number; byMs: number }>();
	for (const { older, newer, byMs } of truth.inversions) {
		const line = lineOf.get(newer) as number;
		if ((expected.get(line)?.byMs ?? 0) < byMs)
			expected.set(line, { older: lineOf.get(older) as number, byMs });
	}
	const found = new Map<number, { older: number; byMs: number }>();
	const { inversions } = clocks;
	for (let id = 0; id < inversions.count; id++) {
		const [w, v] = [inversions.later[id], inversions.earlier[id]].map((version) => versions.event[version]);
		found.set(trace.line[w], { older: trace.line[v], byMs: trace.ts[v] - trace.ts[w] });
	}
	expect(expected.size).toBe(72);
	expect(found).toEqual(expected);
});

import { describe, expect, it } from 'vitest';
import { lineAxis } from '../../../../src/analysis/overview/axis.ts';
import { findPartitions, usualGap } from '../../../../src/analysis/overview/partitions.ts';
import { timeAxis } from '../../../../src/analysis/overview/timeAxis.ts';
import { analyseFiles } from '../../../support/engine.ts';

/** Syncs of A and B at these times, and writes at A at those. */
function traceOf(syncs: number[], writes: number[]) {
	const events = [
		...syncs.map((ts) => ({ op: 'sync', from: 'A', to: 'B', ts })),
		...writes.map((ts) => ({ op: 'write', at: 'A', key: 'k', value: ts, ts })),
	].sort((a, b) => a.ts - b.ts);
	return analyseFiles([{ name: 'a', text: events.map((event) => JSON.stringify(event)).join('\n') }]).trace;
}

const times = (count: number, step: number, from = 0) =>
	Array.from({ length: count }, (_, i) => from + i * step);

describe('partitions', () => {
	it('are gaps much longer than usual in which somebody wrote', () => {
		const trace = traceOf([...times(20, 10), ...times(20, 10, 1000)], [5, 300, 1001]);
		// 39 gaps, most of 10 ms: the limit is 10 / ln 2 · ln 3,900 = 119 ms.
		const found = findPartitions(trace, timeAxis(trace, new Map())!);
		expect(found).toMatchObject([{ start: 190, end: 1000 }]);
		expect(found[0]!.usual).toBeCloseTo(10 / Math.log(2));
	});

	it('are none where nobody had anything to tell', () => {
		const trace = traceOf([...times(20, 10), ...times(20, 10, 1000)], [5]);
		expect(findPartitions(trace, timeAxis(trace, new Map())!)).toEqual([]);
	});

	it('may last to the end', () => {
		const trace = traceOf(times(20, 10), [5, 500, 900]);
		const [last] = findPartitions(trace, timeAxis(trace, new Map())!);
		expect(last!.start).toBe(190);
		expect(last!.end).toBeGreaterThan(900);
	});

	it('by line are gaps of lines', () => {
		const trace = traceOf([...times(20, 10), ...times(20, 10, 1000)], times(200, 3, 200));
		expect(findPartitions(trace, lineAxis(trace))).toMatchObject([{ start: 19, end: 220 }]);
	});

	it('need to know what is usual', () => {
		expect(usualGap(times(8, 10))).toBeNull();
		expect(usualGap(times(9, 10))).toBeCloseTo(10 / Math.log(2));
		expect(usualGap(times(100, 0))).toBeNull();
	});

	it('are not told of traffic that comes in bursts', () => {
		// Ten at once every second: nine gaps of 0 ms, then a second. That second is what is usual.
		const bursts = times(100, 1000).flatMap((at) => times(10, 0, at));
		const trace = traceOf(bursts, times(100, 1000, 500));
		expect(findPartitions(trace, timeAxis(trace, new Map())!)).toEqual([]);
	});
});

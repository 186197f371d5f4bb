import { describe, expect, it } from 'vitest';
import { labelOf, ticksOf } from '../../../../webview/overview/ticks.ts';

const lines = { unit: 'line' as const, origin: null, fileStarts: [0], length: 1e7 };
const times = {
	unit: 'ms' as const,
	origin: Date.UTC(2026, 0, 5, 9, 0, 0, 500),
	fileStarts: [],
	length: 1e9,
};

describe('the axis', () => {
	it('has round lines, which are where they stand', () => {
		const ticks = ticksOf(lines, 0, 5001, 8, ['a']);
		expect(ticks.map(({ label }) => label)).toEqual(['1,000', '2,000', '3,000', '4,000', '5,000']);
		// Line 1 is position 0.
		expect(ticks[0]!.at).toBe(999);
	});

	it('never has parts of lines', () => {
		const labels = ticksOf(lines, 100, 103, 20, ['a']).map(({ label }) => label);
		expect(labels).toEqual(['101', '102', '103', '104']);
	});

	it('names the file where there are several', () => {
		const several = { ...lines, fileStarts: [0, 1000] };
		expect(labelOf(several, 1009, 1, ['a.log', 'b\u202e.log'])).toBe('b\\u202e.log:10');
	});

	it('has times that are round by the clock', () => {
		const labels = (span: number) => ticksOf(times, 0, span, 5, []).map(({ label }) => label);
		expect(labels(10_000)).toEqual(['09:00:02', '09:00:04', '09:00:06', '09:00:08', '09:00:10']);
		expect(labels(3_600_000 * 4)).toEqual(['01-05 10:00', '01-05 11:00', '01-05 12:00', '01-05 13:00']);
		expect(labels(20)).toEqual([
			'09:00:00.500',
			'09:00:00.505',
			'09:00:00.510',
			'09:00:00.515',
			'09:00:00.520',
		]);
		expect(labels(86_400_000 * 4)).toEqual(['2026-01-06', '2026-01-07', '2026-01-08', '2026-01-09']);
	});

	it('are no more than there is room for, at every scale', () => {
		for (const axis of [lines, times])
			for (let span = 1; span < 1e7; span *= 3.7) {
				const ticks = ticksOf(axis, 1234.5, 1234.5 + span, 10, ['a']);
				expect(ticks.length).toBeLessThanOrEqual(11);
				expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
			}
	});
});

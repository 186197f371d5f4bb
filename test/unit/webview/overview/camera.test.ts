import { describe, expect, it } from 'vitest';
import { Camera } from '../../../../webview/overview/camera.ts';

function camera(length: number, unit: 'line' | 'ms' = 'line'): Camera {
	const made = new Camera();
	made.setWidth(1000);
	made.setAxis(length, unit, false);
	return made;
}

describe('what is seen of the axis', () => {
	it('is all of it at first, and follows an axis that grows', () => {
		const all = camera(5000);
		expect([all.from, all.to, all.seesAll]).toEqual([0, 5000, true]);
		all.setAxis(6000, 'line', true);
		expect([all.from, all.to]).toEqual([0, 6000]);
		all.show(100, 600);
		all.setAxis(7000, 'line', true);
		expect([all.from, all.to]).toEqual([100, 600]);
	});

	it('is zoomed where one points, to where a line is some pixels wide', () => {
		const zoomed = camera(1e7);
		const at = zoomed.positionAt(250);
		for (let i = 0; i < 100; i++) {
			zoomed.zoom(1.3, 250);
			expect(zoomed.xOf(at)).toBeCloseTo(250, 3);
		}
		expect(1 / zoomed.scale).toBeCloseTo(24, 5);
		for (let i = 0; i < 100; i++) zoomed.zoom(1 / 1.3, 250);
		expect(zoomed.seesAll).toBe(true);
	});

	it('does not go beyond the ends', () => {
		const moved = camera(5000);
		moved.show(4000, 4500);
		moved.pan(5000);
		expect([moved.from, moved.to]).toEqual([4500, 5000]);
		moved.pan(-50_000);
		expect([moved.from, moved.to]).toEqual([0, 500]);
		expect(moved.positionAt(moved.xOf(123))).toBeCloseTo(123, 9);
	});

	it('is never empty, however short the axis is', () => {
		for (const length of [1, 3, 1e-3]) {
			const short = camera(length, 'ms');
			short.zoom(100);
			expect(short.span).toBeGreaterThan(0);
			expect(short.to).toBeLessThanOrEqual(Math.max(1, length));
		}
	});
});

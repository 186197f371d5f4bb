import { expect, it, vi } from 'vitest';
import { FilesSource } from '../../../../src/session/bytes.ts';
import { Job } from '../../../../src/session/worker/job.ts';
import { shownOf, write } from '../../../support/shown.ts';

it('tells how much has been read as the share that it is, and the analysis by itself', () => {
	const clock = vi.spyOn(performance, 'now');
	let now = 0;
	clock.mockImplementation(() => {
		now += 1000;
		return now;
	});
	const told: [string, number][] = [];
	const job = new Job({ inputs: [], causality: 'auto' }, ({ label, done }) => told.push([label, done]));
	job.onRead(25e6, 100e6);
	job.onRead(100e6, 100e6);
	expect(told.splice(0)).toEqual([
		['Reading 25.0 of 100.0 MB', 0.25],
		['Reading 100.0 of 100.0 MB', 1],
	]);
	const { trace } = shownOf([write('R1', 'k', 1, { R1: 1 }), write('R2', 'k', 2, { R2: 1 })]).analysis;
	for (const [goesOn, label] of [
		[true, 'Analysing what has been read'],
		[false, 'Analysing'],
	] as const) {
		job.analyse(trace, new FilesSource(), { bytes: 1, total: 2, goesOn });
		expect(told.length).toBeGreaterThan(0);
		for (const [text, done] of told.splice(0)) {
			expect(text).toBe(label);
			expect(done).toBeLessThanOrEqual(1);
		}
	}
	job.analyse(trace, new FilesSource(), null, true);
	expect(told).toEqual([]);
	job.end();
	clock.mockRestore();
});

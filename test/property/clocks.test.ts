import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Analysis } from '../../src/analysis/analysis.ts';
import { clocksOf } from '../../src/analysis/clocks/clocks.ts';
import { stretchesOf } from '../../src/analysis/clocks/stretches.ts';
import { fileOf } from '../../src/trace/trace.ts';
import { analyseFiles } from '../support/engine.ts';
import { arbTrace } from './arbitraries/index.ts';
import { type NaiveBound, type NaiveClocks, naiveClocks } from './naive/clocks.ts';
import { naiveReport } from './naive/index.ts';

const RUNS = Number(process.env.FC_RUNS ?? 300);

function placeOf({ trace }: Analysis, event: number): string {
	return `${trace.files[fileOf(trace, event)]?.name}:${trace.line[event]}`;
}

/** What the engine found, in the naive form. */
function figuresOf(analysis: Analysis): Omit<NaiveClocks, 'constraints'> {
	const { trace, versions } = analysis;
	const clocks = clocksOf(analysis);
	const time = (version: number) => trace.ts[versions.event[version]];
	const key = (version: number) => trace.keys.text(trace.key[versions.event[version]]);
	const { inversions, ties, skew, hlcViolations, backSteps } = clocks;
	const bounds: NaiveBound[] = [];
	const byMessages: NaiveBound[] = [];
	for (const row of skew.rows()) {
		const pair = { from: trace.replicas.text(row.from), to: trace.replicas.text(row.to) };
		if (row.max !== null) bounds.push({ ...pair, ms: row.max });
		if (row.byMessages.max !== null) byMessages.push({ ...pair, ms: row.byMessages.max });
		const back = skew.row(row.to, row.from);
		expect([row.min, row.proven]).toEqual([back?.max === null ? null : 0 - back!.max!, back!.proven]);
	}
	return {
		inversions: Array.from({ length: inversions.count }, (_, id) => ({
			at: placeOf(analysis, versions.event[inversions.later[id]]),
			byMs: time(inversions.earlier[id]) - time(inversions.later[id]),
		})),
		bounds: skew.contradictions.length > 0 ? null : bounds,
		boundsByMessages: byMessages,
		ties: Array.from({ length: ties.count }, (_, id) =>
			JSON.stringify([key(ties.later[id]), time(ties.later[id])]),
		),
		hlc: hlcViolations.map(({ event, fault }) => `${placeOf(analysis, event)} ${fault}`),
		backSteps: backSteps.map(({ replica, times }) => [trace.replicas.text(replica), times]),
	};
}

function sorted<T>(items: T[]): T[] {
	return items.map((item) => JSON.stringify(item)).sort() as T[];
}

function inOneOrder(figures: Omit<NaiveClocks, 'constraints'>) {
	return Object.fromEntries(
		Object.entries(figures).map(([name, items]) => [
			name,
			items === null ? null : sorted(items as unknown[]),
		]),
	);
}

test('what is proven of clocks is what the naive definitions say', { timeout: 3_600_000 }, () => {
	fc.assert(
		fc.property(arbTrace({ times: true }), (trace) => {
			const naive = naiveClocks(trace.files, trace);
			const analysis = analyseFiles(trace.files, trace.causality);
			const { constraints, ...expected } = naive;
			const found = figuresOf(analysis);
			// Where the whole contradicts itself, bounds are those of stretches, by their own test below.
			if (expected.bounds === null) expected.boundsByMessages = found.boundsByMessages;
			const disordered = naiveReport(trace.files, trace).detail.disordered;
			if (disordered.size > 0) expected.ties = found.ties;
			expect(inOneOrder(found)).toEqual(inOneOrder(expected));
			for (const { steps, ms, replicas } of clocksOf(analysis).skew.contradictions) {
				const { ts, replica } = analysis.trace;
				let sum = 0;
				for (const [i, { earlier, later }] of steps.entries()) {
					expect(constraints).toContain(`${placeOf(analysis, earlier)} ${placeOf(analysis, later)}`);
					expect(replica[earlier]).toBe(replicas[i]);
					expect(replica[later]).toBe(replicas[(i + 1) % replicas.length]);
					sum += ts[later] - ts[earlier];
				}
				expect(sum).toBeLessThan(0);
				expect(ms).toBeCloseTo(-sum);
			}
		}),
		{ numRuns: RUNS },
	);
});

test('stretches follow one another, and none contradicts itself', { timeout: 3_600_000 }, () => {
	fc.assert(
		fc.property(arbTrace({ times: true }), (trace) => {
			const analysis = analyseFiles(trace.files, trace.causality);
			if (analysis.trace.count === 0) return;
			const { constraints } = naiveClocks(trace.files, trace);
			const { buckets, stretches, changes } = stretchesOf(analysis);
			let next = 0;
			for (const { first, last, graph } of stretches) {
				expect([first, last >= first]).toEqual([next, true]);
				next = last + 1;
				if (graph === null) continue;
				expect(graph.contradictions()).toEqual([]);
				for (const from of graph.replicas) {
					for (const to of graph.replicas) {
						if (from === to || !Number.isFinite(graph.distance(from, to))) continue;
						const { ts } = analysis.trace;
						const steps = graph.path(from, to);
						const sum = steps.reduce((ms, { earlier, later }) => ms + ts[later] - ts[earlier], 0);
						expect(graph.distance(from, to)).toBeCloseTo(sum);
						for (const { earlier, later } of steps) {
							expect(constraints).toContain(`${placeOf(analysis, earlier)} ${placeOf(analysis, later)}`);
							for (const event of [earlier, later]) {
								expect(buckets.bucketOf(event)).toBeGreaterThanOrEqual(first);
								expect(buckets.bucketOf(event)).toBeLessThanOrEqual(last);
							}
						}
					}
				}
			}
			expect(next).toBe(buckets.buckets);
			expect(changes.length > 0).toBe(stretches.length > 1 || stretches[0]?.graph === null);
			for (const { contradiction } of changes) {
				const { ts } = analysis.trace;
				const sum = contradiction.steps.reduce((ms, { earlier, later }) => ms + ts[later] - ts[earlier], 0);
				expect(sum).toBeLessThan(0);
			}
		}),
		{ numRuns: RUNS },
	);
});

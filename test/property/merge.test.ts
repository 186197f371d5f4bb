import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Analysis } from '../../src/analysis/analysis.ts';
import { frontierOf } from '../../src/analysis/strategies/frontier.ts';
import { ABSENT, canonical } from '../../src/analysis/strategies/json.ts';
import { causalBase } from '../../src/analysis/strategies/merge/mergeKey.ts';
import { keyOutcomes } from '../../src/analysis/strategies/outcomes.ts';
import { replayStrategies } from '../../src/analysis/strategies/replay.ts';
import { ValueReader } from '../../src/analysis/strategies/valueReader.ts';
import { fileOf } from '../../src/trace/trace.ts';
import { analyseFiles, memorySource } from '../support/engine.ts';
import { arbStampedTrace } from './arbitraries/stamped.ts';
import { naiveReport, naiveVersions } from './naive/index.ts';
import { frontierOf as naiveFrontier, placeOf } from './naive/strategies.ts';
import { happenedBefore } from './naive/versions.ts';

const numRuns = Number(process.env.FC_RUNS ?? 300);

/** Damaged vectors can leave a key without an order in which every version comes after all that it has seen. */
function isVisitedInOrder({ versions }: Analysis, key: number): boolean {
	for (
		let later = versions.keyStart[key] as number;
		later < (versions.keyStart[key + 1] as number);
		later++
	) {
		if (versions.excluded[later] === 1) continue;
		for (let earlier = versions.keyStart[key] as number; earlier < later; earlier++)
			if (versions.excluded[earlier] === 0 && versions.happenedBefore(later, earlier)) return false;
	}
	return true;
}

test('the causal base is the maximal versions that all of the final frontier had seen', () => {
	fc.assert(
		fc.property(arbStampedTrace(), ({ files, causality }) => {
			const { detail, findings } = naiveReport(files, { causality });
			// Versions with one dot pass for one.
			if (detail.disordered.size > 0 || findings.some(({ code }) => code === 'dot-reused')) return;
			const analysis = analyseFiles(files, causality);
			const { trace, versions } = analysis;
			const replay = replayStrategies(analysis);
			const values = new ValueReader(trace, versions, memorySource(files));
			const { sound } = naiveVersions(files, causality);
			for (const key of new Set(sound.map((version) => version.key))) {
				const number = trace.keys.find(key);
				const heads = frontierOf(replay.frontier, versions, number);
				const own = sound.filter((version) => version.key === key);
				const naiveHeads = naiveFrontier(own);
				if (naiveHeads.length < 2) continue;
				const common = own.filter((version) => naiveHeads.every((head) => happenedBefore(version, head)));
				const base = causalBase(versions, number, heads, values);
				if (base === null || !isVisitedInOrder(analysis, number)) continue;
				const places = base.versions.map((version) => {
					const event = versions.event[version] as number;
					return `${trace.files[fileOf(trace, event)]?.name}:${trace.line[event]}`;
				});
				expect(places.sort()).toEqual(naiveFrontier(common).map(placeOf).sort());
			}
		}),
		{ numRuns },
	);
});

test('every strategy ends with something, on damaged vectors and values of any kind too', () => {
	fc.assert(
		fc.property(arbStampedTrace(), ({ files, causality }) => {
			const analysis = analyseFiles(files, causality);
			const { trace, versions } = analysis;
			const replay = replayStrategies(analysis);
			const values = new ValueReader(trace, versions, memorySource(files));
			for (let key = 0; key < trace.keys.size; key++) {
				const heads = frontierOf(replay.frontier, versions, key);
				const outcomes = keyOutcomes(replay, key, values);
				expect(outcomes.length > 0).toBe(heads.length > 0);
				for (const { end, fates } of outcomes) {
					expect([...fates.keys()].sort()).toEqual([...heads].sort());
					if (end.kind === 'value' && end.value !== ABSENT)
						expect(() => canonical(end.value as never)).not.toThrow();
				}
			}
		}),
		{ numRuns },
	);
});

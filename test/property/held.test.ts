import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heldAt } from '../../src/analysis/convergence/held.ts';
import { fileOf } from '../../src/trace/trace.ts';
import { analyseFiles } from '../support/engine.ts';
import { arbTrace } from './arbitraries/index.ts';
import { place } from './naive/clocks.ts';
import { naiveCausality, naiveReport } from './naive/index.ts';

const RUNS = Number(process.env.FC_RUNS ?? 100);

test('after each of its events a replica holds what the naive definition says, the unsuperseded apart', {
	timeout: 3_600_000,
}, () => {
	fc.assert(
		fc.property(arbTrace({ times: true }), (random) => {
			if (naiveReport(random.files, random).detail.disordered.size > 0) return;
			const { trace: naiveTrace, versions: naiveVersions, knowledge } = naiveCausality(random.files, random);
			const analysis = analyseFiles(random.files, random.causality);
			const { trace, versions, order } = analysis;
			const placeOf = (event: number) => `${trace.files[fileOf(trace, event)]?.name}:${trace.line[event]}`;
			const eventAt = new Map(Array.from({ length: trace.count }, (_, event) => [placeOf(event), event]));
			const versionOf = new Map(Array.from(versions.event, (event, version) => [event, version]));
			const timeOf = (event: number) => (order === null ? event : order.indexOf(event));
			// A sync happens at two replicas, in whose orders it may stand at different times.
			for (const event of naiveTrace.events.filter(({ op, index }) => op !== 'sync' && index % 3 === 0)) {
				const at = eventAt.get(place(event))!;
				for (const key of new Set(naiveVersions.map((version) => version.key))) {
					const number = trace.keys.find(key);
					const { replicas } = heldAt(analysis, number, at, (one) => versionOf.get(one) ?? -1);
					// A vector may claim what is written later.
					const expected = [...knowledge.after(event, event.at)]
						.filter((version) => version.key === key)
						.map((version) => versionOf.get(eventAt.get(place(version.event))!)!)
						.filter((version) => timeOf(versions.event[version] as number) <= timeOf(at));
					const own = replicas.find(({ replica }) => trace.replicas.text(replica) === event.at)!;
					// Versions without a dot are held by none in the naive definition.
					const first = versions.keyStart[number] as number;
					const last = versions.keyStart[number + 1] as number;
					if (!versions.excluded.subarray(first, last).includes(1)) expect(own.held).toBe(expected.length);
					// Vectors that somebody made up are no partial order: what supersedes what is then no question of definitions.
					if (random.kind === 'wild') continue;
					const sound = expected.filter((version) => versions.excluded[version] === 0);
					// Nor are those by which what comes later happened before.
					const written = (version: number) => timeOf(versions.event[version] as number);
					const isBackwards = (v: number, w: number) =>
						versions.happenedBefore(v, w) && written(v) > written(w);
					if (sound.some((v) => sound.some((w) => isBackwards(v, w)))) continue;
					const latest = sound.filter((v) => !sound.some((w) => v !== w && versions.happenedBefore(v, w)));
					expect(own.latest).toEqual(latest.sort((a, b) => a - b));
				}
			}
		}),
		{ numRuns: RUNS },
	);
});

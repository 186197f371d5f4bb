import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestHomes } from '../../src/analysis/avoidance/home.ts';
import { CheapestPath } from '../../src/analysis/avoidance/rehoming.ts';
import { singleLeaders } from '../../src/analysis/avoidance/singleLeader.ts';
import { siblingFigures, winnerFigures } from '../../src/analysis/strategies/figures.ts';
import { ledgerOf } from '../../src/analysis/strategies/ledger.ts';
import { type Replay, replayStrategies, type WinnerReplay } from '../../src/analysis/strategies/replay.ts';
import { fileOf } from '../../src/trace/trace.ts';
import { analyseFiles } from '../support/engine.ts';
import { arbStampedTrace } from './arbitraries/stamped.ts';
import { naiveAvoidance, naiveRehoming } from './naive/avoidance.ts';
import { naiveReport } from './naive/index.ts';
import { type NaiveStrategy, naiveLedger, naiveSiblings, naiveStrategies } from './naive/strategies.ts';

const numRuns = Number(process.env.FC_RUNS ?? 300);

/** The same figures from the engine. */
function figuresOf(replay: Replay, strategy: WinnerReplay): NaiveStrategy {
	const { trace, versions } = replay.analysis;
	const { name, lostWrites, lostAlthoughNewer, keysWithLosses, siblingsLeft } = winnerFigures(
		replay,
		strategy,
	);
	const ends = new Map<string, string | null>();
	for (const [key, winner] of strategy.winners.entries()) {
		if (winner === -1) continue;
		const event = versions.event[winner] as number;
		const place = winner < 0 ? null : `${trace.files[fileOf(trace, event)]?.name}:${trace.line[event]}`;
		ends.set(trace.keys.text(key), place);
	}
	return { name, lostWrites, lostAlthoughNewer, keysWithLosses, siblingsLeft, ends };
}

/** Rings in damaged vectors have no Lamport numbers: only where there are none is Lamport order defined. */
function comparable(strategies: NaiveStrategy[], disordered: boolean) {
	return strategies
		.filter(({ name }) => !disordered || name !== 'lamport')
		.map((strategy) => ({ ...strategy, ends: Object.fromEntries([...strategy.ends].sort()) }));
}

for (const causality of ['auto', 'recorded', 'derived'] as const) {
	test(`strategies are those of the naive definition (${causality})`, { timeout: 3_600_000 }, () => {
		const arbAhead = fc.constantFrom<Record<string, number>[]>({}, { R1: 2 }, { R2: -1, R1: 0.5 });
		fc.assert(
			fc.property(arbStampedTrace(), arbAhead, ({ files }, ahead) => {
				const analysis = analyseFiles(files, causality);
				const offsets = new Map(
					Object.entries(ahead).map(([id, ms]) => [analysis.trace.replicas.find(id), ms]),
				);
				const replay = replayStrategies(analysis, { offsets });
				const disordered = naiveReport(files, { causality }).detail.disordered.size > 0;
				const engine = replay.strategies.map((strategy) => figuresOf(replay, strategy));
				const naive = naiveStrategies(files, causality, ahead);
				if (!analysis.trace.hlcWall.length || naive.some(({ name }) => name === 'lww-hlc'))
					expect(comparable(engine, disordered)).toEqual(comparable(naive, disordered));
				expect(siblingFigures(replay).siblingsLeft).toBe(naiveSiblings(files, causality));
			}),
			{ numRuns },
		);
	});

	test(`the ledger has the writes that one strategy keeps and another does not (${causality})`, {
		timeout: 3_600_000,
	}, () => {
		fc.assert(
			fc.property(arbStampedTrace(), ({ files }) => {
				const analysis = analyseFiles(files, causality);
				if (naiveReport(files, { causality }).detail.disordered.size > 0) return;
				const { trace, versions } = analysis;
				const places = [...ledgerOf(replayStrategies(analysis)).versions].map((version) => {
					const event = versions.event[version] as number;
					return `${trace.files[fileOf(trace, event)]?.name}:${trace.line[event]}`;
				});
				expect(places.sort()).toEqual(naiveLedger(files, causality).sort());
			}),
			{ numRuns },
		);
	});

	test(`avoidance is that of the naive definition (${causality})`, { timeout: 3_600_000 }, () => {
		fc.assert(
			fc.property(arbStampedTrace(), ({ files }) => {
				const analysis = analyseFiles(files, causality);
				const replicas = analysis.trace.participants.map((replica) => analysis.trace.replicas.text(replica));
				const { forwarded, keysWithSeveralWriters } = bestHomes(analysis);
				const leaders = singleLeaders(analysis).map(({ leader, forwarded }) => [
					analysis.trace.replicas.text(leader),
					forwarded,
				]);
				const naive = naiveAvoidance(files, causality, replicas);
				expect({ forwarded, keysWithSeveralWriters }).toEqual(naive.home);
				const best = Math.min(...naive.leaders.map(([, count]) => count));
				expect(leaders[0]).toEqual(naive.leaders.find(([, count]) => count === best));
				expect(Object.fromEntries(leaders)).toEqual(Object.fromEntries(naive.leaders));
			}),
			{ numRuns },
		);
	});
}

test('homes that move over time are the cheapest of all', () => {
	const replicas = ['a', 'b', 'c'];
	fc.assert(
		fc.property(
			fc.array(fc.constantFrom(...replicas), { maxLength: 6 }),
			fc.constantFrom(1, 2, 3),
			(writers, movingCost) => {
				const path = new CheapestPath(replicas.length, movingCost);
				for (const writer of writers) path.write(replicas.indexOf(writer));
				expect(path.cost).toBe(naiveRehoming(writers, replicas, movingCost));
				expect(path.moves * movingCost).toBeLessThanOrEqual(path.cost);
			},
		),
		{ numRuns },
	);
});

import { clocksOf } from '../../analysis/clocks/clocks.ts';
import { eventsOf } from '../../analysis/clocks/findings.ts';
import type { Step } from '../../analysis/clocks/graph.ts';
import { type HlcFault, hasHlc } from '../../analysis/clocks/hlc.ts';
import type { SkewRow } from '../../analysis/clocks/skew.ts';
import { replicaName } from '../../trace/trace.ts';
import { convergenceStory } from '../convergence/convergenceStory.ts';
import { span } from '../milliseconds.ts';
import { replicaWord } from '../replicaWord.ts';
import { placeOf, type Shown } from '../shown.ts';
import { opName } from '../versionRow.ts';
import { clockStory } from './clockStory.ts';
import type { ClockOverview, EvidenceEvent } from './model.ts';

/** Violations that are told; the findings have all. */
const VIOLATIONS = 10;

/** What is told of clocks before anybody asks for single pairs or writes. O(replicas²) once the clocks are analysed. */
export function clockOverview(shown: Shown): ClockOverview {
	const { trace, versions } = shown.analysis;
	const { inversions, skew, ties, backSteps } = clocksOf(shown.analysis);
	const story = clockStory(shown);
	const rows = [...skew.rows()];
	const reference = referenceOf(shown, rows);
	const placeOfVersion = (version: number | undefined) =>
		placeOf(trace, versions.event[version as number] as number);
	return {
		headline: story?.headline ?? null,
		facts: story?.facts ?? [],
		convergence: convergenceStory(shown),
		replicas: trace.participants.map((replica) => ({
			id: trace.replicas.text(replica),
			name: replicaName(trace, replica),
		})),
		reference: reference < 0 ? null : trace.replicas.text(reference),
		pairs: rows.length,
		inversions: inversions.count,
		ties: ties.count,
		firstTie: ties.count === 0 ? null : [placeOfVersion(ties.earlier[0]), placeOfVersion(ties.later[0])],
		...hybrid(shown),
		backSteps: backSteps.map(({ replica, ms, times, event, before }) => ({
			replica: trace.replicas.text(replica),
			ms,
			times,
			at: placeOf(trace, event),
			before: placeOf(trace, before),
		})),
		impossible: skew.contradictions.map(({ replicas, steps, ms }) => ({
			message: `The times of ${[...new Set(replicas)].map((replica) => replicaWord(trace, replica)).join(', ')} contradict each other by ${span(ms)}.`,
			events: evidence(shown, steps),
		})),
	};
}

function hybrid({ analysis }: Shown): Pick<ClockOverview, 'hlc' | 'hlcViolations'> {
	const { trace } = analysis;
	if (!hasHlc(trace)) return { hlc: null, hlcViolations: [] };
	const { hlcViolations } = clocksOf(analysis);
	const hlc: Record<HlcFault, number> = { order: 0, behind: 0, drift: 0 };
	for (const { fault } of hlcViolations) hlc[fault]++;
	return {
		hlc,
		hlcViolations: hlcViolations.slice(0, VIOLATIONS).map(({ fault, ms, event, before }) => ({
			fault,
			ms,
			at: placeOf(trace, event),
			before: before < 0 ? null : placeOf(trace, before),
		})),
	};
}

/** The events of a proof, in its order. */
export function evidence({ analysis: { trace } }: Shown, steps: readonly Step[]): EvidenceEvent[] {
	return eventsOf(steps).map((event) => {
		const ts = trace.ts[event] as number;
		return {
			...placeOf(trace, event),
			replica: trace.replicas.text(trace.replica[event] as number),
			op: opName(trace, event),
			ts: Number.isFinite(ts) ? ts : null,
		};
	});
}

/** The replica whose clock is proven to differ from the fewest others, -1 without any. */
function referenceOf({ analysis: { trace } }: Shown, rows: readonly SkewRow[]): number {
	const differs = new Map<number, number>();
	for (const { from, proven } of rows) if (proven) differs.set(from, (differs.get(from) ?? 0) + 1);
	const count = (replica: number) => differs.get(replica) ?? 0;
	return trace.participants.reduce((a, b) => (count(b) < count(a) ? b : a), trace.participants[0] ?? -1);
}

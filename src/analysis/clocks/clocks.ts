import type { Analysis } from '../analysis.ts';
import { once } from '../once.ts';
import { type BackStep, findBackSteps } from './backSteps.ts';
import { ChainClocks } from './chainClocks.ts';
import { Edges } from './edges.ts';
import { HlcOrder, type HlcViolation, hasHlc, hlcViolations } from './hlc.ts';
import { Inversions } from './inversions.ts';
import { addMessageEdges } from './messageEdges.ts';
import { walkSeen } from './seenWrites.ts';
import { Skew } from './skew.ts';
import { Ties } from './ties.ts';
import { WriteEdges } from './writeEdges.ts';

/** What is found of clocks along the events of a trace. Columns and plain values: another thread can find it. */
export interface ClockFacts {
	readonly inversions: Inversions;
	readonly ties: Ties;
	/** What messages, and what causally ordered writes, bound pairs of clocks by. */
	readonly messages: Edges;
	readonly writes: Edges;
	/** Clocks that go back in their replicas' own order. */
	readonly backSteps: readonly BackStep[];
	readonly hlcViolations: readonly HlcViolation[];
	/** Whether any event has a time. */
	readonly timed: boolean;
}

/** What a trace proves about its clocks. */
export interface Clocks extends Omit<ClockFacts, 'messages' | 'writes'> {
	readonly skew: Skew;
}

/** Analyses the clocks of a trace, when first asked. Beside {@link clockFactsOf}, shortest paths between replicas. */
export const clocksOf = once((analysis: Analysis): Clocks => {
	const { messages, writes, ...facts } = clockFactsOf(analysis);
	return { ...facts, skew: new Skew(analysis, messages, writes) };
});

/** Goes through the events of a trace, when first asked. O(events + versions · replicas). */
export const clockFactsOf = once((analysis: Analysis): ClockFacts => {
	const { trace, order, sendOf } = analysis;
	const messages = new Edges(trace.replicas.size);
	const writes = new Edges(trace.replicas.size);
	const inversions = new Inversions();
	const ties = new Ties();
	const timed = hasTimes(analysis);
	const hlc = hasHlc(trace) ? new HlcOrder(trace) : null;
	if (timed) addMessageEdges(trace, sendOf, messages);
	if (timed || hlc !== null) {
		const writeEdges = new WriteEdges(writes);
		const chains = new ChainClocks(analysis.versions, trace.replicas.size, inversions, writeEdges);
		walkSeen(analysis, {
			// Hybrid clocks are looked at version by version.
			...(hlc === null && { onChain: (start: number, end: number) => chains.onChain(start, end) }),
			onKey(key, view) {
				ties.onKey(view);
				hlc?.onKey(key, view);
			},
			onVersion(place, seen, view, lanes) {
				inversions.onVersion(place, seen, view, lanes);
				writeEdges.onVersion(place, seen, view, lanes);
				hlc?.onVersion(place, seen, view);
			},
		});
	}
	return {
		inversions,
		ties,
		messages,
		writes,
		backSteps: timed ? findBackSteps(trace, order) : [],
		hlcViolations: hlc === null ? [] : hlcViolations(trace, order, hlc.exceeded, analysis.hlcDriftMs),
		timed,
	};
});

function hasTimes({ trace }: Analysis): boolean {
	for (let event = 0; event < trace.count; event++) if (Number.isFinite(trace.ts[event])) return true;
	return false;
}

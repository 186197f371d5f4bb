import { type FindingCode, FindingStore } from '../../trace/finding.ts';
import { fileOf } from '../../trace/trace.ts';
import type { Analysis } from '../analysis.ts';
import { once } from '../once.ts';
import { clocksOf } from './clocks.ts';
import type { Contradiction, Step } from './graph.ts';
import type { SkewRow } from './skew.ts';
import { type ClockChange, stretchesOf } from './stretches.ts';

/** The findings on clocks, with what they are about: number `a` of a finding is a place in the list that its code names. */
export interface ClockFindings {
	readonly store: FindingStore;
	/** Of `clock-skew`: the ordered pairs of which the second clock is ahead for sure. */
	readonly ahead: readonly SkewRow[];
	/** Of `clock-step`, where it does not tell of one replica's own order: at which the clocks moved. */
	readonly changes: readonly ClockChange[];
	/** Of `clock-step` without a place in time: what contradicts itself in the trace as a whole. */
	readonly contradictions: readonly Contradiction[];
}

/** Findings name this many events of a long proof; a certificate has them all. */
const MAX_RELATED = 8;

/** The findings on a trace's clocks, made when first asked. */
export const clockFindings = once((analysis: Analysis): ClockFindings => {
	const { trace, versions } = analysis;
	const { inversions, ties, skew, backSteps, hlcViolations } = clocksOf(analysis);
	const store = new FindingStore();
	const add = (code: FindingCode, event: number, a: number, related: readonly number[], text?: string) =>
		store.add({
			code,
			file: fileOf(trace, event),
			line: trace.line[event] as number,
			event,
			a,
			related: related.slice(0, MAX_RELATED),
			...(text !== undefined && { text }),
		});
	const eventOf = (version: number | undefined) => versions.event[version as number] as number;

	for (let id = 0; id < inversions.count; id++)
		add('causal-inversion', eventOf(inversions.later[id]), id, [eventOf(inversions.earlier[id])]);
	for (let id = 0; id < ties.count; id++)
		add('timestamp-tie', eventOf(ties.later[id]), id, [eventOf(ties.earlier[id])]);

	const ahead: SkewRow[] = [];
	for (const row of skew.rows()) {
		if (row.min === null || row.min <= 0) continue;
		// The upper bound of the pair turned round is what proves it.
		const events = eventsOf(skew.path(row.to, row.from));
		const last = Math.max(...events);
		add(
			'clock-skew',
			last,
			ahead.push(row) - 1,
			events.filter((event) => event !== last),
		);
	}
	const changes = skew.contradictions.length > 0 ? stretchesOf(analysis).changes : [];
	for (const [i, { contradiction }] of changes.entries()) addStep(contradiction, i, 'change');
	const contradictions = changes.length > 0 ? [] : skew.contradictions;
	for (const [i, contradiction] of contradictions.entries()) addStep(contradiction, i, 'whole');
	for (const [i, { event, before }] of backSteps.entries()) add('clock-step', event, i, [before], 'back');
	for (const [i, { event, before, fault }] of hlcViolations.entries())
		add('hlc-violation', event, i, before < 0 ? [] : [before], fault);
	return { store, ahead, changes, contradictions };

	function addStep({ steps }: Contradiction, a: number, text: string): void {
		const events = eventsOf(steps);
		const last = Math.max(...events);
		add(
			'clock-step',
			last,
			a,
			events.filter((event) => event !== last),
			text,
		);
	}
});

/** The events of a proof, each once, in its order. */
export function eventsOf(steps: readonly Step[]): number[] {
	return [...new Set(steps.flatMap(({ earlier, later }) => [earlier, later]))];
}

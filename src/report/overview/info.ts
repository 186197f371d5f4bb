import { clocksOf } from '../../analysis/clocks/clocks.ts';
import type { Scene } from '../../analysis/overview/scene.ts';
import type { TimeAxis } from '../../analysis/overview/timeAxis.ts';
import { replicaName, type Trace } from '../../trace/trace.ts';
import { span } from '../milliseconds.ts';
import { replicaWord } from '../replicaWord.ts';
import { count } from '../visible.ts';
import type { OverviewInfo, OverviewScope } from './model.ts';

/** Clocks that a sentence names. */
const NAMED = 6;

/** The axis of times with how far clocks were taken to be ahead, milliseconds by replica number. */
export interface CorrectedTimes {
	axis: TimeAxis;
	ahead: ReadonlyMap<number, number>;
}

/** What there is to know before anything is drawn. `times`: null along other axes. */
export function overviewInfo(
	scene: Scene,
	{ axis: name, key }: OverviewScope,
	fileStarts: readonly number[],
	times: CorrectedTimes | null,
): OverviewInfo {
	const { trace } = scene.analysis;
	const { axis, density, spans } = scene;
	return {
		axis: name,
		key,
		unit: axis.unit,
		length: axis.length,
		origin: times?.axis.origin ?? null,
		fileStarts: [...fileStarts],
		lanes: trace.participants.map((replica) => ({
			id: trace.replicas.text(replica),
			name: replicaName(trace, replica),
		})),
		events: axis.count,
		missing: times?.axis.missing ?? 0,
		activities: Array.from(
			density.count(0, axis.length, 1, { first: 0, count: density.lanes, together: true }),
		),
		conflicts: spans.count,
		timed: times !== null || isTimed(trace),
		notes: times === null ? [] : timeNotes(scene, times),
	};
}

function isTimed(trace: Trace): boolean {
	for (let event = 0; event < trace.count; event++) if (Number.isFinite(trace.ts[event])) return true;
	return false;
}

function timeNotes({ analysis, spans }: Scene, { axis: { missing }, ahead }: CorrectedTimes): string[] {
	const corrected = [...ahead].filter(([, ms]) => ms !== 0);
	const words = corrected
		.slice(0, NAMED)
		.map(([replica, ms]) => `${replicaWord(analysis.trace, replica)} by ${span(-ms)}`);
	const notes = [
		corrected.length === 0
			? "Times are those of the replicas' own clocks: none is proven to be wrong."
			: `Clocks are corrected by the midpoint of what is proven, or as given: ${words.join(', ')}${corrected.length > NAMED ? ', …' : ''}.`,
	];
	if (clocksOf(analysis).skew.contradictions.length > 0)
		notes.push('Clocks moved during the trace: no single correction is right for all of it.');
	if (missing > 0)
		notes.push(`${count(missing, 'event')} without a time ${missing === 1 ? 'is' : 'are'} not shown.`);
	if (spans.missing > 0)
		notes.push(
			`Nor ${spans.missing === 1 ? 'is' : 'are'} ${count(spans.missing, 'conflict')} of such events.`,
		);
	return notes;
}

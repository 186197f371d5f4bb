import { clocksOf } from '../../analysis/clocks/clocks.ts';
import { moveOf } from '../../analysis/clocks/moves.ts';
import { type OffsetBounds, OffsetColumns } from '../../analysis/clocks/offsetColumns.ts';
import { stretchesOf } from '../../analysis/clocks/stretches.ts';
import { replicaName } from '../../trace/trace.ts';
import { placeOf, type Shown } from '../shown.ts';
import { changeWords } from './changeWords.ts';
import type { ClockLane, ClockPicture, Interval } from './model.ts';
import { inversionMs } from './rows.ts';

const COLUMNS = 64;
/** More lanes than these nobody compares by eye. */
const MAX_LANES = 24;
const MAX_CHANGES = 40;

/** The picture of every replica's clock over time, against that of a reference. Only for traces with times. */
export function clockPicture(shown: Shown, reference: number): ClockPicture {
	const { analysis } = shown;
	const { trace } = analysis;
	const columns = new OffsetColumns(analysis, COLUMNS);
	const place = (event: number) => placeOf(trace, event);
	const replicas = [reference, ...trace.participants.filter((replica) => replica !== reference)];
	const chosen = replicas.slice(0, MAX_LANES);
	const each = Array.from({ length: columns.count }, (_, column) => column);
	const near = each.map((column) => columns.near(column, reference, chosen));
	const whole = each.map((column) => columns.whole(column, reference, chosen));
	const lanes = chosen.map(
		(replica, lane): ClockLane => ({
			replica: trace.replicas.text(replica),
			name: replicaName(trace, replica),
			near: near.map((bounds) => interval(bounds[lane] as OffsetBounds)),
			whole: whole.map((bounds) => interval(bounds[lane] as OffsetBounds)),
			inversions: [],
			backStep: null,
		}),
	);
	const laneOf = new Map(chosen.map((replica, lane) => [replica, lanes[lane] as ClockLane]));
	markInversions(shown, columns, laneOf);
	for (const { replica, event, ms } of clocksOf(analysis).backSteps) {
		const lane = laneOf.get(replica);
		if (lane !== undefined) lane.backStep = { column: columns.columnOf(event), ms, at: place(event) };
	}
	const { changes } = stretchesOf(analysis);
	return {
		reference: trace.replicas.text(reference),
		columns: each.map((column) => {
			const { first, last } = columns.eventsOf(column);
			return { first: place(first), last: place(last) };
		}),
		lanes,
		lanesLeftOut: replicas.length - chosen.length,
		changes: changes.slice(0, MAX_CHANGES).map((_, change) => {
			const { firstEvent, lastEvent } = moveOf(analysis, change);
			const [from, to] = [firstEvent, lastEvent].map((event) => columns.columnOf(event)) as [number, number];
			return {
				from: Math.min(from, to),
				to: Math.max(from, to),
				words: changeWords(shown, change),
				first: place(firstEvent),
				last: place(lastEvent),
			};
		}),
		changesLeftOut: Math.max(0, changes.length - MAX_CHANGES),
	};
}

/** One mark a lane and column. Linear in the inversions. */
function markInversions(shown: Shown, columns: OffsetColumns, laneOf: ReadonlyMap<number, ClockLane>): void {
	const { trace, versions } = shown.analysis;
	const { inversions } = clocksOf(shown.analysis);
	const marks = new Map<ClockLane, Map<number, ClockLane['inversions'][number]>>();
	for (let id = 0; id < inversions.count; id++) {
		const event = versions.event[inversions.later[id] as number] as number;
		const lane = laneOf.get(trace.replica[event] as number);
		if (lane === undefined) continue;
		const own = marks.get(lane) ?? new Map<number, ClockLane['inversions'][number]>();
		marks.set(lane, own);
		const column = columns.columnOf(event);
		const ms = inversionMs(shown, id);
		const mark = own.get(column);
		if (mark === undefined) own.set(column, { column, count: 1, ms, id, at: placeOf(trace, event) });
		else {
			mark.count++;
			mark.ms = Math.max(mark.ms, ms);
		}
	}
	for (const [lane, own] of marks) lane.inversions = [...own.values()].sort((a, b) => a.column - b.column);
}

function interval({ min, max }: OffsetBounds): Interval {
	return { min: Number.isFinite(min) ? min + 0 : null, max: Number.isFinite(max) ? max + 0 : null };
}

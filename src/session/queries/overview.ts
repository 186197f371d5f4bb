import { spanDensity } from '../../analysis/overview/conflictSpans.ts';
import { nextConflict, overviewConflict } from '../../report/overview/conflictAt.ts';
import { overviewDetails, overviewPartitions } from '../../report/overview/details.ts';
import { overviewInfo } from '../../report/overview/info.ts';
import type { OverviewTile } from '../../report/overview/model.ts';
import { overviewRange } from '../../report/overview/range.ts';
import type { Queries, Result } from '../protocol.ts';
import type { TraceView } from '../traceView.ts';
import { correctionsOf, fromScene, lineAxisOf, timeAxisOf } from './overviewScene.ts';

/** Nobody has more pixels; what asks for more is no view. */
const MAX_BINS = 8192;
/** Nor more bins of lanes in all, where each lane is for itself. */
const MAX_CELLS = 1 << 19;

export const overview = fromScene<Queries['overview']['params'], Queries['overview']['result']>(
	(view, scene, scope) => {
		const times = scope.axis === 'time' ? timeAxisOf(view) : null;
		return overviewInfo(
			scene,
			scope,
			times === null ? Array.from(lineAxisOf(view).fileStarts) : [],
			times && { axis: times, ahead: correctionsOf(view) },
		);
	},
);

export const overviewTile = fromScene<Queries['overviewTile']['params'], OverviewTile>(
	(_, scene, { from, width, bins, firstLane, lanes, together }) => {
		const count = Math.max(0, Math.min(MAX_BINS, bins));
		const first = Math.max(0, Math.min(scene.density.lanes, firstLane));
		const most = together ? scene.density.lanes : Math.floor(MAX_CELLS / Math.max(1, count));
		const last = Math.max(first, Math.min(scene.density.lanes, first + Math.min(lanes, most)));
		return {
			counts: smallest(scene.density.count(from, width, count, { first, count: last - first, together })),
			conflicts: smallest(spanDensity(scene.spans, from, width, count)),
		};
	},
);

export const overviewRangeOf = fromScene<
	Queries['overviewRange']['params'],
	Queries['overviewRange']['result']
>((view, scene, { from, to, lane }) => overviewRange(view, scene, from, to, lane));

export const overviewDetailsOf = fromScene<
	Queries['overviewDetails']['params'],
	Queries['overviewDetails']['result']
>((_, scene, { from, to, keys }) => overviewDetails(scene, from, to, keys));

export const overviewPartitionsOf = fromScene<
	Queries['overviewPartitions']['params'],
	Queries['overviewPartitions']['result']
>((_, scene) => overviewPartitions(scene));

export const overviewStep = fromScene<Queries['overviewStep']['params'], Queries['overviewStep']['result']>(
	(_, scene, params) =>
		params.direction === 0
			? overviewConflict(scene, params.conflict ?? -1)
			: nextConflict(scene, { ...params, direction: params.direction }),
);

/** The position of the event on a line, or of the last one before it; null where none has one. */
export const overviewPlace = fromScene<Queries['overviewPlace']['params'], number | null>(
	(view: TraceView, { axis }, { place }) => {
		const event = view.lastEventUpTo(place);
		const position = event < 0 ? Number.NaN : axis.position(event);
		return Number.isNaN(position) ? null : position;
	},
) satisfies (view: TraceView, params: Queries['overviewPlace']['params']) => Result<number | null>;

/** The counts in the smallest kind of array that holds them: most of what is sent are small numbers. */
function smallest(counts: Uint32Array): Uint8Array | Uint16Array | Uint32Array {
	let max = 0;
	for (let i = 0; i < counts.length; i++) if ((counts[i] as number) > max) max = counts[i] as number;
	return max < 1 << 8 ? Uint8Array.from(counts) : max < 1 << 16 ? Uint16Array.from(counts) : counts;
}

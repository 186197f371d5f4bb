import type { ClockPicture } from '../../report/clocks/model.ts';
import { clockPicture as pictureOf } from '../../report/clocks/picture.ts';
import type { Queries, Result } from '../protocol.ts';
import type { TraceView } from '../traceView.ts';

/** The clocks over time. The last picture is kept. */
export function clockPicture(
	view: TraceView,
	{ reference }: Queries['clockPicture']['params'],
): Result<ClockPicture> {
	const replica = view.trace.replicas.find(reference);
	if (replica < 0 || !view.trace.participants.includes(replica))
		return { err: 'This trace has no such replica any more.' };
	return { ok: view.cached('clockPicture', reference, () => pictureOf(view, replica)) };
}

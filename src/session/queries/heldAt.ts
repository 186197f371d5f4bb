import { heldAt as heldOf } from '../../report/convergence/heldAt.ts';
import type { HeldAt, Queries, Result } from '../protocol.ts';
import type { TraceView } from '../traceView.ts';

/** What every replica held of a key at a line. The last answer is kept. */
export function heldAt(view: TraceView, params: Queries['heldAt']['params']): Result<HeldAt> {
	const key = view.trace.keys.find(params.key);
	if (key < 0) return { err: 'This trace has no such key any more.' };
	const event = view.lastEventUpTo(params);
	if (event < 0) return { err: 'No event stands on this line or before it.' };
	return {
		ok: view.cached('heldAt', `${key} ${event}`, () =>
			heldOf(view, key, event, (created) => view.versionOf(created)),
		),
	};
}

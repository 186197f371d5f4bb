import { keyHistory as historyOf } from '../../report/keyHistory.ts';
import type { KeyHistory, Queries, Result } from '../protocol.ts';
import type { TraceView } from '../traceView.ts';

/** A window of one key's versions. */
export function keyHistory(view: TraceView, params: Queries['keyHistory']['params']): Result<KeyHistory> {
	const key = view.trace.keys.find(params.key);
	if (key < 0) return { err: 'This trace has no such key any more.' };
	return { ok: historyOf(view, key, params) };
}

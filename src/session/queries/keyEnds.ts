import { keyEnds as endsOf } from '../../report/strategies/keyEnds.ts';
import type { KeyEnd, Queries, Result } from '../protocol.ts';
import type { TraceView } from '../traceView.ts';
import { strategiesOf } from './strategies.ts';

/** What a key ends as under each strategy. */
export function keyEnds(view: TraceView, params: Queries['keyEnds']['params']): Result<KeyEnd[]> {
	const key = view.trace.keys.find(params.key);
	if (key < 0) return { err: 'This trace has no such key any more.' };
	return { ok: endsOf(view, strategiesOf(view), key) };
}

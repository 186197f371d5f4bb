import { conflictRow } from '../../report/conflictRow.ts';
import type { ConflictRow, Result } from '../protocol.ts';
import type { TraceView } from '../traceView.ts';

/** One conflict by its number. */
export function conflict(view: TraceView, { id }: { id: number }): Result<ConflictRow> {
	if (!(id >= 0 && id < view.analysis.conflicts.count))
		return { err: 'This trace has no such conflict any more.' };
	return { ok: conflictRow(view, id) };
}

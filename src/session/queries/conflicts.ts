import { conflictRow } from '../../report/conflictRow.ts';
import type { ConflictQuery, ConflictRow, Rows } from '../protocol.ts';
import type { TraceView } from '../traceView.ts';
import { selectConflicts } from './conflictOrder.ts';
import { windowStart } from './window.ts';

/** Versions that a row of the grid carries; the row tells how many there are. */
const VERSIONS_A_ROW = 8;

/** A window of the conflicts. The order of the last selection is kept, so that scrolling does not sort again. */
export function conflicts(view: TraceView, query: ConflictQuery): Rows<ConflictRow> {
	const { filter, state, sort, descending, lines } = query;
	const order = view.cached('conflicts', JSON.stringify([filter, state, sort, descending, lines]), () =>
		selectConflicts(view, query),
	);
	const inside = query.around === undefined ? -1 : order.indexOf(query.around);
	const from = windowStart(query, order.length, inside);
	const rows = Array.from(order.subarray(from, from + Math.max(0, query.count)), (conflict) =>
		conflictRow(view, conflict, VERSIONS_A_ROW),
	);
	return { total: order.length, from, rows };
}

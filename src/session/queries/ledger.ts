import { ledgerVersions } from '../../report/strategies/compare.ts';
import { ledgerRow } from '../../report/strategies/ledgerRow.ts';
import type { LedgerRow, Queries, Result, Rows } from '../protocol.ts';
import type { TraceView } from '../traceView.ts';
import { strategiesOf } from './strategies.ts';
import { windowStart } from './window.ts';

/** A window of the writes whose fate differs between strategies. Rows are made for the window alone. */
export function ledger(view: TraceView, params: Queries['ledger']['params']): Result<Rows<LedgerRow>> {
	const key = params.key === undefined ? undefined : view.trace.keys.find(params.key);
	if (key === -1) return { err: 'This trace has no such key any more.' };
	const report = strategiesOf(view);
	const all = view.cached('ledger', `${key ?? ''}`, () =>
		ledgerVersions(view, report, { limit: Number.POSITIVE_INFINITY, ...(key !== undefined && { key }) }),
	);
	const from = windowStart(params, all.total, -1);
	const window = all.versions.subarray(from, from + Math.max(0, params.count));
	return {
		ok: {
			total: all.total,
			from,
			rows: Array.from(window, (version) => ledgerRow(view, report, version)),
		},
	};
}

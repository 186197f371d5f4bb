import { ledgerRow } from '../../report/strategies/ledgerRow.ts';
import type { LedgerRow, Result } from '../protocol.ts';
import type { TraceView } from '../traceView.ts';
import { strategiesOf } from './strategies.ts';

/** What becomes of one version under every strategy. */
export function fates(view: TraceView, { version }: { version: number }): Result<LedgerRow> {
	const { versions } = view.analysis;
	if (version < 0 || version >= versions.count) return { err: 'This trace has no such version any more.' };
	if (versions.excluded[version] === 1)
		return { err: 'The version takes part in no strategy, since its vector is absent or contradictory.' };
	return { ok: ledgerRow(view, strategiesOf(view), version) };
}

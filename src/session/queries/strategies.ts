import type { StrategyOverview } from '../../report/model.ts';
import { strategyOverview } from '../../report/strategies/overview.ts';
import { type StrategyReport, strategyReport } from '../../report/strategies/strategyReport.ts';
import type { TraceView } from '../traceView.ts';

/** Whoever opens the comparison wants it told of more keys than a report does; it is made once. */
const LIMITS = { merged: 20_000, read: 1000 };

/** The strategies replayed, made once for an analysis. */
/** The figures of all strategies. Worked out once for an analysis. */
export function strategiesOf(view: TraceView): StrategyReport {
	return view.cached('strategies', '', () => strategyReport(view, { limits: LIMITS }));
}

export function strategies(view: TraceView): StrategyOverview {
	return view.cached('strategyOverview', '', () => strategyOverview(view, strategiesOf(view)));
}

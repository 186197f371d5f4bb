import type { ClockOverview } from '../../report/clocks/model.ts';
import { clockOverview } from '../../report/clocks/overview.ts';
import type { TraceView } from '../traceView.ts';

/** What is proven of the clocks. */
export function clocks(view: TraceView): ClockOverview {
	return view.cached('clocks', '', () => clockOverview(view));
}

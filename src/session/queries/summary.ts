import { FindingOrder } from '../../report/findingOrder.ts';
import { summary as summaryOf } from '../../report/summary.ts';
import type { Summary } from '../protocol.ts';
import type { TraceView } from '../traceView.ts';

/** The trace's figures, made once. */
export function summary(view: TraceView): Summary {
	return view.cached('summary', '', () => summaryOf(view, new FindingOrder(view)));
}

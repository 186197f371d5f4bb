import { nativeText } from '../../report/nativeText.ts';
import type { TraceView } from '../traceView.ts';
import { pieces } from './pieces.ts';

/** The trace as lines of the native format. */
export function native(view: TraceView): string[] {
	return pieces(nativeText(view));
}

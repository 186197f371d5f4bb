import { certificateLines } from '../../report/certificates/certificates.ts';
import type { TraceView } from '../traceView.ts';
import { pieces } from './pieces.ts';

/** Certificates of what is proven of the clocks. */
export function certificates(view: TraceView): string[] {
	return pieces(certificateLines(view));
}

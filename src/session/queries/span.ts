import type { Span } from '../editorQueries.ts';
import type { Place } from '../protocol.ts';
import type { TraceView } from '../traceView.ts';

/** Where to put the cursor on a line: on what names its key or its message, else at its start. */
export function span(view: TraceView, place: Place): Span {
	return view.span(place, 'key', 'keys', 'msg');
}

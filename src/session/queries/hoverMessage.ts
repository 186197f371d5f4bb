import type { MessageHover, Span } from '../editorQueries.ts';
import type { TraceView } from '../traceView.ts';
import { eventsOfMessage } from './messageEvents.ts';

/** Where a message was sent and where it arrived. */
export function messageHover(view: TraceView, message: number, span: Span): MessageHover {
	const { trace } = view;
	const { sends, receives } = eventsOfMessage(view, message);
	const side = (event: number) => ({
		...view.placeOf(event),
		replica: trace.replicas.text(trace.replica[event] as number),
	});
	return {
		kind: 'message',
		span,
		message: trace.messages.text(message),
		sends: sends.map(side),
		receives: receives.map(side),
	};
}

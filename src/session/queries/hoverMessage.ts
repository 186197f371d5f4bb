import type { MessageHover, Span } from '../editorQueries.ts';
import type { TraceView } from '../traceView.ts';
import { eventsOfMessage } from './messageEvents.ts';

/** Where a message was sent and where it arrived. */
export function messageHover(view: TraceView, event: number, span: Span): MessageHover {
	const { trace } = view;
	const { send, receives } = eventsOfMessage(view, event);
	const side = (other: number) => ({
		...view.placeOf(other),
		replica: trace.replicas.text(trace.replica[other] as number),
	});
	return {
		kind: 'message',
		span,
		message: trace.messages.text(trace.message[event] as number),
		send: send < 0 ? null : side(send),
		receives: receives.map(side),
	};
}

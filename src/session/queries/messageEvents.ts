import { Op } from '../../trace/ops.ts';
import type { TraceView } from '../traceView.ts';

export interface MessageEvents {
	/** -1 where the trace does not have it. */
	send: number;
	receives: number[];
}

/**
 * The send and the receives of the message that an event sends or receives: as the analysis matched them, since replicas may
 * use the same ids. Linear in the events.
 */
export function eventsOfMessage({ trace, analysis: { sendOf } }: TraceView, event: number): MessageEvents {
	const send = trace.op[event] === Op.send ? event : (sendOf[event] ?? -1);
	if (send < 0) return { send, receives: [event] };
	const receives: number[] = [];
	for (let other = 0; other < sendOf.length; other++) if (sendOf[other] === send) receives.push(other);
	return { send, receives };
}

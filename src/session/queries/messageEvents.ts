import { Op } from '../../trace/ops.ts';
import type { TraceView } from '../traceView.ts';

export interface MessageEvents {
	sends: number[];
	receives: number[];
}

/** The events that send and receive the messages of one id, in file order. Linear in the events. */
export function eventsOfMessage({ trace }: TraceView, message: number): MessageEvents {
	const found: MessageEvents = { sends: [], receives: [] };
	for (let event = 0; event < trace.count; event++) {
		if (trace.message[event] !== message) continue;
		if (trace.op[event] === Op.send) found.sends.push(event);
		else if (trace.op[event] === Op.receive) found.receives.push(event);
	}
	return found;
}

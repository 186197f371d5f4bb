import type { Trace } from '../../trace/trace.ts';
import type { Edges } from './edges.ts';

/**
 * Collects what messages tell of clocks: a message takes some time, and none that is negative. A sync line has one time, the
 * sender's, and so bounds nothing. O(events).
 */
export function addMessageEdges({ ts, replica }: Trace, sendOf: Int32Array, edges: Edges): void {
	for (let receive = 0; receive < sendOf.length; receive++) {
		const send = sendOf[receive] as number;
		if (send < 0) continue;
		const ms = (ts[receive] as number) - (ts[send] as number);
		edges.add(replica[send] as number, replica[receive] as number, ms, send, receive);
	}
}

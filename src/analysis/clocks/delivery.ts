import { Op } from '../../trace/ops.ts';
import { keysOf } from '../../trace/trace.ts';
import type { Analysis } from '../analysis.ts';

/**
 * How the knowledge of a version came to the writer of a later one of its key: the version's event, then, hop by hop, the send and the
 * receive of a message (or a sync alone), then the later version's event. Null where messages do not tell. Goes back through
 * the events between the two: linear in their number.
 *
 * @param timeOf an event's place in the causal order
 * @param order the inverse; null where both are the event's number
 */
export function deliveryOf(
	{ trace, sendOf, cutSyncs, order }: Analysis,
	timeOf: (event: number) => number,
	earlier: number,
	later: number,
): number[] | null {
	const key = trace.key[earlier] as number;
	/** By replica: until when something that happened there is known to reach the later version, and by which event. */
	const until = new Map<number, number>([[trace.replica[later] as number, timeOf(later)]]);
	const by = new Map<number, number>();
	const from = trace.replica[earlier] as number;
	const start = timeOf(earlier);
	for (let time = timeOf(later) - 1; time > start && !((until.get(from) ?? -1) > start); time--) {
		const event = order === null ? time : (order[time] as number);
		const op = trace.op[event] as number;
		const sync = op === Op.sync && !cutSyncs.has(event);
		const send = sync ? event : op === Op.receive ? (sendOf[event] as number) : -1;
		if (send < 0 || !carries(trace, send, key)) continue;
		const to = (sync ? trace.peer[event] : trace.replica[event]) as number;
		if ((until.get(to) ?? -1) <= time) continue;
		const sender = trace.replica[send] as number;
		if ((until.get(sender) ?? -1) >= timeOf(send)) continue;
		until.set(sender, timeOf(send));
		by.set(sender, event);
	}
	if (!((until.get(from) ?? -1) > start)) return null;
	const path = [earlier];
	for (let at = from; at !== trace.replica[later]; ) {
		const event = by.get(at) as number;
		const sync = trace.op[event] === Op.sync;
		if (!sync) path.push(sendOf[event] as number);
		path.push(event);
		at = (sync ? trace.peer[event] : trace.replica[event]) as number;
	}
	return [...path, later];
}

function carries(trace: Analysis['trace'], message: number, key: number): boolean {
	return trace.key[message] === -1 || Array.from(keysOf(trace, message)).includes(key);
}

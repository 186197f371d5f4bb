import { Op } from '../../trace/ops.ts';
import type { Analysis } from '../analysis.ts';
import { once } from '../once.ts';
import { type Axis, eventOf, rankOf } from './axis.ts';

/** A message on its way: the event that sent it and the one that received it, the same one for a sync. */
export interface MessageLine {
	send: number;
	receive: number;
}

/** By send, a receive of its message (the first one in the file), or -1. O(events), once. */
const receiveOf = once(({ trace, sendOf }: Analysis): Int32Array => {
	const receives = new Int32Array(sendOf.length === 0 ? 0 : trace.count).fill(-1);
	for (let event = sendOf.length - 1; event >= 0; event--)
		if ((sendOf[event] as number) >= 0) receives[sendOf[event] as number] = event;
	return receives;
});

/**
 * The messages of which an end stands in [from, to), of those with both ends on the axis; null where more than `limit` events
 * stand there, too many to tell apart. Of a message received
 * several times each receive in the stretch counts, and for its send the first.
 *
 * O(events in the stretch), and O(events) once
 */
export function messagesWithin(
	analysis: Analysis,
	axis: Axis,
	from: number,
	to: number,
	limit: number,
): MessageLine[] | null {
	const { trace, sendOf } = analysis;
	const [first, end] = [rankOf(axis, from), rankOf(axis, to)];
	if (end - first > limit) return null;
	const found: MessageLine[] = [];
	for (let rank = first; rank < end; rank++) {
		const event = eventOf(axis, rank);
		const op = trace.op[event] as number;
		if (op === Op.sync) found.push({ send: event, receive: event });
		else if (op === Op.receive && (sendOf[event] ?? -1) >= 0 && isOn(axis, sendOf[event] as number))
			found.push({ send: sendOf[event] as number, receive: event });
		else if (op === Op.send) {
			const receive = receiveOf(analysis)[event] ?? -1;
			// Those received in the stretch are found by their receives.
			if (receive >= 0 && isOn(axis, receive) && !within(axis.position(receive), from, to))
				found.push({ send: event, receive });
		}
	}
	return found;
}

function within(position: number, from: number, to: number): boolean {
	return position >= from && position < to;
}

function isOn(axis: Axis, event: number): boolean {
	return !Number.isNaN(axis.position(event));
}

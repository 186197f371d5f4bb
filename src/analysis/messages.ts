import type { FindingStore } from '../trace/finding.ts';
import { Op } from '../trace/ops.ts';
import { fileOf, type Trace } from '../trace/trace.ts';
import { MessageTable } from './messageTable.ts';

/**
 * Finds for every receive the send that its message comes from. A message is known by sender, receiver and id; where an id is
 * used again, the k-th receive belongs to the k-th send, and what is received more often than it was sent is a duplicate of
 * the last. Reports receives without a send and duplicates.
 *
 * @param order the events, those of each replica in its own order; null for the order of the file
 * @returns by event, the send or -1. Expected linear time.
 */
export function matchMessages(trace: Trace, order: Int32Array | null, findings: FindingStore): Int32Array {
	const { op, replica, peer, message, count } = trace;
	let receives = 0;
	let sends = 0;
	for (let event = 0; event < count; event++) {
		if (op[event] === Op.receive) receives++;
		else if (op[event] === Op.send) sends++;
	}
	if (receives === 0) return new Int32Array(0);

	const length = order === null ? count : order.length;
	const identities = new MessageTable(trace, sends);
	// A queue of sends for each message: the first not yet received, the last, and, where ids are used again, each send's next.
	const first = new Int32Array(sends);
	const last = new Int32Array(sends);
	let next: Int32Array | null = null;
	for (let i = 0; i < length; i++) {
		const event = order === null ? i : (order[i] as number);
		if (op[event] !== Op.send) continue;
		const known = identities.size;
		const id = identities.intern(message[event] as number, replica[event] as number, peer[event] as number);
		if (id === known) first[id] = event;
		else {
			next ??= new Int32Array(count).fill(-1);
			next[last[id] as number] = event;
		}
		last[id] = event;
	}
	const sent = identities.size;
	const sendOf = new Int32Array(count).fill(-1);
	const firstReceive = new Int32Array(sent).fill(-1);
	for (let i = 0; i < length; i++) {
		const event = order === null ? i : (order[i] as number);
		if (op[event] !== Op.receive) continue;
		const id = identities.find(message[event] as number, peer[event] as number, replica[event] as number);
		if (id < 0) {
			report(trace, findings, event, 'receive-without-send', -1);
			continue;
		}
		const send = first[id] as number;
		if (send >= 0) {
			sendOf[event] = send;
			first[id] = next === null ? -1 : (next[send] as number);
			firstReceive[id] = event;
			continue;
		}
		sendOf[event] = last[id] as number;
		report(trace, findings, event, 'duplicate-receive', firstReceive[id] as number);
	}
	return sendOf;
}

function report(
	trace: Trace,
	findings: FindingStore,
	event: number,
	code: 'receive-without-send' | 'duplicate-receive',
	related: number,
): void {
	findings.add({
		code,
		file: fileOf(trace, event),
		line: trace.line[event] as number,
		event,
		related: related < 0 ? [] : [related],
	});
}

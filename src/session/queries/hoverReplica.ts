import { createsVersion, Op } from '../../trace/ops.ts';
import { replicaName } from '../../trace/trace.ts';
import type { ReplicaHover, Span } from '../editorQueries.ts';
import type { TraceView } from '../traceView.ts';
import { vectorHover } from './hoverVector.ts';

/**
 * What a replica is, and of whom it had heard by a line: directly, in messages and syncs of which the line's file order
 * tells. Linear in the events.
 */
export function replicaHover(view: TraceView, event: number, replica: number, span: Span): ReplicaHover {
	const { trace } = view;
	let events = 0;
	let versions = 0;
	let first = -1;
	let last = -1;
	/** By replica: the last event that brought something from it. */
	const heard = new Map<number, number>();
	for (let other = 0; other < trace.count; other++) {
		const op = trace.op[other] as number;
		const peer = trace.peer[other] as number;
		if (trace.replica[other] === replica || (op === Op.sync && peer === replica)) {
			events++;
			if (createsVersion(op)) versions++;
			if (first < 0) first = other;
			last = other;
		}
		if (other > event) continue;
		if (op === Op.receive && trace.replica[other] === replica) heard.set(peer, other);
		else if (op === Op.sync && peer === replica) heard.set(trace.replica[other] as number, other);
	}
	const info = trace.replicaInfo.get(replica);
	const others = trace.participants.filter((other) => other !== replica);
	return {
		kind: 'replica',
		span,
		id: trace.replicas.text(replica),
		name: replicaName(trace, replica),
		region: info?.region ?? null,
		events,
		versions,
		first: first < 0 ? null : view.placeOf(first),
		last: last < 0 ? null : view.placeOf(last),
		heardFrom: others
			.filter((other) => heard.has(other))
			.map((other) => ({
				replica: trace.replicas.text(other),
				place: view.placeOf(heard.get(other) as number),
			})),
		notHeardFrom: others.filter((other) => !heard.has(other)).map((other) => trace.replicas.text(other)),
		vector:
			trace.replica[event] === replica && view.versionOf(event) >= 0 ? vectorHover(view, event, span) : null,
	};
}

import { Flag, type Trace } from '../trace/trace.ts';

/** The dot that an event's line names: a replica's number and a counter; null where it carries neither dot nor vector. */
export function dotOf(trace: Trace, event: number): { replica: number; counter: number } | null {
	const flags = trace.flags[event] as number;
	const vector = trace.vector[event] as number;
	if ((flags & Flag.dotted) !== 0) {
		const dot = trace.dot[event] as number;
		return { replica: trace.vectors.replica(dot, 0), counter: trace.vectors.counter(dot, 0) };
	}
	if ((flags & Flag.vector) === 0 || vector < 0) return null;
	const replica = trace.replica[event] as number;
	return { replica, counter: trace.vectors.get(vector, replica) };
}

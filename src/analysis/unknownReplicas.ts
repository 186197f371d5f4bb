import type { FindingStore } from '../trace/finding.ts';
import { fileOf, type Trace } from '../trace/trace.ts';

/** Where a header names the replicas: reports every other one, once, where it is first met. Where there is one, O(events · entries of a vector). */
export function findUnknownReplicas(trace: Trace, findings: FindingStore): void {
	if (!trace.hasHeader) return;
	const known = new Uint8Array(trace.replicas.size);
	for (const replica of trace.replicaInfo.keys()) known[replica] = 1;
	if (!known.includes(0)) return;
	const meet = (replica: number, event: number) => {
		if (replica < 0 || known[replica] === 1) return;
		known[replica] = 1;
		findings.add({
			code: 'unknown-replica',
			file: fileOf(trace, event),
			line: trace.line[event] as number,
			event,
			a: replica,
		});
	};
	const meetVector = (start: number, event: number) => {
		if (start < 0) return;
		for (let i = 0; i < trace.vectors.size(start); i++) meet(trace.vectors.replica(start, i), event);
	};
	for (let event = 0; event < trace.count; event++) {
		meet(trace.replica[event] as number, event);
		meet(trace.peer[event] as number, event);
		meetVector(trace.vector[event] as number, event);
		if (trace.dot.length > 0) meetVector(trace.dot[event] as number, event);
	}
}

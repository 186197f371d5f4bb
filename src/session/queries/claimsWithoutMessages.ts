import { count } from '../../report/visible.ts';
import { isMessage } from '../../trace/ops.ts';
import type { DiagnosticRow } from '../editorQueries.ts';
import type { TraceView } from '../traceView.ts';

/**
 * In a trace without any message every vector seems to know what it cannot: one finding on the first line instead of one on
 * nearly every line. Null where the trace has messages, or the file no such vector.
 */
export function claimsWithoutMessages(view: TraceView, file: number): Omit<DiagnosticRow, 'severity'> | null {
	const { trace, findings } = view.analysis;
	const hasMessages = view.cached('hasMessages', '', () =>
		trace.op.subarray(0, trace.count).some((op) => isMessage(op)),
	);
	if (hasMessages) return null;
	let claims = 0;
	for (let id = 0; id < findings.count; id++) {
		if (findings.code(id) === 'vector-claims-unseen' && findings.file(id) === file) claims++;
	}
	if (claims === 0) return null;
	const vectors = count(claims, 'vector');
	return {
		...view.span({ file, line: 1 }),
		code: 'vector-claims-unseen',
		message: `The trace has no messages (send, receive or sync), so nothing in it shows how ${vectors} came to know versions of other replicas. They are taken as they are.`,
		related: [],
		vector: null,
	};
}

import { sequenceDiagram } from '../../report/sequence/diagram.ts';
import type { Diagram, Queries, Result } from '../protocol.ts';
import type { TraceView } from '../traceView.ts';

/** A page of the sequence diagram of a conflict, a key, a range of lines or the whole trace. */
export function diagram(view: TraceView, { scope, page }: Queries['diagram']['params']): Result<Diagram> {
	if (scope.kind === 'conflict' && !(scope.conflict >= 0 && scope.conflict < view.analysis.conflicts.count)) {
		return { err: 'This trace has no such conflict any more.' };
	}
	if (scope.kind === 'key' && view.trace.keys.find(scope.key) < 0) {
		return { err: 'This trace has no such key any more.' };
	}
	return { ok: sequenceDiagram(view, scope, page) };
}

import { keysOf } from '../../trace/trace.ts';
import type { Place, Queries } from '../protocol.ts';
import type { TraceView } from '../traceView.ts';
import { conflictsDetectedAt } from './detected.ts';

/** What stands on a line: its key (the first of several), its version, and the conflict that it is in or shows. */
export function at(view: TraceView, place: Place): Queries['at']['result'] {
	const event = view.eventAt(place);
	if (event < 0) return { key: null, conflict: null, version: null };
	const version = view.versionOf(event);
	const own = version < 0 ? -1 : (view.analysis.versions.conflict[version] as number);
	const conflict = own >= 0 ? own : conflictsDetectedAt(view, event)[0];
	const [key] = Array.from(keysOf(view.trace, event));
	const shown = key ?? (conflict === undefined ? undefined : view.analysis.conflicts.key[conflict]);
	return {
		key: shown === undefined ? null : view.trace.keys.text(shown),
		conflict: conflict ?? null,
		version: version < 0 ? null : version,
	};
}

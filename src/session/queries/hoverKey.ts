import { conflictRow } from '../../report/conflictRow.ts';
import { keyHistory } from '../../report/keyHistory.ts';
import { keyConflicts } from '../../report/keyRows.ts';
import { versionRow } from '../../report/versionRow.ts';
import { isMessage } from '../../trace/ops.ts';
import type { KeyHover, Span } from '../editorQueries.ts';
import type { TraceView } from '../traceView.ts';
import { conflictResolvedBy } from './definition.ts';
import { conflictsDetectedAt } from './detected.ts';
import { heldAt } from './heldAt.ts';

/** What replicas held takes events times replicas: more than a hover should wait for. */
const MAX_STEPS = 2_000_000;

/** The history of a key, seen from an event that names it: the rows around its own version, or around its line. */
export function keyHover(view: TraceView, event: number, key: number, span: Span, rows: number): KeyHover {
	const { versions, conflicts } = view.analysis;
	const own = view.versionOf(event);
	const version = own >= 0 && view.trace.key[event] === key ? own : -1;
	const figures = view.cached('keyConflicts', '', () => keyConflicts(view));
	const inConflict = version < 0 ? -1 : (versions.conflict[version] as number);
	const conflict =
		inConflict >= 0 ? inConflict : conflictsDetectedAt(view, event).find((id) => conflicts.key[id] === key);
	const resolved = conflictResolvedBy(view, version);
	const around = version >= 0 ? version : nearestVersion(view, key, event);
	const first = versions.keyStart[key] as number;
	return {
		kind: 'key',
		span,
		key: view.trace.keys.text(key),
		version: version < 0 ? null : versionRow(view, version),
		conflict: conflict === undefined || conflict < 0 ? null : conflictRow(view, conflict, 3),
		resolves: resolved < 0 ? null : conflictRow(view, resolved, 3),
		conflicts: figures.conflicts[key] as number,
		open: figures.open[key] as number,
		history: keyHistory(view, key, {
			from: Math.max(0, around - first - (rows >> 1)),
			count: rows,
			...(version < 0 ? {} : { compareWith: version }),
		}),
		held: heldAfter(view, key, event),
	};
}

function heldAfter(view: TraceView, key: number, event: number): KeyHover['held'] {
	const { trace } = view;
	const hasMessages = view.cached('hasMessages', '', () =>
		trace.op.subarray(0, trace.count).some((op) => isMessage(op)),
	);
	if (!hasMessages || trace.count * trace.participants.length > MAX_STEPS) return null;
	const answer = heldAt(view, { ...view.placeOf(event), key: trace.keys.text(key) });
	return 'ok' in answer ? answer.ok.replicas : null;
}

/** The key's last version that stands before an event, its first one where none does. Linear in the key's versions. */
function nearestVersion(view: TraceView, key: number, event: number): number {
	const { keyStart, event: eventOf } = view.analysis.versions;
	let nearest = keyStart[key] as number;
	for (let version = nearest; version < (keyStart[key + 1] as number); version++) {
		const at = eventOf[version] as number;
		if (at <= event && at >= (eventOf[nearest] as number)) nearest = version;
	}
	return nearest;
}

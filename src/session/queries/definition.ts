import { isResolved, membersOf, resolversOf } from '../../analysis/conflicts.ts';
import type { Cursor, EditorQueries, Span } from '../editorQueries.ts';
import type { TraceView } from '../traceView.ts';
import { concurrentTo } from './concurrent.ts';
import { conflictsDetectedAt } from './detected.ts';
import { partAt } from './lineParts.ts';
import { eventsOfMessage } from './messageEvents.ts';

/** A list of more targets is no help. */
const MAX_TARGETS = 100;

/**
 * Where what is under the cursor comes from: a receive leads to its send (and a send to its receives); a version that
 * resolves a conflict to the versions that it resolves; a version in an open or later resolved conflict to those concurrent
 * to it; an event at which a conflict came to light to that conflict's versions.
 */
export function definition(view: TraceView, cursor: Cursor): EditorQueries['definition']['result'] {
	const part = partAt(view, cursor);
	const event = view.eventUnder(cursor);
	if (part === null) return null;
	const events = part.kind === 'message' ? ofMessage(view, event) : ofEvent(view, event);
	const targets = events.slice(0, MAX_TARGETS).map((target) => targetSpan(view, target));
	return targets.length === 0 ? null : { origin: part.span, targets };
}

function targetSpan(view: TraceView, event: number): Span {
	const names = view.trace.message[event] === -1 ? ['key', 'keys'] : ['msg', 'key'];
	return view.eventSpan(event, ...names);
}

function ofMessage(view: TraceView, event: number): number[] {
	const { send, receives } = eventsOfMessage(view, event);
	return send === event ? receives : send < 0 ? [] : [send];
}

function ofEvent(view: TraceView, event: number): number[] {
	const { versions } = view.analysis;
	const send = view.analysis.sendOf[event] ?? -1;
	if (send >= 0) return [send];
	const eventsOf = (some: ArrayLike<number>) =>
		Array.from(some, (version) => versions.event[version] as number).sort((a, b) => a - b);
	const version = view.versionOf(event);
	if (version >= 0) {
		const resolved = resolvedBy(view, version);
		return eventsOf(resolved.length > 0 ? resolved : concurrentTo(view, version, MAX_TARGETS).versions);
	}
	return conflictsDetectedAt(view, event).flatMap((conflict) =>
		eventsOf(membersOf(view.analysis.conflicts, conflict).subarray(0, MAX_TARGETS)),
	);
}

/** The versions of the conflict that a version resolves; none where it resolves none. */
function resolvedBy(view: TraceView, version: number): ArrayLike<number> {
	const { conflicts } = view.analysis;
	const conflict = conflictResolvedBy(view, version);
	return conflict < 0 ? [] : membersOf(conflicts, conflict);
}

/** The conflict that a version resolves, or -1. */
export function conflictResolvedBy(view: TraceView, version: number): number {
	const byVersion = view.cached('resolves', '', () => {
		const { conflicts } = view.analysis;
		const map = new Map<number, number>();
		for (let conflict = 0; conflict < conflicts.count; conflict++) {
			if (!isResolved(conflicts, conflict)) continue;
			for (const resolver of resolversOf(conflicts, conflict)) map.set(resolver, conflict);
		}
		return map;
	});
	return byVersion.get(version) ?? -1;
}

import { membersOf } from '../../analysis/conflicts.ts';
import { conflictRow } from '../../report/conflictRow.ts';
import { firstWhere } from '../../trace/firstWhere.ts';
import type { ConflictStep, EditorQueries } from '../editorQueries.ts';
import type { TraceView } from '../traceView.ts';

/** The next (previous) conflict after (before) a place, in file order of the conflicts' first versions, round the end. */
export function conflictStep(
	view: TraceView,
	{ file, line, direction }: EditorQueries['conflictStep']['params'],
): ConflictStep | null {
	const { conflicts } = view.analysis;
	const total = conflicts.count;
	if (total === 0) return null;
	const firsts = view.cached('conflictFirsts', '', () => firstEvents(view));
	const from = firstEventFrom(view, file, direction > 0 ? line + 1 : line);
	// firsts rises: conflicts are numbered in file order of their first version.
	const next = firstWhere(0, total, (id) => (firsts[id] as number) >= from);
	const id = (direction > 0 ? next : next - 1 + total) % total;
	const span = view.eventSpan(firsts[id] as number, 'key');
	return { span, index: id + 1, total, conflict: conflictRow(view, id, 3) };
}

/** The conflict that became one last in file order: whose second version is the latest; null where there is none. */
export function newestConflict(view: TraceView): ConflictStep | null {
	const { conflicts, versions } = view.analysis;
	let newest = -1;
	let latest = -1;
	let first = -1;
	for (let id = 0; id < conflicts.count; id++) {
		const events = membersOf(conflicts, id)
			.map((version) => versions.event[version] as number)
			.sort();
		const became = events[1] ?? (events[0] as number);
		if (became <= latest) continue;
		[newest, latest, first] = [id, became, events[0] as number];
	}
	if (newest < 0) return null;
	const conflict = conflictRow(view, newest, 3);
	return { span: view.eventSpan(first, 'key'), index: newest + 1, total: conflicts.count, conflict };
}

function firstEvents({ analysis: { conflicts, versions } }: TraceView): Int32Array {
	return Int32Array.from({ length: conflicts.count }, (_, conflict) =>
		membersOf(conflicts, conflict).reduce(
			(first, version) => Math.min(first, versions.event[version] as number),
			Number.MAX_SAFE_INTEGER,
		),
	);
}

/** The first event of a file that stands on a line or after it; the end of the file's events where none does. */
function firstEventFrom({ trace }: TraceView, file: number, line: number): number {
	const range = trace.files[file];
	if (range === undefined) return 0;
	return firstWhere(range.firstEvent, range.endEvent, (at) => (trace.line[at] as number) >= line);
}

import { membersOf } from '../../analysis/conflicts.ts';
import { conflictRow } from '../../report/conflictRow.ts';
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
	let low = 0;
	let high = total;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((firsts[middle] as number) < from) low = middle + 1;
		else high = middle;
	}
	const id = (direction > 0 ? low : low - 1 + total) % total;
	const span = view.eventSpan(firsts[id] as number, 'key');
	return { span, index: id + 1, total, conflict: conflictRow(view, id, 3) };
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
	let low = range.firstEvent;
	let high = range.endEvent;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((trace.line[middle] as number) < line) low = middle + 1;
		else high = middle;
	}
	return low;
}

import { isResolved } from '../../analysis/conflicts.ts';
import type { EditorQueries } from '../editorQueries.ts';
import type { TraceView } from '../traceView.ts';
import { leastRank } from './diagnostics.ts';
import { findingsByLine, ranksOf } from './marks.ts';

/** Where in a file the findings are, for a ruler beside it. Linear in versions and findings. */
export function ruler(
	view: TraceView,
	{ file, lines, count, severities }: EditorQueries['ruler']['params'],
): Uint8Array {
	const worst = new Uint8Array(count);
	const rankOf = ranksOf(severities);
	const mark = (line: number, rank: number) => {
		const at = Math.min(count - 1, Math.floor(((line - 1) * count) / Math.max(1, lines)));
		if (rank >= 0) worst[at] = Math.max(worst[at] as number, 4 - rank);
	};
	const { versions, conflicts } = view.analysis;
	const { firstEvent = 0, endEvent = 0 } = view.trace.files[file] ?? {};
	const [open, resolved] = [rankOf('conflict-open'), rankOf('conflict-resolved')];
	for (let version = 0; version < versions.count; version++) {
		const conflict = versions.conflict[version] as number;
		const event = versions.event[version] as number;
		if (conflict < 0 || event < firstEvent || event >= endEvent) continue;
		const rank = isResolved(conflicts, conflict) ? resolved : open;
		if (rank < 0) continue;
		mark(view.trace.line[event] as number, Math.max(rank, leastRank(view, version)));
	}
	findingsByLine(view, file, severities).forEach((code, line) => {
		mark(line, rankOf(code));
	});
	return worst;
}

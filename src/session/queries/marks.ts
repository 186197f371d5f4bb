import { conflictCode } from '../../report/conflictFinding.ts';
import { FindingOrder } from '../../report/findingOrder.ts';
import type { FindingCode } from '../../trace/finding.ts';
import type { DiagnosticRow, EditorQueries, ShownSeverities } from '../editorQueries.ts';
import type { TraceView } from '../traceView.ts';
import { claimsWithoutMessages } from './claimsWithoutMessages.ts';
import { conflictDiagnostic } from './conflictDiagnostic.ts';
import { defaultSeverity, findingDiagnostic, leastRank, ORDER } from './diagnostics.ts';
import { findingRanges } from './findingRange.ts';

type Marks = EditorQueries['marks']['result'];

/**
 * What an editor that shows a part of a file marks in it: all findings there, not the most severe ones of the whole. O(log n) and
 * what the lines hold, once the findings are in order. Of more than `limit` the first ones, of conflicts and other findings alike.
 */
export function marks(
	view: TraceView,
	{ file, from, to, limit, severities }: EditorQueries['marks']['params'],
): Marks {
	const found: Marks['rows'] = [];
	let total = 0;
	const add = (row: Omit<DiagnosticRow, 'severity'>, rank: number) => {
		const { vector: _, ...mark } = row;
		found.push({ ...mark, severity: ORDER[rank] as DiagnosticRow['severity'] });
	};
	const rankOf = ranksOf(severities);
	for (const version of conflictVersions(view, { file, from, to })) {
		const code = conflictCode(view, view.analysis.versions.conflict[version] as number);
		const rank = rankOf(code);
		if (rank < 0) continue;
		if (total++ < limit)
			add({ ...conflictDiagnostic(view, version), code }, Math.max(rank, leastRank(view, version)));
	}
	const order = findingsByLine(view, file, severities);
	const first = order.firstOn(from);
	const rangeOf = findingRanges(view, file);
	const others = order.firstOn(to) - first;
	total += others;
	for (const finding of order.rows(first, Math.min(others, limit)))
		add(findingDiagnostic(view, finding, rangeOf(finding)), rankOf(finding.code));
	const folded = from <= 1 ? claimsWithoutMessages(view, file) : null;
	if (folded !== null && rankOf(folded.code) >= 0) {
		add(folded, Math.max(rankOf(folded.code), 2));
		total++;
	}
	return { rows: found.sort((a, b) => a.line - b.line || a.start - b.start).slice(0, limit), total };
}

/** The place of a code's severity in {@link ORDER}; negative where it is not shown. */
export function ranksOf(severities: ShownSeverities): (code: FindingCode) => number {
	return (code) => ORDER.indexOf(severities[code] ?? defaultSeverity(code));
}

/** The findings of a file that are shown, but those on conflicts, by line. */
export function findingsByLine(view: TraceView, file: number, severities: ShownSeverities): FindingOrder {
	const rankOf = ranksOf(severities);
	return view.cached('findingsByLine', `${file} ${JSON.stringify(severities)}`, () => {
		const folded = claimsWithoutMessages(view, file) !== null;
		const rank = (code: FindingCode) =>
			rankOf(code) < 0 || (folded && code === 'vector-claims-unseen') ? -1 : 0;
		return new FindingOrder(view, { file, conflicts: false, rank });
	});
}

/** The versions in conflict on lines `from` to `to` (excluded), in the order of the lines. Linear in the events there. */
function* conflictVersions(
	view: TraceView,
	{ file, from, to }: { file: number; from: number; to: number },
): Generator<number> {
	const last = view.lastEventUpTo({ file, line: to - 1 });
	const first = view.lastEventUpTo({ file, line: from - 1 }) + 1;
	for (let event = Math.max(first, view.trace.files[file]?.firstEvent ?? 0); event <= last; event++) {
		const version = view.versionOf(event);
		if (version >= 0 && (view.analysis.versions.conflict[version] as number) >= 0) yield version;
	}
}

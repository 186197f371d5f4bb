import { conflictCode } from '../../report/conflictFinding.ts';
import { FindingOrder } from '../../report/findingOrder.ts';
import type { FindingRow } from '../../report/model.ts';
import { FINDING_SEVERITY, type FindingCode } from '../../trace/finding.ts';
import type { DiagnosticRow, EditorQueries, ShownSeverity, Span } from '../editorQueries.ts';
import type { TraceView } from '../traceView.ts';
import { claimsWithoutMessages } from './claimsWithoutMessages.ts';
import { conflictDiagnostic } from './conflictDiagnostic.ts';
import { findingRanges } from './findingRange.ts';
import { judged } from './judged.ts';

type Params = EditorQueries['diagnostics']['params'];

/** From the most severe on. */
export const ORDER: readonly ShownSeverity[] = ['error', 'warning', 'information', 'hint'];

/**
 * The findings of one file as an editor shows them: a conflict on each of its versions, so that none of them looks innocent;
 * what a trace without messages cannot tell, once. Rows are made for no more than `limit` of them. O(n log n) for the file's
 * findings and events.
 */
export function diagnostics(
	view: TraceView,
	{ file, limit, severities }: Params,
): EditorQueries['diagnostics']['result'] {
	const severityOf = (code: FindingCode) => severities[code] ?? defaultSeverity(code);
	const rankOf = (code: FindingCode) => ORDER.indexOf(severityOf(code));
	const folded = claimsWithoutMessages(view, file);
	const rank = (code: FindingCode) =>
		folded !== null && code === 'vector-claims-unseen' ? -1 : rankOf(code);
	const findings = new FindingOrder(view, { file, conflicts: false, rank });
	const conflicts = conflictVersions(view, file, limit, rankOf);
	const rangeOf = findingRanges(view, file);

	const candidates: { rank: number; line: number; row(): Omit<DiagnosticRow, 'severity'> }[] = [
		...findings.rows(0, limit).map((finding) => {
			// Now: ranges on one line are told in the order of the findings.
			const range = rangeOf(finding);
			const row = () => findingDiagnostic(view, finding, range);
			return { rank: rankOf(finding.code), line: finding.line, row };
		}),
		...conflicts.versions.map((version) => {
			const code = conflictCode(view, view.analysis.versions.conflict[version] as number);
			const line = view.trace.line[view.analysis.versions.event[version] as number] as number;
			return {
				rank: Math.max(rankOf(code), leastRank(view, version)),
				line,
				row: () => ({ ...conflictDiagnostic(view, version), code }),
			};
		}),
	];
	let total = findings.total + conflicts.total;
	if (folded !== null && rankOf('vector-claims-unseen') >= 0) {
		candidates.push({ rank: Math.max(rankOf('vector-claims-unseen'), 2), line: 1, row: () => folded });
		total++;
	}
	candidates.sort((a, b) => a.rank - b.rank || a.line - b.line);
	const rows = candidates
		.slice(0, limit)
		.map(({ rank, row }) => ({ ...row(), severity: ORDER[rank] as DiagnosticRow['severity'] }));
	return { rows, total };
}

/** A finding that is no conflict, as an editor shows it. */
export function findingDiagnostic(
	view: TraceView,
	{ code, message, related }: FindingRow,
	range: Span,
): Omit<DiagnosticRow, 'severity'> {
	return {
		...range,
		code,
		message,
		related: related.map((place) => ({ ...view.span(place, 'key', 'msg'), message: place.message })),
		vector: null,
	};
}

/** What is only possible is nothing to break a build for: a warning at most. */
export function leastRank(view: TraceView, version: number): number {
	const conflict = view.analysis.versions.conflict[version] as number;
	return judged(view, conflict).certainty === 'possible' ? ORDER.indexOf('warning') : 0;
}

/** A resolved conflict is history, not a problem to solve; all else is shown as it is reported. */
export function defaultSeverity(code: FindingCode): ShownSeverity {
	if (code === 'conflict-resolved') return 'information';
	const severity = FINDING_SEVERITY[code];
	return severity === 'info' ? 'information' : severity;
}

/** The versions of a file that are in conflict and shown: of open and of resolved ones the first `limit` each. */
function conflictVersions(
	view: TraceView,
	file: number,
	limit: number,
	rankOf: (code: FindingCode) => number,
): { versions: number[]; total: number } {
	const range = view.trace.files[file];
	const found = { 'conflict-open': [] as number[], 'conflict-resolved': [] as number[] };
	let total = 0;
	for (let event = range?.firstEvent ?? 0; event < (range?.endEvent ?? 0); event++) {
		const version = view.versionOf(event);
		if (version < 0 || (view.analysis.versions.conflict[version] as number) < 0) continue;
		const code = conflictCode(view, view.analysis.versions.conflict[version] as number);
		if (rankOf(code) < 0) continue;
		total++;
		if (found[code].length < limit) found[code].push(version);
	}
	return { versions: [...found['conflict-open'], ...found['conflict-resolved']], total };
}

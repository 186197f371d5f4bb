import { isResolved, membersOf } from '../../analysis/conflicts.ts';
import { valueText } from '../../report/shown.ts';
import type { StringTable } from '../../trace/stringTable.ts';
import type { ConflictQuery, ConflictSort, LineRange } from '../protocol.ts';
import type { TraceView } from '../traceView.ts';

/** Of a value no more than this is searched: it is what a row shows, and some. */
const SEARCHED_BYTES = 4096;

type Selection = Pick<ConflictQuery, 'filter' | 'state' | 'sort' | 'descending' | 'lines'>;

/**
 * The conflicts that a filter leaves, sorted; ties stay in file order. O(c log c) for c conflicts, and with a filter
 * one read for each version whose key, client and replica do not match.
 */
export function selectConflicts(view: TraceView, selection: Selection): Int32Array {
	const { conflicts } = view.analysis;
	const matches =
		selection.filter.trim() === '' ? null : matcher(view, selection.filter.trim().toLowerCase());
	const stands = selection.lines === undefined ? null : standsIn(view, selection.lines);
	const selected: number[] = [];
	for (let conflict = 0; conflict < conflicts.count; conflict++) {
		if (selection.state !== 'all' && isResolved(conflicts, conflict) !== (selection.state === 'resolved'))
			continue;
		if (stands !== null && !stands(conflict)) continue;
		if (matches === null || matches(conflict)) selected.push(conflict);
	}
	const rank = ranks[selection.sort](view);
	const sign = selection.descending ? -1 : 1;
	return Int32Array.from(selected.sort((a, b) => sign * (rank(a) - rank(b)) || a - b));
}

/** Whether a version of a conflict stands in one of these ranges of lines. */
function standsIn(view: TraceView, ranges: readonly LineRange[]): (conflict: number) => boolean {
	const { conflicts, versions } = view.analysis;
	const events = ranges.map(({ file, from, to }) => [
		view.lastEventUpTo({ file, line: from - 1 }),
		view.lastEventUpTo({ file, line: to }),
		view.trace.files[file]?.firstEvent ?? 0,
	]);
	const within = (event: number) =>
		events.some(([before, last, first]) => event > before! && event <= last! && event >= first!);
	return (conflict) =>
		membersOf(conflicts, conflict).some((version) => within(versions.event[version] as number));
}

const ranks: Record<ConflictSort, (view: TraceView) => (conflict: number) => number> = {
	file: () => (conflict) => conflict,
	key: (view) => {
		const rank = keyRanks(view);
		return (conflict) => rank.get(view.analysis.conflicts.key[conflict] as number) as number;
	},
	versions:
		({ analysis: { conflicts } }) =>
		(conflict) =>
			membersOf(conflicts, conflict).length,
	pairs:
		({ analysis: { conflicts } }) =>
		(conflict) =>
			conflicts.pairs[conflict] as number,
	state:
		({ analysis: { conflicts } }) =>
		(conflict) =>
			isResolved(conflicts, conflict) ? 1 : 0,
	detected:
		({ analysis: { conflicts } }) =>
		(conflict) => {
			const event = conflicts.detectedEvent[conflict] as number;
			return event < 0 ? Number.MAX_SAFE_INTEGER : event;
		},
	// All conflicts of one trace rest on the same evidence.
	certainty: () => () => 0,
};

/** Of each key in conflict, its place in the order of their texts. */
function keyRanks({ analysis: { conflicts }, trace }: TraceView): Map<number, number> {
	const keys = [...new Set(conflicts.key.subarray(0, conflicts.count))];
	const texts = new Map(keys.map((key) => [key, trace.keys.text(key)]));
	const { compare } = new Intl.Collator(undefined, { numeric: true });
	keys.sort((a, b) => compare(texts.get(a) as string, texts.get(b) as string) || a - b);
	return new Map(keys.map((key, rank) => [key, rank]));
}

function matcher(view: TraceView, text: string): (conflict: number) => boolean {
	const { trace, analysis } = view;
	const { conflicts, versions } = analysis;
	const contains = (name: string) => name.toLowerCase().includes(text);
	const keys = matching(trace.keys, contains);
	const clients = matching(trace.clients, contains);
	const replicas = matching(trace.replicas, contains);
	for (const [replica, { name }] of trace.replicaInfo)
		if (name !== null && contains(name)) replicas.add(replica);
	const byVersion = (version: number) => {
		const event = versions.event[version] as number;
		return (
			clients.has(trace.client[event] as number) ||
			replicas.has(versions.replica[version] as number) ||
			contains(valueText(view, event, SEARCHED_BYTES)?.text ?? '')
		);
	};
	return (conflict) =>
		keys.has(conflicts.key[conflict] as number) || membersOf(conflicts, conflict).some(byVersion);
}

function matching(table: StringTable, contains: (text: string) => boolean): Set<number> {
	const ids = new Set<number>();
	for (let id = 0; id < table.size; id++) if (contains(table.text(id))) ids.add(id);
	return ids;
}

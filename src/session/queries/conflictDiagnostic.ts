import { membersOf, resolversOf } from '../../analysis/conflicts.ts';
import type { VersionRow } from '../../report/model.ts';
import { versionRow } from '../../report/versionRow.ts';
import { brief, count, figure, quoted, word } from '../../report/visible.ts';
import type { DiagnosticRow } from '../editorQueries.ts';
import { spanOf, type TraceView } from '../traceView.ts';
import { type Concurrent, concurrentTo } from './concurrent.ts';
import { difference } from './hoverVector.ts';
import { judged } from './judged.ts';

/** Related places of one kind; the message tells how many there are. */
const MAX_RELATED = 10;

type Row = Omit<DiagnosticRow, 'severity' | 'code'>;
type Related = Row['related'][number];

const KIND = {
	proven: 'Conflict',
	reported: 'Conflict reported by the system',
	possible: 'Possible conflict',
};

/** A conflict as seen from one of its versions: on its key, with the way to all that it stands against. */
export function conflictDiagnostic(view: TraceView, version: number): Row {
	const { versions, conflicts } = view.analysis;
	const conflict = versions.conflict[version] as number;
	const own = versionRow(view, version);
	const concurrent = concurrentTo(view, version, MAX_RELATED);
	const others = concurrent.versions.map((other) => versionRow(view, other));
	const resolvers = Array.from(resolversOf(conflicts, conflict).subarray(0, MAX_RELATED), (resolver) =>
		versionRow(view, resolver),
	);
	const related: Related[] = [
		...others.map((other) => relate(view, other, `concurrent: ${inWords(other)}`)),
		...detection(view, conflict),
		...resolvers.map((resolver) => relate(view, resolver, `resolved here: ${inWords(resolver)}`)),
	];
	if (concurrent.total > others.length) {
		const more = `${concurrent.exact ? '' : 'at least '}${figure(concurrent.total - others.length)}`;
		related.push({
			...spanOfVersion(view, own),
			message: `… and ${more} more concurrent versions; the visualizer and the report show them`,
		});
	}
	return {
		...spanOfVersion(view, own),
		message: `${KIND[judged(view, conflict).certainty]} on key ${quoted(own.key)}, ${outcome(view, conflict)}: ${inWords(own)} ${against(others, concurrent)}.${kept(view, conflict, version)}`,
		related,
		vector: onVector(view, own, others[0]),
	};
}

/** What the system itself made of the conflict, where its log tells. */
function kept(view: TraceView, conflict: number, version: number): string {
	const { winner } = judged(view, conflict);
	if (winner < 0) return '';
	return winner === version
		? ' The system kept this version.'
		: ` The system kept ${inWords(versionRow(view, winner))}.`;
}

/** What a vector lacks of the nearest concurrent version, told on the vector itself. */
function onVector(view: TraceView, own: VersionRow, other: VersionRow | undefined): Row['vector'] {
	if (!view.isNative) return null;
	const field = view.fields(own).findLast(({ name }) => name === 'vv' || name === 'context');
	if (field === undefined || other === undefined) return null;
	const differences = difference(own.vector, other.vector);
	const side = (lacking: typeof differences, of: 'theirs' | 'mine') =>
		lacking
			.slice(0, 5)
			.map((entry) => `${word(entry.replica)}:${entry[of]}`)
			.join(', ') + (lacking.length > 5 ? ', …' : '');
	const misses = differences.filter(({ mine, theirs }) => mine < theirs);
	const more = differences.filter(({ mine, theirs }) => mine > theirs);
	return {
		...spanOf(own, field),
		message: `Neither vector dominates: this one lacks ${side(misses, 'theirs')} of line ${figure(other.line)}, whose vector lacks ${side(more, 'mine')} of this one.`,
	};
}

function detection(view: TraceView, conflict: number): Related[] {
	const { conflicts } = view.analysis;
	const event = conflicts.detectedEvent[conflict] as number;
	if (event < 0) return [];
	const replica = word(view.trace.replicas.text(conflicts.detectedReplica[conflict] as number));
	return [
		{
			...view.eventSpan(event, 'key', 'keys', 'msg'),
			message: `detected here: ${replica} now holds concurrent versions of it`,
		},
	];
}

function outcome(view: TraceView, conflict: number): string {
	const { conflicts, versions } = view.analysis;
	const resolvers = resolversOf(conflicts, conflict);
	const size = membersOf(conflicts, conflict).length;
	const versionsText = size > 2 ? ` (${count(size, 'version')})` : '';
	if (resolvers.length === 0) return `open${versionsText}`;
	const first = view.placeOf(versions.event[resolvers[0] as number] as number);
	const more = resolvers.length > 1 ? ` and ${figure(resolvers.length - 1)} more` : '';
	return `resolved on line ${figure(first.line)}${more}${versionsText}`;
}

function against([only]: readonly VersionRow[], { total, exact }: Concurrent): string {
	if (only !== undefined && total === 1) {
		return `and ${inWords(only)} (line ${figure(only.line)}) were written without knowledge of each other`;
	}
	const others = `${exact ? '' : 'at least '}${count(total, 'other version')}`;
	return `was written without knowledge of ${others}, and they without knowledge of it`;
}

function relate(view: TraceView, row: VersionRow, message: string): Related {
	return { ...spanOfVersion(view, row), message };
}

function spanOfVersion(view: TraceView, { id }: VersionRow) {
	return view.eventSpan(view.analysis.versions.event[id] as number, 'key');
}

/** `"pending" by User A at R1`. */
function inWords(row: VersionRow): string {
	const what = row.value === null ? `the ${row.op}` : brief(row.value, 40);
	const who = row.client === null ? '' : ` by ${brief(row.client, 40)}`;
	return `${what}${who} at ${word(row.replica)}`;
}

import { membersOf } from '../analysis/conflicts.ts';
import { conflictRow } from './conflictRow.ts';
import { codeCell, escaped, row, tableHead } from './markdownText.ts';
import type { MarkdownWriting } from './markdownWriting.ts';
import type { ConflictRow, VersionRow } from './model.ts';
import { sequenceDiagram } from './sequence/diagram.ts';
import type { Shown } from './shown.ts';
import { inFileOrder } from './versionRow.ts';
import { count, figure } from './visible.ts';

/** Of a conflict with many versions a document shows these. */
const VERSIONS = 20;
/** Of a vector with many entries a cell shows these. */
const ENTRIES = 16;

/** A conflict as a section: its versions, why they are concurrent, where it was detected, what resolved it, and a diagram. */
export function* conflictSection(
	writing: MarkdownWriting,
	conflict: number,
	withDiagram: boolean,
): Iterable<string> {
	const { shown } = writing;
	const about = conflictRow(shown, conflict, VERSIONS);
	const facts = [
		count(about.versionCount, 'version'),
		count(about.pairs, 'concurrent pair'),
		about.certainty,
	];
	yield `\n### Conflict ${figure(about.id + 1)}: ${escaped(about.key)}, ${about.resolved ? 'resolved' : 'open'}\n\n`;
	yield `${facts.join(', ')}. ${whyConcurrent(shown, conflict)}\n\n`;
	yield* versionTable(writing, about.versions, about.versionCount);
	yield `\n${detection(writing, about)}\n`;
	if (about.resolved) {
		yield '\nResolved by:\n\n';
		yield* versionTable(writing, about.resolvedBy, about.resolverCount);
	} else yield '\nNot resolved: no later version has all of these in its past.\n';
	if (!withDiagram) return;
	const { source, pages } = sequenceDiagram(shown, { kind: 'conflict', conflict });
	yield `\n\`\`\`mermaid\n${source}\`\`\`\n`;
	if (pages > 1) yield `\nThis is the first of ${figure(pages)} pages of the diagram.\n`;
}

function* versionTable(
	{ at }: MarkdownWriting,
	versions: readonly VersionRow[],
	total: number,
): Iterable<string> {
	yield tableHead(['Line', 'Replica', 'Client', 'Operation', 'Value', 'Vector']);
	for (const version of versions) {
		yield row([
			at(version),
			escaped(version.replica),
			escaped(version.client ?? ''),
			version.op,
			codeCell(version.value ?? ''),
			vectorCell(version),
		]);
	}
	if (total > versions.length) yield `\n… and ${figure(total - versions.length)} more.\n`;
}

function vectorCell({ vector }: VersionRow): string {
	const entries = vector.slice(0, ENTRIES).map(([replica, counter]) => `${replica}:${counter}`);
	if (vector.length > entries.length) entries.push('…');
	return codeCell(entries.join(', '), 400);
}

function detection({ at }: MarkdownWriting, { detected }: ConflictRow): string {
	return detected === null
		? 'Not detected: the trace shows no replica that came to hold two of them.'
		: `Detected on ${at(detected)}, where ${escaped(detected.replica)} came to hold two of them.`;
}

/** What makes the first version concurrent to another one: each was written without the other one. */
function whyConcurrent(shown: Shown, conflict: number): string {
	const { versions, trace, conflicts } = shown.analysis;
	const members = inFileOrder(versions, membersOf(conflicts, conflict));
	const first = members[0] as number;
	const second = members.find((version) => versions.concurrent(first, version)) as number;
	const line = (version: number) => figure(trace.line[versions.event[version] as number] as number);
	const lacks = (version: number, other: number) => {
		const replica = versions.replica[other] as number;
		const known = versions.context(version, replica);
		const seen = known === 0 ? 'none' : `no more than ${figure(known)}`;
		const id = escaped(trace.replicas.text(replica), 40);
		return `line ${line(version)} had seen ${seen} of ${id}'s versions (line ${line(other)} is number ${figure(versions.counter[other] as number)})`;
	};
	return `Neither writer knew of the other: ${lacks(first, second)}, and ${lacks(second, first)}.`;
}

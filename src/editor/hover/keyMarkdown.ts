import { code, codeCell, escaped, link } from '../../report/markdownText.ts';
import { count, figure } from '../../report/visible.ts';
import type { KeyHover, VersionRow } from '../../session/editorQueries.ts';
import type { ConflictRow } from '../../session/protocol.ts';
import type { VisualizerTarget } from '../../session/traceSession.ts';
import type { HoverLinks } from './links.ts';
import { hoverTable, lineLink, listed, unbroken, vectorText } from './parts.ts';

const LINKED_KEY = 200;
/** Replicas, and values of each, that a hover lists as held. */
const HOLDERS = 6;
const HELD_VALUES = 3;

const RELATION = {
	same: unbroken('**this version**'),
	before: 'before',
	after: 'after',
	concurrent: '**concurrent**',
};

const SURENESS: Record<ConflictRow['certainty'], string> = {
	proven: '',
	reported: ' by the report of the system (not proven by the trace)',
	possible: ', possibly (the trace does not prove it)',
};

/** The history of a key as a table, as Markdown. */
export function keyMarkdown(hover: KeyHover, links: HoverLinks): string {
	const { history } = hover;
	return [
		heading(hover),
		conflictText(hover, links),
		resolvesText(hover, links),
		heldText(hover),
		table(hover, links),
		history.rows.length < history.total
			? `Versions ${figure(history.from + 1)} to ${figure(history.from + history.rows.length)} of ${figure(history.total)}. `
			: '',
		link('Open in the visualizer', links.visualizer(visualizerTarget(hover), hover.span)),
	]
		.filter((part) => part !== '')
		.join('\n\n');
}

function heading({ key, history, conflicts, open }: KeyHover): string {
	const parts = [count(history.total, 'version')];
	if (conflicts > 0) parts.push(`${count(conflicts, 'conflict')}${open > 0 ? `, ${figure(open)} open` : ''}`);
	return `**Key** ${code(key, 80)} · ${parts.join(' · ')}`;
}

function conflictText(hover: KeyHover, links: HoverLinks): string {
	const { conflict, version } = hover;
	if (conflict === null) return '';
	const { detected, resolvedBy, resolverCount } = conflict;
	const found =
		detected === null
			? 'no replica is shown to hold two of them'
			: `detected on line ${lineLink(detected, links)} at ${escaped(detected.replica, 40)}`;
	const [first] = resolvedBy;
	const more = resolverCount > 1 ? ` and ${figure(resolverCount - 1)} more` : '';
	const outcome = first === undefined ? '**open**' : `resolved on line ${lineLink(first, links)}${more}`;
	const what = `${version === null ? 'Here a conflict comes to light' : 'In conflict'}${SURENESS[conflict.certainty]}`;
	return `${what}: ${count(conflict.versionCount, 'version')}, ${found}, ${outcome}.${winnerText(hover, links)}`;
}

/** What the system itself made of it. */
function winnerText({ conflict, version }: KeyHover, links: HoverLinks): string {
	const winner = conflict?.winner ?? null;
	if (winner === null) return '';
	if (winner.id === version?.id) return ' The system kept **this version**.';
	const value = winner.value === null ? `the ${winner.op}` : code(winner.value, 32);
	return ` The system kept ${value} of line ${lineLink(winner, links)}.`;
}

/** After this line R1 holds `"a"`, R2 holds `"a"` and `"b"`, R3 nothing. */
function heldText({ held }: KeyHover): string {
	if (held === null || held.length < 2) return '';
	const shown = held.slice(0, HOLDERS).map(({ name, latest }) => {
		const values = latest
			.slice(0, HELD_VALUES)
			.map(({ value, op }) => (value === null ? `a ${op}` : code(value, 24)));
		if (latest.length > HELD_VALUES) values.push(`${figure(latest.length - HELD_VALUES)} more`);
		return `${escaped(name, 30)} ${values.length === 0 ? 'nothing' : listed(values)}`;
	});
	const more = held.length > HOLDERS ? ` · ${figure(held.length - HOLDERS)} more replicas` : '';
	return `After this line held: ${shown.join(' · ')}${more}`;
}

function resolvesText({ resolves }: KeyHover, links: HoverLinks): string {
	if (resolves === null) return '';
	const lines = resolves.versions.map((version) => lineLink(version, links));
	const more = resolves.versionCount - lines.length;
	if (more > 0) lines.push(`${figure(more)} more`);
	return `Resolves the conflict of lines ${listed(lines)}.`;
}

function table({ history }: KeyHover, links: HoverLinks): string {
	const related = history.relations !== null;
	// Where the system has names of its own for versions, vectors would only be what an importer made of them.
	const native = history.rows.some((version) => version.native !== null);
	const names = ['#Line', 'Replica', 'Client', 'Op', 'Value', native ? 'Version' : 'Vector'];
	const rows = history.rows.map((version, i) => {
		const cells = versionCells(version, links, native);
		return related ? [...cells, RELATION[history.relations?.[i] ?? 'same']] : cells;
	});
	return hoverTable(related ? [...names, 'Relation'] : names, rows);
}

function versionCells(version: VersionRow, links: HoverLinks, native: boolean): string[] {
	return [
		lineLink(version, links),
		escaped(version.replica, 30),
		version.client === null ? '' : unbroken(escaped(version.client, 30)),
		version.op,
		version.value === null ? '' : codeCell(version.value, 32),
		native ? codeCell(version.native ?? '', 32) : vectorText(version.vector, codeCell),
	];
}

/** A key that is too long for a link is found again by its line. */
function visualizerTarget({ key, conflict }: KeyHover): VisualizerTarget {
	const target: VisualizerTarget = { tab: 'keys' };
	if (key.length <= LINKED_KEY) target.key = key;
	if (conflict !== null) target.conflict = conflict.id;
	return target;
}

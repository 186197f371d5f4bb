import { code, escaped } from '../../report/markdownText.ts';
import { count } from '../../report/visible.ts';
import type { ReplicaHover } from '../../session/editorQueries.ts';
import type { HoverLinks } from './links.ts';
import { lineLink, listed } from './parts.ts';
import { comparison } from './vectorMarkdown.ts';

/** Other replicas that a list names. */
const NAMED = 8;

/** What a replica is, of whom it had heard by the hovered line, and what its write there knew. As Markdown. */
export function replicaMarkdown(hover: ReplicaHover, links: HoverLinks): string {
	const { id, name, region, events, versions, first, last, vector } = hover;
	const called = name === id ? '' : ` ${escaped(name, 60)}`;
	const where = region === null ? '' : ` in ${escaped(region, 60)}`;
	const span =
		first === null || last === null ? '' : `, lines ${lineLink(first, links)} to ${lineLink(last, links)}`;
	const parts = [
		`**Replica** ${code(id, 60)}${called}${where} · ${count(events, 'event')}, ${count(versions, 'version')}${span}`,
		heard(hover, links),
	];
	if (vector !== null)
		parts.push(`What it knew of key ${code(vector.key ?? '', 60)} when it wrote this line:`);
	if (vector !== null) parts.push(comparison(vector, links));
	return parts.filter((part) => part !== '').join('\n\n');
}

function heard({ heardFrom, notHeardFrom }: ReplicaHover, links: HoverLinks): string {
	const from = heardFrom.map(
		({ replica, place }) => `${escaped(replica, 40)} (line ${lineLink(place, links)})`,
	);
	const not = notHeardFrom.map((replica) => escaped(replica, 40));
	if (from.length === 0 && not.length === 0) return '';
	if (from.length === 0) return 'By this line no message had reached it.';
	const missing = not.length === 0 ? '' : `; nothing from ${listed(cut(not))}`;
	return `By this line it had heard from ${listed(cut(from))}${missing}.`;
}

function cut(names: readonly string[]): string[] {
	return names.length <= NAMED ? [...names] : [...names.slice(0, NAMED), `${names.length - NAMED} more`];
}

import { code, codeCell, escaped } from '../../report/markdownText.ts';
import { count, word } from '../../report/visible.ts';
import type { Comparison, VectorDifference, VectorHover } from '../../session/editorQueries.ts';
import type { HoverLinks } from './links.ts';
import { hoverTable, lineLink, vectorText } from './parts.ts';

/** Differences of one comparison that are shown. */
const SHOWN = 8;

/** What a vector knows and misses, as Markdown. */
export function vectorMarkdown(hover: VectorHover, links: HoverLinks): string {
	return [heading(hover), comparison(hover, links)].filter((part) => part !== '').join('\n\n');
}

function heading({ dot, key, vector }: VectorHover): string {
	const of = key === null ? '' : ` of key ${code(key, 60)}`;
	const known = vector.length === 0 ? 'Knows no version' : `Knows ${vectorText(vector)}`;
	if (dot === null) return `${known}${of}.`;
	const version = dot[1] > 0 ? `**Version** ${code(`${word(dot[0])}:${dot[1]}`)}` : '**Version**';
	return `${version}${of}. ${known}.`;
}

/** Also what a hover on the replica that wrote the version says. */
export function comparison({ dot, neighbours, moreConcurrent }: VectorHover, links: HoverLinks): string {
	if (dot === null) return '';
	if (neighbours.length === 0)
		return 'It is the first version of its key, and no other one is concurrent to it.';
	const table = hoverTable(
		['Compared with', 'Relation', 'Knows more', 'Misses'],
		neighbours.map((neighbour) => comparisonCells(neighbour, links)),
	);
	const more = moreConcurrent > 0 ? `\n${count(moreConcurrent, 'more concurrent version')} not shown.` : '';
	return table + more;
}

function comparisonCells({ other, relation, more, misses }: Comparison, links: HoverLinks): string[] {
	const value = other.value === null ? other.op : codeCell(other.value, 30);
	return [
		`line ${lineLink(other, links)}: ${value} at ${escaped(other.replica, 30)}`,
		relation === 'concurrent' ? '**concurrent**' : relation,
		differences(more, 'mine', 'theirs'),
		differences(misses, 'theirs', 'mine'),
	];
}

/** `R1:3 (not 1)`: what the one side has, and what the other has instead. */
function differences(
	some: readonly VectorDifference[],
	having: 'mine' | 'theirs',
	lacking: 'mine' | 'theirs',
): string {
	if (some.length === 0) return 'nothing';
	const shown = some.slice(0, SHOWN).map((difference) => {
		const entry = codeCell(`${word(difference.replica)}:${difference[having]}`, 60);
		return difference[lacking] === 0 ? entry : `${entry} (not ${difference[lacking]})`;
	});
	return shown.join(', ') + (some.length > SHOWN ? ` and ${some.length - SHOWN} more` : '');
}

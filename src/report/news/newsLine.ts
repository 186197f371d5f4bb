import { isResolved, membersOf, resolversOf } from '../../analysis/conflicts.ts';
import { conflictJson } from '../jsonReport.ts';
import { placeOf, placeText, type Shown } from '../shown.ts';
import { inFileOrder, writerOf } from '../versionRow.ts';
import { figure, quoted, visible, word } from '../visible.ts';
import type { News } from './conflictNews.ts';

/** Of more versions the first ones are named. */
const NAMED = 20;
const LISTED = 1000;

/** News as a line: `new open "status": a.reptrace:1 R1, a.reptrace:2 R2`. */
export function newsText(shown: Shown, { what, conflict }: News): string {
	const { trace, conflicts } = shown.analysis;
	const state = isResolved(conflicts, conflict) ? 'resolved' : 'open';
	const key = quoted(trace.keys.text(conflicts.key[conflict] as number));
	const words = [...new Set([what, state])].join(' ');
	const by = resolversOf(conflicts, conflict);
	const resolution = by.length === 0 ? '' : `, resolved by ${places(shown, by)}`;
	return `${words} ${key}: ${places(shown, membersOf(conflicts, conflict))}${resolution}`;
}

/** News as JSON on one line: what it is, and the conflict as the report has it. */
export function newsJson(shown: Shown, { what, conflict }: News): string {
	// Line ends stand between the values only: in texts they are escaped.
	const json = [...conflictJson(shown, conflict, LISTED)]
		.join('')
		.replace(/\s*\n\s*/g, ' ')
		.trim();
	return `{"event":${JSON.stringify(what)},${json.slice(1)}`;
}

function places(shown: Shown, versions: Int32Array): string {
	const { trace, versions: all } = shown.analysis;
	const named = Array.from(inFileOrder(all, versions).subarray(0, NAMED), (version) => {
		const place = placeText(trace, placeOf(trace, all.event[version] as number));
		return `${visible(place)} ${word(writerOf(shown, version))}`;
	});
	const more = versions.length - named.length;
	return `${named.join(', ')}${more > 0 ? ` and ${figure(more)} more` : ''}`;
}

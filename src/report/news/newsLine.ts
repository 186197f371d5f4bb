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
export function newsText(shown: Shown, news: News): string {
	const { trace, conflicts } = shown.analysis;
	if (news.what === 'gone') return `gone ${quoted(news.key)}: ${eventPlaces(shown, news.events)}`;
	const { what, conflict } = news;
	const state = isResolved(conflicts, conflict) ? 'resolved' : 'open';
	const key = quoted(trace.keys.text(conflicts.key[conflict] as number));
	const words = [...new Set([what, state])].join(' ');
	const by = resolversOf(conflicts, conflict);
	const resolution = by.length === 0 ? '' : `, resolved by ${places(shown, by)}`;
	return `${words} ${key}: ${places(shown, membersOf(conflicts, conflict))}${resolution}`;
}

/** News as JSON on one line: what it is, and the conflict as the report has it; of one that is gone its key and its versions' places. */
export function newsJson(shown: Shown, news: News): string {
	if (news.what === 'gone') {
		const { trace } = shown.analysis;
		const versions = news.events.slice(0, LISTED).map((event) => {
			const { file, line } = placeOf(trace, event);
			return {
				file: trace.files[file]?.name,
				line,
				replica: trace.replicas.text(trace.replica[event] as number),
			};
		});
		return JSON.stringify({ event: news.what, key: news.key, versions });
	}
	const { what, conflict } = news;
	// Line ends stand between the values only: in texts they are escaped.
	const json = [...conflictJson(shown, conflict, LISTED)]
		.join('')
		.replace(/\s*\n\s*/g, ' ')
		.trim();
	return `{"event":${JSON.stringify(what)},${json.slice(1)}`;
}

function eventPlaces({ analysis: { trace } }: Shown, events: readonly number[]): string {
	const named = events.slice(0, NAMED).map((event) => {
		const replica = trace.replicas.text(trace.replica[event] as number);
		return `${visible(placeText(trace, placeOf(trace, event)))} ${word(replica)}`;
	});
	const more = events.length - named.length;
	return `${named.join(', ')}${more > 0 ? ` and ${figure(more)} more` : ''}`;
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

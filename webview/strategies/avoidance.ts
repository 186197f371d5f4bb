import type { StrategyOverview, Summary } from '../../src/session/protocol.ts';
import { duration } from '../clocks/words.ts';
import { type Content, h } from '../dom.ts';
import { button } from '../ui.ts';
import type { Context } from '../view.ts';
import { number, plural, visible } from '../words.ts';

/** Leaders beyond these are counted: the best ones come first. */
const LEADERS = 12;

/** What it would cost to have no conflicts: a single leader, or a home for each key. */
export function avoidance(context: Context, overview: StrategyOverview): HTMLElement {
	return h(
		'section',
		{ class: 'panel avoidance', 'aria-label': 'Avoiding conflicts' },
		h('h2', {}, 'Avoiding conflicts'),
		h(
			'ul',
			{ class: 'sentences' },
			overview.avoidance.map((text) => h('li', {}, text)),
		),
		leaders(context.summary, overview),
		homes(context, overview),
	);
}

function leaders(summary: Summary | null, { leaders: all, home }: StrategyOverview): Content {
	if (all.length === 0 || home.writes === 0) return null;
	const nameOf = (id: string) => summary?.replicas.find((replica) => replica.id === id)?.name ?? id;
	return [
		h('h3', {}, 'A single leader'),
		table(
			'What each replica would cost as the single leader',
			['Leader', 'Writes forwarded', 'Longer by', 'Cut off'],
			all
				.slice(0, LEADERS)
				.map(({ leader, forwarded, addedLatencyMs, cutOff }) => [
					visible(nameOf(leader)),
					`${number(forwarded)} (${Math.round((forwarded * 100) / home.writes)} %)`,
					addedLatencyMs === null ? 'not told' : duration(Math.round(addedLatencyMs)),
					number(cutOff),
				]),
		),
		h(
			'p',
			{ class: 'secondary' },
			'Cut off: writes made while their replica could not reach the leader; they would not have been accepted. ',
			all.length > LEADERS && `${plural(all.length - LEADERS, 'more replica')} would forward more.`,
		),
	];
}

function homes(context: Context, { rule }: StrategyOverview): Content {
	if (rule.entries.length === 0) return null;
	return [
		h(
			'div',
			{ class: 'details-head' },
			h('h3', {}, 'Homes for keys'),
			button({
				label: 'Copy as JSON',
				icon: 'copy',
				onClick: () => {
					context.host.post({
						type: 'copy',
						text: homesJson(rule.entries),
						what: 'the homes as JSON, for --homes or the setting replicationTrace.homes',
					});
					context.announce('Copied.');
				},
			}),
		),
		h(
			'p',
			{ class: 'secondary' },
			`The smallest rule found: it avoids ${number(rule.avoided)} of ${plural(rule.conflicts, 'conflict')} and forwards ${plural(rule.forwarded, 'write')}.`,
		),
		table(
			'Patterns of keys with their homes',
			['Keys', 'Home', 'Conflicts avoided', 'Writes forwarded'],
			rule.entries.map(({ pattern, replica, conflicts, forwarded }) => [
				h('span', { class: 'key-name' }, visible(pattern)),
				h('span', { class: 'replica' }, visible(replica)),
				number(conflicts),
				number(forwarded),
			]),
		),
	];
}

/** A JSON object of patterns and replicas. Written by hand, since a key may be called `__proto__`. */
function homesJson(entries: StrategyOverview['rule']['entries']): string {
	const lines = entries.map(
		({ pattern, replica }) => `\t${JSON.stringify(pattern)}: ${JSON.stringify(replica)}`,
	);
	return `{\n${lines.join(',\n')}\n}\n`;
}

function table(caption: string, titles: readonly string[], rows: readonly Content[][]): HTMLElement {
	return h(
		'div',
		{ class: 'table-frame', tabindex: 0, role: 'group', 'aria-label': caption },
		h(
			'table',
			{ class: 'figures-table' },
			h('caption', { class: 'visually-hidden' }, caption),
			h(
				'thead',
				{},
				h(
					'tr',
					{},
					titles.map((title) => h('th', { scope: 'col' }, title)),
				),
			),
			h(
				'tbody',
				{},
				rows.map(([first, ...cells]) =>
					h(
						'tr',
						{},
						h('th', { scope: 'row' }, first),
						cells.map((cell) => h('td', {}, cell)),
					),
				),
			),
		),
	);
}

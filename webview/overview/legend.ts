import type { OverviewInfo } from '../../src/session/protocol.ts';
import { type Content, h } from '../dom.ts';
import { plural } from '../words.ts';
import { ACTIVITIES } from './lanePainter.ts';

/** What colours and shapes mean, in the order of the picture; then what there is to know of the axis. */
export function legendContent(info: OverviewInfo): Content {
	const swatch = (name: string, words: string) =>
		h('li', {}, h('span', { class: `overview-swatch ${name}` }), ` ${words}`);
	return [
		h(
			'ul',
			{ class: 'overview-legend', 'aria-label': 'Legend' },
			swatch('open', 'open conflict'),
			swatch('resolved', 'resolved conflict'),
			ACTIVITIES.filter((_, activity) => info.activities[activity]! > 0).map((name) => swatch(name, name)),
			swatch('partition', 'exchanged nothing'),
			h('li', { class: 'secondary' }, 'Higher bars: more, by square root'),
		),
		info.notes.length > 0 && h('p', { class: 'secondary overview-notes' }, info.notes.join(' ')),
		info.events === 0 &&
			h('p', { class: 'overview-notes' }, 'Nothing here: no event of this trace belongs to it.'),
	];
}

/** What the picture is called, and how it is used by keyboard. */
export function pictureLabel(info: OverviewInfo): string {
	return `${plural(info.lanes.length, 'replica')} ${info.unit === 'ms' ? 'over time' : 'line by line'}. Arrows left and right move, plus and minus zoom, 0 shows all, up and down read the lanes, N and P go to the next and previous conflict, Shift with arrows marks a range, Enter goes to the line. As table shows the same in words.`;
}

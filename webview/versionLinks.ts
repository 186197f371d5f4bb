import type { Place, VersionRow } from '../src/session/protocol.ts';
import { type Content, h } from './dom.ts';
import { link } from './ui.ts';
import type { Context } from './view.ts';
import { placeText, valueText, visible } from './words.ts';

/** A link that goes to a line. In a grid's cell it is reached with the mouse only: the row's details have it again. */
export function lineLink(context: Context, place: Place, inGrid = false): HTMLElement {
	const text = placeText(place, context.summary);
	return link(text, () => context.reveal(place, false), {
		title: `Go to ${text}`,
		'data-line': place.line,
		...(inGrid ? { tabindex: -1 } : {}),
	});
}

/** `R1 "pending"`, with the replica told apart from the value. */
export function versionContent(version: VersionRow): Content {
	return h(
		'span',
		{ class: 'version' },
		h('span', { class: 'replica' }, visible(version.replica)),
		' ',
		h('span', { class: `value op-${version.op}` }, valueText(version)),
	);
}

import type {
	ConflictRow,
	OverviewEvent,
	OverviewInfo,
	OverviewPartition,
} from '../../src/session/protocol.ts';
import { duration } from '../clocks/words.ts';
import { type Content, h } from '../dom.ts';
import { versionContent } from '../versionLinks.ts';
import { number, plural, timeText, visible } from '../words.ts';
import { ACTIVITIES } from './lanePainter.ts';
import { labelOf } from './ticks.ts';

const ONE: Record<(typeof ACTIVITIES)[number], [one: string, many: string]> = {
	writes: ['write', 'writes'],
	deletes: ['delete', 'deletes'],
	reads: ['read', 'reads'],
	messages: ['message event', 'message events'],
	other: ['other event', 'other events'],
};

/** "12 writes, 1 read"; "nothing" */
export function countsText(counts: readonly number[]): string {
	const parts = ACTIVITIES.flatMap((activity, i) => (counts[i] ? [plural(counts[i], ...ONE[activity])] : []));
	return parts.length === 0 ? 'nothing' : parts.join(', ');
}

/** "lines 12 to 40", "12:00:01 to 12:00:05": a stretch of the axis, `to` excluded. */
export function stretchText(info: OverviewInfo, from: number, to: number, names: readonly string[]): string {
	const label = (at: number) => labelOf(info, at, (to - from) / 10, names);
	if (info.unit === 'ms') return `${label(from)} to ${label(to)}`;
	const first = Math.floor(from);
	const last = Math.max(first, Math.ceil(to) - 1);
	if (first === last) return `${info.unit} ${label(first)}`;
	return `${info.unit}s ${label(first)} to ${label(last)}`;
}

/** "1,200 lines", "12.5 s" */
function lengthText(info: OverviewInfo, length: number): string {
	return info.unit === 'ms' ? duration(length) : plural(Math.round(length), info.unit);
}

/** What an event is, in a few lines. */
export function eventContent(event: OverviewEvent): Content {
	const { op, key, moreKeys, peer, client, ts, line } = event;
	return [
		h('strong', {}, `Line ${number(line)}: ${op}`),
		key !== null && [' ', h('span', { class: 'key-name' }, visible(key))],
		moreKeys > 0 && ` and ${plural(moreKeys, 'more key')}`,
		peer !== null && ` ${op === 'receive' ? 'from' : 'to'} ${visible(peer)}`,
		client !== null && ` by ${visible(client)}`,
		ts !== null && h('div', { class: 'secondary' }, `its clock: ${timeText(ts)}`),
	];
}

/** A conflict with the first of its versions. */
export function conflictContent(row: ConflictRow): Content {
	const shown = row.versions.slice(0, 3);
	return [
		h('strong', {}, `Conflict of `),
		h('span', { class: 'key-name' }, visible(row.key)),
		` · ${row.resolved ? 'resolved' : 'open'}`,
		shown.map((version) => h('div', {}, `line ${number(version.line)} `, versionContent(version))),
		row.versionCount > shown.length &&
			h('div', {}, `and ${plural(row.versionCount - shown.length, 'more version')}`),
	];
}

/** A partition in words: between whom, from where to where, for how long. */
export function partitionText(
	info: OverviewInfo,
	partition: OverviewPartition,
	names: readonly string[],
): string {
	const name = (lane: number) => visible(info.lanes[lane]?.name ?? '?');
	const { a, b, start, end, usual } = partition;
	const often = `${info.unit === 'ms' ? duration(usual) : number(Math.max(1, Math.round(usual)))}`;
	return `${name(a)} and ${name(b)} exchanged nothing for ${lengthText(info, end - start)} (${stretchText(info, start, end, names)}); usually there is something every ${often}${info.unit === 'ms' ? '' : ` ${info.unit}s`}.`;
}

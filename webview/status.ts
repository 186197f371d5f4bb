import type { Summary } from '../src/session/protocol.ts';
import { type Content, fill, h } from './dom.ts';
import { icon } from './icons.ts';
import { checkbox, progressRing } from './ui.ts';
import type { Context } from './view.ts';
import { isUnread, number, plural } from './words.ts';

const UNREAD = 'No line is an event';

/** The line above the tabs: what the trace holds, on which basis it is judged, and what is going on. */
export class StatusBar {
	readonly element: HTMLElement;
	private readonly figures = h('div', { class: 'figures' });
	private readonly activity = h('div', { class: 'activity', hidden: true });
	private readonly notes = h('details', { class: 'notes', hidden: true });

	constructor(private readonly context: Context) {
		const { navigation } = context;
		const follow = checkbox('Follow the cursor', navigation.follow, (checked) => {
			navigation.follow = checked;
			context.navigated();
		});
		follow.title = 'Whether the selection here and the text cursor follow each other';
		this.element = h(
			'header',
			{ class: 'status' },
			h('div', { class: 'status-line' }, this.figures, follow),
			this.activity,
			this.notes,
		);
		this.progress(0, 'Reading the trace');
	}

	/** A new analysis, or none yet. */
	analysis(summary: Summary | null): void {
		this.activity.hidden = summary !== null;
		if (!summary) return;
		fill(this.figures, figures(summary), summary.partial && ` · ${partWords(summary.partial)}`);
		this.notes.hidden = summary.notes.length === 0;
		fill(
			this.notes,
			h('summary', {}, icon('info'), ` ${plural(summary.notes.length, 'note')} on these figures`),
			h(
				'ul',
				{},
				summary.notes.map((note) => h('li', {}, note)),
			),
		);
		this.context.announce(
			isUnread(summary)
				? UNREAD
				: `${plural(summary.conflicts, 'conflict')}, ${number(summary.conflictsOpen)} open, in ${plural(summary.keys, 'key')}`,
		);
	}

	/** An analysis runs; `done` from 0 to 1. */
	progress(done: number, label: string): void {
		this.activity.hidden = false;
		this.activity.className = 'activity running';
		// Told twenty times a second: no screen reader wants to say all of it.
		this.activity.removeAttribute('role');
		fill(
			this.activity,
			progressRing(),
			h('span', {}, label, done > 0 && ` ${Math.round(done * 100)} %`),
			h('progress', { max: 1, value: done, 'aria-label': label }),
		);
	}

	/** The newest content could not be analysed. `stale`: what an earlier analysis found is still shown. */
	failed(message: string, stale: boolean): void {
		this.activity.hidden = false;
		this.activity.className = 'activity failure';
		this.activity.setAttribute('role', 'alert');
		fill(this.activity, icon('error'), h('span', {}, message, stale && ' Shown is the state before.'));
	}
}

function figures(summary: Summary): Content {
	const { conflicts, conflictsOpen, versions, keys, events, replicas, causality } = summary;
	if (isUnread(summary)) return h('strong', {}, UNREAD);
	return [
		h('strong', {}, plural(conflicts, 'conflict'), conflicts > 0 && ` (${number(conflictsOpen)} open)`),
		` in ${plural(versions, 'version')} of ${plural(keys, 'key')}`,
		h(
			'span',
			{ class: 'secondary' },
			` · ${plural(events, 'event')} at ${plural(replicas.length, 'replica')} · causality `,
			causality === 'recorded' ? 'as recorded in vectors' : 'derived from messages',
		),
	];
}

/** `so far: 12.3 of 980.0 MB read`. */
function partWords({ bytes, total, goesOn }: NonNullable<Summary['partial']>): string {
	const megabytes = (size: number) => (size / 1e6).toFixed(1);
	const read = total === null ? megabytes(bytes) : `${megabytes(bytes)} of ${megabytes(total)}`;
	return goesOn ? `so far: ${read} MB read` : `stopped: only ${read} MB read`;
}

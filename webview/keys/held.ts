import type { HeldAt, Place } from '../../src/session/protocol.ts';
import { type Content, fill, h } from '../dom.ts';
import { lineLink, versionContent } from '../versionLinks.ts';
import type { Context } from '../view.ts';
import { number, placeText, plural, visible } from '../words.ts';

/** What every replica held of the selected key at the line that the user looks at. */
export class HeldPanel {
	readonly element = h('details', { class: 'held' });
	private readonly title = h('summary', {});
	private readonly content = h('div', { class: 'held-content' });
	private place: Place | null = null;
	/** What is shown. */
	private shown = '';
	private asked = 0;

	constructor(private readonly context: Context) {
		this.element.open = context.navigation.keys.held;
		this.element.addEventListener('toggle', () => {
			context.navigation.keys.held = this.element.open;
			context.navigated();
			void this.show();
		});
		fill(this.title, 'What each replica held');
		fill(this.element, this.title, this.content);
	}

	forget(): void {
		this.shown = '';
	}

	/** The user looks at another line. */
	lookAt(place: Place): void {
		this.place = place;
		void this.show();
	}

	/** Asks where the panel is open: the answer takes a walk through the trace. */
	async show(): Promise<void> {
		const { key } = this.context.navigation.keys;
		const place = this.place ?? this.end();
		if (key === null || place === null || !this.element.open) return;
		const wanted = JSON.stringify([key, place]);
		if (wanted === this.shown) return;
		this.shown = wanted;
		const asked = ++this.asked;
		const answer = await this.context.host.query('heldAt', { key, ...place });
		if (asked !== this.asked) return;
		if ('err' in answer) {
			fill(this.content, answer.err);
			return;
		}
		fill(this.title, `What each replica held after ${placeText(answer.ok.place, this.context.summary)}`);
		fill(this.content, this.table(answer.ok));
	}

	/** The last line of the last file. */
	private end(): Place | null {
		const files = this.context.summary?.files ?? [];
		const last = files.at(-1);
		return last ? { file: files.length - 1, line: Math.max(1, last.lines) } : null;
	}

	private table({ replicas, written }: HeldAt): Content {
		return [
			h(
				'p',
				{ class: 'secondary' },
				`${plural(written, 'version')} had been written by then. Put the text cursor on another line to look at another time.`,
			),
			h(
				'table',
				{ class: 'version-list' },
				h('caption', { class: 'visually-hidden' }, 'What each replica held'),
				h(
					'thead',
					{},
					h(
						'tr',
						{},
						['Replica', 'Held', 'Had seen', 'Last said'].map((title) => h('th', { scope: 'col' }, title)),
					),
				),
				h(
					'tbody',
					{},
					replicas.map(({ name, latest, held, report }) =>
						h(
							'tr',
							{},
							h('th', { scope: 'row', class: 'replica' }, visible(name)),
							h(
								'td',
								{ class: latest.length > 1 ? 'siblings' : null },
								latest.length === 0 && h('span', { class: 'secondary' }, 'nothing'),
								latest.map((version, index) => [
									index > 0 && h('span', { class: 'orthogonal', title: 'concurrent with' }, ' ⟂ '),
									versionContent(version),
									' ',
									lineLink(this.context, version),
								]),
							),
							h('td', {}, held === written ? 'all' : `${number(held)} of ${number(written)}`),
							h(
								'td',
								{},
								report
									? [
											h('span', { class: 'value' }, visible(report.value ?? '')),
											' ',
											lineLink(this.context, report),
										]
									: h('span', { class: 'secondary' }, '–'),
							),
						),
					),
				),
			),
		];
	}
}

import type { DiagramScope } from '../../src/session/protocol.ts';
import { fill, h } from '../dom.ts';
import { button, dropdown, textField } from '../ui.ts';
import type { Context } from '../view.ts';
import { number, plural } from '../words.ts';

type Kind = DiagramScope['kind'];

/** Chooses what the diagram shows: the selected conflict, a key, a range of lines, or everything. */
export class ScopePicker {
	readonly element = h('div', { class: 'scope' });
	private readonly fields = h('div', { class: 'scope-fields' });
	private readonly kinds: ReturnType<typeof dropdown>;

	constructor(
		private readonly context: Context,
		private readonly changed: () => void,
	) {
		this.kinds = dropdown<Kind>({
			label: 'What to show',
			options: [
				['conflict', 'Selected conflict'],
				['key', 'One key'],
				['range', 'Lines'],
				['trace', 'Whole trace'],
			],
			value: this.kind,
			onChange: (kind) => this.choose(kind),
		});
		fill(this.element, this.kinds, this.fields);
	}

	/** Shows what the navigation says. */
	update(): void {
		this.kinds.value = this.kind;
		const { scope } = this.context.navigation.sequence;
		if (scope?.kind === 'key') this.keyField(scope.key);
		else if (scope?.kind === 'range') this.rangeFields(scope);
		else if (scope?.kind === 'trace') fill(this.fields);
		else this.conflictButtons();
	}

	private get kind(): Kind {
		return this.context.navigation.sequence.scope?.kind ?? 'conflict';
	}

	private choose(kind: Kind): void {
		const { conflicts, keys, sequence } = this.context.navigation;
		if (kind === 'conflict') sequence.scope = null;
		else if (kind === 'trace') sequence.scope = { kind };
		else if (kind === 'key') sequence.scope = { kind: 'key', key: keys.key ?? conflicts.selected?.key ?? '' };
		else sequence.scope = { kind: 'range', file: 0, from: 1, to: Math.min(200, this.lines(0)) };
		this.turned();
	}

	private turned(): void {
		this.context.navigation.sequence.page = 0;
		this.context.navigated();
		this.update();
		this.changed();
	}

	private conflictButtons(): void {
		const { navigation, summary } = this.context;
		const total = summary?.conflicts ?? 0;
		const at = navigation.conflicts.selected?.conflict ?? -1;
		const step = (label: string, icon: 'chevronLeft' | 'chevronRight', to: number) => {
			const element = button({ label, icon, iconOnly: true, onClick: () => void this.goTo(to) });
			element.disabled = to < 0 || to >= total;
			return element;
		};
		fill(
			this.fields,
			step('Previous conflict', 'chevronLeft', at < 0 ? -1 : at - 1),
			h(
				'span',
				{ class: 'count' },
				at < 0 ? `${number(total)} in all` : `${number(at + 1)} of ${number(total)}`,
			),
			step('Next conflict', 'chevronRight', at + 1),
		);
	}

	private async goTo(conflict: number): Promise<void> {
		const answer = await this.context.host.query('conflict', { id: conflict });
		if ('err' in answer) return;
		this.context.navigation.conflicts.selected = { conflict, key: answer.ok.key };
		this.context.reveal(answer.ok.versions[0]!, true);
		this.turned();
	}

	private keyField(key: string): void {
		fill(
			this.fields,
			textField({
				label: 'Key',
				placeholder: 'A key, exactly as in the trace',
				value: key,
				onChange: (value) => {
					this.context.navigation.sequence.scope = { kind: 'key', key: value };
					this.turned();
				},
			}),
		);
	}

	private rangeFields(scope: Extract<DiagramScope, { kind: 'range' }>): void {
		const { summary, navigation } = this.context;
		const change = (part: Partial<typeof scope>) => {
			navigation.sequence.scope = { ...scope, ...part };
			this.turned();
		};
		const line = (label: string, name: 'from' | 'to') =>
			textField({
				label,
				labelled: true,
				value: String(scope[name]),
				onChange: (value) => {
					const wanted = Number.parseInt(value, 10);
					change({
						[name]: Math.min(
							this.lines(scope.file),
							Math.max(1, Number.isNaN(wanted) ? scope[name] : wanted),
						),
					});
				},
			});
		fill(
			this.fields,
			summary &&
				summary.files.length > 1 &&
				dropdown({
					label: 'File',
					options: summary.files.map(({ name }, index) => [String(index), name] as const),
					value: String(scope.file),
					onChange: (file) =>
						change({
							file: Number(file),
							from: 1,
							to: Math.min(200, this.lines(Number(file))),
							also: undefined,
						}),
				}),
			line('From line', 'from'),
			line('to', 'to'),
			scope.also && h('span', { class: 'count' }, `and ${plural(scope.also.length, 'more file')}`),
		);
	}

	private lines(file: number): number {
		return Math.max(1, this.context.summary?.files[file]?.lines ?? 1);
	}
}

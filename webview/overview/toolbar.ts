import type { OverviewAxis } from '../../src/session/protocol.ts';
import { h } from '../dom.ts';
import { button, checkbox, dropdown } from '../ui.ts';
import type { Context } from '../view.ts';
import type { KeySearch } from './keySearch.ts';

export interface ToolbarActions {
	axis(axis: OverviewAxis): void;
	step(direction: 1 | -1): void;
	zoom(factor: number): void;
	all(): void;
	/** Whether dragging marks a range. */
	marking(on: boolean): void;
	allLanes(on: boolean): void;
	asTable(on: boolean): void;
}

export interface Toolbar {
	readonly element: HTMLElement;
	/** Shows the axis that is drawn. `timed`: there is one of times to choose; `lanes`: there are more than fit. */
	update(axis: OverviewAxis, timed: boolean, lanes: boolean): void;
}

/** The controls above the picture. */
export function overviewToolbar(context: Context, search: KeySearch, actions: ToolbarActions): Toolbar {
	const { overview } = context.navigation;
	const axis = dropdown<OverviewAxis>({
		label: 'Axis',
		options: [
			['line', 'By line'],
			['time', 'By wall time'],
		],
		value: overview.axis,
		onChange: actions.axis,
	});
	const lanes = checkbox('All lanes', overview.allLanes, actions.allLanes);
	lanes.title = 'Make all lanes so low that they fit';
	const mark = checkbox('Mark range', false, actions.marking);
	mark.title = 'Drag over the picture to mark a range (or drag with Shift)';
	const small = (label: string, icon: Parameters<typeof button>[0]['icon'] & string, onClick: () => void) =>
		button({ label, icon, iconOnly: true, onClick });
	const element = h(
		'div',
		{ class: 'toolbar', role: 'toolbar', 'aria-label': 'Overview' },
		axis,
		search.element,
		h(
			'span',
			{ class: 'overview-buttons' },
			small('Previous conflict', 'chevronLeft', () => actions.step(-1)),
			small('Next conflict', 'chevronRight', () => actions.step(1)),
			small('Zoom out', 'zoomOut', () => actions.zoom(1 / 2)),
			small('Zoom in', 'zoomIn', () => actions.zoom(2)),
			small('Show all', 'fit', actions.all),
		),
		mark,
		lanes,
		checkbox('As table', overview.asTable, actions.asTable),
	);
	return {
		element,
		update(shown, timed, overflows) {
			if (axis.value !== shown) axis.value = shown;
			axis.disabled = !timed;
			axis.title = timed ? '' : 'No event of this trace carries a time';
			lanes.hidden = !overflows;
		},
	};
}

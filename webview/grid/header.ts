import { h } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Column, Sorting } from './column.ts';

/** The grid's header row. It is one stop of the Tab key; the arrow keys move between its columns. */
export function gridHeader<T>(
	columns: readonly Column<T>[],
	sorting: Sorting | undefined,
	onSort: (sorting: Sorting) => void,
): HTMLElement {
	let current = sorting;
	const buttons: HTMLButtonElement[] = [];
	const cells = columns.map((column, index) => {
		const cell = h('div', {
			role: 'columnheader',
			class: `cell ${column.id}`,
			'aria-colindex': index + 1,
			title: column.hint,
		});
		if (!column.sortable) {
			cell.append(h('span', { class: 'cell-text' }, column.title));
			return cell;
		}
		const button = h(
			'button',
			{ type: 'button', tabindex: buttons.length === 0 ? 0 : -1 },
			h('span', { class: 'cell-text' }, column.title),
			icon('up'),
			icon('down'),
		);
		button.addEventListener('click', () => {
			const descending = current?.sort === column.id ? !current.descending : false;
			setSorting({ sort: column.id, descending });
			onSort({ sort: column.id, descending });
		});
		buttons.push(button);
		cell.append(button);
		return cell;
	});
	const row = h('div', { role: 'row', class: 'grid-header', 'aria-rowindex': 1 }, cells);
	const element = h('div', { role: 'rowgroup', class: 'grid-head' }, row);
	row.addEventListener('keydown', ({ key, target }) => {
		const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
		const seen = buttons.filter((button) => button.offsetParent !== null);
		const next = seen[seen.indexOf(target as HTMLButtonElement) + step];
		if (step === 0 || !next) return;
		for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
		next.focus();
	});

	function setSorting(sorting: Sorting): void {
		current = sorting;
		columns.forEach((column, index) => {
			if (!column.sortable) return;
			const here = column.id === sorting.sort;
			cells[index]!.setAttribute(
				'aria-sort',
				here ? (sorting.descending ? 'descending' : 'ascending') : 'none',
			);
		});
	}
	if (sorting) setSorting(sorting);
	return element;
}

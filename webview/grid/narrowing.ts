import { debounce } from '../dom.ts';
import { textField } from '../ui.ts';
import type { Sorting } from './column.ts';

/** Letters that follow each other faster than this, in ms, are one change. */
const PATIENCE = 150;

interface FilterOptions {
	label: string;
	placeholder: string;
	value: string;
	/** Told a moment after the user typed. */
	onFilter(text: string): void;
}

/** A field above a grid that narrows it while one types. */
export function filterField({ onFilter, ...options }: FilterOptions): ReturnType<typeof textField> {
	return textField({ ...options, onInput: debounce(PATIENCE, onFilter) });
}

/** For a grid that is sorted as a part of the navigation says: what the user chooses is written there, and `changed` is called. */
export function sortedAs<S extends string>(
	state: { sort: S; descending: boolean },
	changed: () => void,
): { sorting: Sorting; onSort(sorting: Sorting): void } {
	return {
		sorting: state,
		onSort({ sort, descending }) {
			// Headers that sort are named after the ways of sorting.
			state.sort = sort as S;
			state.descending = descending;
			changed();
		},
	};
}

import type { Content } from '../dom.ts';

export interface Column<T> {
	/** Also its class: the style sheet decides on widths and on what gives way where the page is narrow. */
	id: string;
	title: string;
	/** What the header says when pointed at. */
	hint?: string;
	/** Whether rows can be sorted by it. */
	sortable?: boolean;
	cell(row: T): Content;
	/** What to show in full when pointed at. */
	tooltip?(row: T): string;
}

export interface Sorting {
	sort: string;
	descending: boolean;
}

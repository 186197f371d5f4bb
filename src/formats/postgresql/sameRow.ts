import { grouped } from '../grouped.ts';
import type { Report } from './report.ts';
import { type Column, tupleValues } from './tuple.ts';

/** A pair of so many may disagree: the key itself was changed, or a value imitates a column. */
const ODD = 20;

/** Columns tell rows apart where they have this share of what all columns that a row keeps tell apart. */
const APART = 0.9;

/**
 * The columns of a table's key, from the reports in which a change met the row that it was for: the two have the same key, and
 * differ in the other columns sooner or later. Of the columns in which they always agree, the fewest first ones that tell the
 * rows apart as well as all of these do. Empty where no report shows such a pair. O(reports · columns²).
 *
 * @param reports those of one table
 */
export function keyOfSameRows(reports: readonly Report[], columns: readonly Column[]): string[] {
	const updates = reports.filter(({ operation }) => operation === 'update');
	const indexes = new Set(updates.map(({ index }) => index));
	// An insert may have met another row by another unique index.
	const inserts = reports.filter(({ operation, index }) => operation === 'insert' && indexes.has(index));
	const pairs = [...updates, ...inserts].flatMap(({ local, remote }) =>
		local?.tuple?.named === true && remote.tuple?.named === true
			? [[tupleValues(local.tuple.text, columns), tupleValues(remote.tuple.text, columns)] as const]
			: [],
	);
	if (pairs.length === 0) return [];
	const kept = Array.from(columns.keys()).filter((i) => {
		const odd = pairs.filter(([before, after]) => before[i] === undefined || before[i] !== after[i]).length;
		return odd <= Math.floor(pairs.length / ODD);
	});
	const told = (places: readonly number[]) =>
		grouped(pairs, ([row]) => JSON.stringify(places.map((i) => row[i]))).size;
	const all = told(kept);
	const size = kept.findIndex((_, i) => told(kept.slice(0, i + 1)) >= APART * all);
	return kept.slice(0, size + 1).map((i) => (columns[i] as Column).name);
}

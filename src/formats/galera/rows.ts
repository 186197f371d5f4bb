import type { RowChange } from './binlog.ts';
import type { Tables } from './tables.ts';

/** What a transaction left of a row. */
export interface RowVersion {
	readonly key: string;
	readonly deleted: boolean;
	/** By column. */
	readonly value: Record<string, string | null> | null;
	readonly change: RowChange;
}

/**
 * The row versions that a change makes: one; two where it moves a row to another primary key.
 *
 * @param nameOf the table as it is to be called
 */
export function versionsOf(
	change: RowChange,
	tables: Tables,
	nameOf: (table: string) => string,
): RowVersion[] {
	const { kind, table, before, after } = change;
	const primary = tables.primaryOf(table);
	const keyOf = (row: readonly (string | null | undefined)[]) =>
		`${nameOf(table)}:${primary.map((column) => row[column] ?? '').join('/')}`;
	const deleted = (): RowVersion => ({ key: keyOf(before), deleted: true, value: null, change });
	if (kind === 'delete') return [deleted()];
	const value = Object.fromEntries(
		// Columns that a damaged log lacks are null.
		Array.from(after, (text, column) => [tables.columnOf(table, column), text ?? null] as const),
	);
	const made: RowVersion = { key: keyOf(after), deleted: false, value, change };
	return kind === 'update' && keyOf(before) !== made.key ? [deleted(), made] : [made];
}

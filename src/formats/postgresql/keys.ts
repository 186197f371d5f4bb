import { grouped } from '../grouped.ts';
import type { Row } from './decoding.ts';
import type { Named, Report } from './report.ts';
import { keyOfSameRows } from './sameRow.ts';
import type { Transaction } from './streamReader.ts';
import { type Column, commonColumns, tupleColumns, tupleValues } from './tuple.ts';

/** What a key column that is not shown looks like in a row of pglogical. */
const NULL = '(null)';

/** What several rows say of one table. */
interface Table {
	readonly shapes: Column[][];
	columns: Column[];
	/** Names of the primary key's columns; empty where nothing tells them. */
	key: string[];
}

/**
 * Tells the primary keys of rows. No log says which columns make a table's key. In this order they are taken from: the
 * manifest's map `keys` (`schema.table` → `a,b`), the replica identity that PostgreSQL logs, the columns that decoded deletes
 * show, the columns that are not null in the report of a delete, those in which a change and the row that it met agree, and else
 * the fewest first columns that tell all rows apart.
 */
export class Keys {
	private readonly tables = new Map<string, Table>();

	constructor(
		reports: readonly Report[],
		transactions: readonly (readonly Transaction[])[],
		given: Readonly<Record<string, string>>,
	) {
		for (const report of reports) this.addReport(report);
		for (const table of this.tables.values()) table.columns = commonColumns(table.shapes);
		for (const report of reports) this.learnFromDelete(report);
		for (const stream of transactions) this.learnFromStream(stream);
		this.learnFromSameRows(reports);
		for (const stream of transactions) this.learnFromInserts(stream);
		for (const [relation, columns] of Object.entries(given)) {
			this.table(relation).key = columns.split(',').map((column) => column.trim());
		}
	}

	/** The key of a row as a report shows it: `schema.table:primary key`. */
	ofReport(report: Report, named: Named | null): string | null {
		const { relation, identity } = report;
		const tuple = named?.tuple ?? null;
		if (named === report.remote && identity !== null) return keyText(relation, identity.values);
		if (named === null && identity !== null) return keyText(relation, identity.values);
		if (tuple === null) return null;
		const table = this.table(relation);
		if (!tuple.named) {
			// Rows without names: a key of n columns is taken to be the first n.
			const size = identity?.columns.length ?? Math.max(1, table.key.length);
			return keyText(relation, tuple.text.split(', ').slice(0, size));
		}
		const values = tupleValues(tuple.text, table.columns);
		const names = this.keyNames(table);
		return keyText(
			relation,
			names.map((name) => values[table.columns.findIndex((column) => column.name === name)] ?? ''),
		);
	}

	/** The key of a decoded row; null where it does not show all of the key's columns. */
	ofRow(relation: string, row: Row): string | null {
		const table = this.table(relation);
		const [first] = row.keys();
		const names = table.key.length > 0 ? table.key : first === undefined ? [] : [first];
		const values = names.map((name) => row.get(name));
		if (values.length === 0 || values.some((value) => value === undefined)) return null;
		return keyText(
			relation,
			values.map((value) => value ?? ''),
		);
	}

	/** A reported row as an object; its text where its columns are not named. */
	valueOf(relation: string, tuple: Named['tuple']): unknown {
		if (tuple === null) return null;
		if (!tuple.named) return tuple.text;
		const { columns } = this.table(relation);
		const values = tupleValues(tuple.text, columns);
		if (columns.length === 0 || values.every((value) => value === undefined)) return tuple.text;
		return Object.fromEntries(columns.map(({ name }, i) => [name, values[i] === NULL ? null : values[i]]));
	}

	private table(relation: string): Table {
		let table = this.tables.get(relation);
		if (table === undefined) {
			table = { shapes: [], columns: [], key: [] };
			this.tables.set(relation, table);
		}
		return table;
	}

	private keyNames(table: Table): string[] {
		if (table.key.length > 0) return table.key;
		return table.columns.slice(0, 1).map(({ name }) => name);
	}

	private addReport({ relation, local, remote, identity }: Report): void {
		const table = this.table(relation);
		for (const named of [local, remote]) {
			if (named?.tuple?.named) table.shapes.push(tupleColumns(named.tuple.text));
		}
		if (identity !== null && table.key.length === 0) table.key = identity.columns;
	}

	/** Of a row that was to be deleted and is not there, pglogical knows the key only. */
	private learnFromDelete({ relation, operation, local, remote }: Report): void {
		const table = this.table(relation);
		if (operation !== 'delete' || local !== null || remote.tuple?.named !== true || table.key.length > 0)
			return;
		const values = tupleValues(remote.tuple.text, table.columns);
		const key = table.columns.filter((_, i) => values[i] !== undefined && values[i] !== NULL);
		if (key.length > 0 && key.length < table.columns.length) table.key = key.map(({ name }) => name);
	}

	private learnFromStream(stream: readonly Transaction[]): void {
		const widths = new Map<string, number>();
		for (const { changes } of stream) {
			for (const { change } of changes) {
				if (change.operation !== 'delete') widths.set(change.relation, change.row.size);
			}
		}
		for (const { changes } of stream) {
			for (const { change } of changes) {
				const row = change.oldKey ?? (change.operation === 'delete' ? change.row : null);
				const table = this.table(change.relation);
				// With REPLICA IDENTITY FULL the whole row is shown, which tells nothing of the key.
				const isFull = row !== null && row.size > 1 && row.size === widths.get(change.relation);
				if (row !== null && row.size > 0 && !isFull && table.key.length === 0) table.key = [...row.keys()];
			}
		}
	}

	private learnFromSameRows(reports: readonly Report[]): void {
		for (const [relation, own] of grouped(reports, (report) => report.relation)) {
			const table = this.table(relation);
			if (table.key.length === 0) table.key = keyOfSameRows(own, table.columns);
		}
	}

	/** The fewest first columns that no two rows share that were inserted and not deleted since. */
	private learnFromInserts(stream: readonly Transaction[]): void {
		const rows = new Map<string, Row[]>();
		for (const { changes } of stream) {
			for (const { change } of changes) {
				if (change.operation !== 'insert' || this.table(change.relation).key.length > 0) continue;
				const known = rows.get(change.relation);
				if (known === undefined) rows.set(change.relation, [change.row]);
				else known.push(change.row);
			}
		}
		for (const [relation, inserted] of rows) {
			const names = [...(inserted[0] as Row).keys()];
			const prefix = names.findIndex((_, i) => areDistinct(inserted, names.slice(0, i + 1)));
			if (prefix > 0) this.table(relation).key = names.slice(0, prefix + 1);
		}
	}
}

function areDistinct(rows: readonly Row[], names: readonly string[]): boolean {
	return (
		new Set(rows.map((row) => JSON.stringify(names.map((name) => row.get(name) ?? null)))).size ===
		rows.length
	);
}

/** Parts of a key of several columns are joined by a slash; a slash within one of them is escaped. */
function keyText(relation: string, values: readonly string[]): string {
	const parts = values.length > 1 ? values.map((value) => value.replace(/[\\/]/g, '\\$&')) : values;
	return `${relation}:${parts.join('/')}`;
}

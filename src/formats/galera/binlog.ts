import type { TraceBuilder } from '../../trace/trace.ts';
import { decodeWtf8 } from '../../trace/wtf8.ts';
import type { FileReader, ImportFile } from '../format.ts';
import { readLines } from '../text/fileLines.ts';
import { type Place, wholeLine } from '../text/place.ts';
import { unquoted } from './sql.ts';
import type { Tables } from './tables.ts';

/** A row that a transaction changed. */
export interface RowChange {
	readonly kind: 'insert' | 'update' | 'delete';
	/** `database.table`. */
	readonly table: string;
	/** The row's columns before and after; empty where the kind has none. */
	readonly before: (string | null | undefined)[];
	readonly after: (string | null | undefined)[];
	readonly place: Place;
}

/** A committed transaction as one node's binlog has it. */
export interface Transaction {
	/** The global seqno: the place in the order that all nodes agree on. */
	readonly g: number;
	readonly server: string;
	readonly file: number;
	readonly node: string | null;
	/** Milliseconds since the Unix epoch, in whole seconds. */
	readonly ts: number;
	readonly rows: RowChange[];
}

/** What a table can have at most. */
const MAX_COLUMNS = 4096;

const EVENT =
	/^#(\d{6})\s+(\d{1,2}:\d\d:\d\d) server id (\d+)\s+end_log_pos \d+(?:\s+CRC32 0x[0-9a-f]+)?\s+(.*)$/;
const ROW = /^### (INSERT INTO|UPDATE|DELETE FROM) `((?:[^`]|``)*)`\.`((?:[^`]|``)*)`/;
const COLUMN = /^###\s+@(\d+)=(.*)$/s;

/** Reads what `mariadb-binlog -vv` (or `mysqlbinlog -vv`) prints: the rows of every transaction, and its seqno (`Xid = N`). */
export function binlogReader(
	builder: TraceBuilder,
	about: ImportFile,
	tables: Tables,
	onTransaction: (transaction: Transaction) => void,
): FileReader {
	const number = builder.files.length;
	const file = builder.beginFile(about.name);
	let rows: RowChange[] = [];
	let row: RowChange | null = null;
	let target: (string | null | undefined)[] | null = null;
	let ts = Number.NaN;
	let database = '';
	let statement: string[] | null = null;
	const ignore = (kind: string) => {
		file.ignored[kind] = (file.ignored[kind] ?? 0) + 1;
	};
	const endStatement = () => {
		if (statement !== null) tables.read(statement.join('\n'), database);
		statement = null;
	};

	const begin = () => {
		if (rows.length > 0) ignore('transactions without a seqno');
		rows = [];
		ts = Number.NaN;
	};
	const event = ([, date = '', time = '', server = '', what = '']: RegExpExecArray) => {
		endStatement();
		row = null;
		const xid = /^Xid = (\d+)/.exec(what)?.[1];
		if (xid === undefined) {
			if (/^Query\b/.test(what)) statement = [];
			else if (/^GTID/.test(what)) begin();
			return;
		}
		if (Number.isNaN(ts)) ts = timeOf(date, time);
		onTransaction({
			g: Number(xid),
			server,
			file: number,
			node: about.node,
			ts: ts + about.clockOffset,
			rows,
		});
		rows = [];
	};

	const take = (text: string, line: number, offset: number, length: number) => {
		if (text.startsWith('###')) {
			const [, verb, schema = '', table = ''] = ROW.exec(text) ?? [];
			if (verb !== undefined) {
				const kind = verb === 'UPDATE' ? 'update' : verb === 'INSERT INTO' ? 'insert' : 'delete';
				row = {
					kind,
					table: `${schema}.${table}`,
					before: [],
					after: [],
					place: wholeLine(line, offset, length),
				};
				rows.push(row);
			} else if (/^###\s+WHERE/.test(text)) target = row?.before ?? null;
			else if (/^###\s+SET/.test(text)) target = row?.after ?? null;
			else {
				const [, column, value] = COLUMN.exec(text) ?? [];
				if (column !== undefined && target !== null && Number(column) <= MAX_COLUMNS)
					target[Number(column) - 1] = textOf(value as string);
			}
			return;
		}
		const header = EVENT.exec(text);
		if (header !== null) {
			event(header);
			return;
		}
		const stamp = /^SET TIMESTAMP=(\d+)/.exec(text)?.[1];
		if (stamp !== undefined) ts = Number(stamp) * 1000;
		const used = /^use `?([^`/]+)`?/i.exec(text)?.[1];
		if (used !== undefined) database = used;
		if (/^\/\*!\*\/;|^ROLLBACK/.test(text)) {
			endStatement();
			if (text.startsWith('ROLLBACK')) rows = [];
		} else if (statement !== null && !/^(SET|use|\/\*!) /i.test(text)) statement.push(text);
	};

	return readLines(
		file,
		{
			line: (bytes, start, end, line, offset) =>
				take(decodeWtf8(bytes.subarray(start, end)).replace(/\r$/, ''), line, offset, end - start),
			tooLong: () => ignore('lines that are too long'),
		},
		() => {
			if (rows.length > 0) ignore('transactions without a seqno');
		},
	);
}

/** `'text' /* VARSTRING… *​/`, `-1 (4294967295) /* INT… *​/`, `NULL …`: the value as text. */
function textOf(text: string): string | null {
	const value = text.replace(/ \/\* [A-Z][^*]*\*\/\s*$/, '');
	if (value === 'NULL') return null;
	return value.startsWith("'") ? unquoted(value) : value.replace(/^-\d+ \((\d+)\)$/, '$1');
}

/** `261123` and `8:42:47`, taken as UTC. */
function timeOf(date: string, time: string): number {
	const [hour = '', rest = ''] = time.split(/:(.*)/s);
	return Date.parse(
		`20${date.slice(0, 2)}-${date.slice(2, 4)}-${date.slice(4)}T${hour.padStart(2, '0')}:${rest}Z`,
	);
}

import { isObject } from '../json/isObject.ts';
import { parseJson } from '../json/parse.ts';
import type { Place } from '../text/place.ts';
import { unquoted } from './decoding.ts';
import type { Named, Report } from './report.ts';
import { readStamp } from './time.ts';

/** Whether a row's columns are those of a table of conflicts of EDB Postgres Distributed (BDR), pgactive or Spock. */
export function isHistory(row: Readonly<Record<string, unknown>>): boolean {
	return (
		'conflict_type' in row && 'conflict_resolution' in row && ('local_tuple' in row || 'remote_tuple' in row)
	);
}

/** A row of such a table as a report; null where it does not name its table. Columns are those of the systems' manuals. */
export function historyReport(
	row: Readonly<Record<string, unknown>>,
	file: number,
	place: Place,
): Report | null {
	const text = (...names: string[]) => {
		for (const name of names) {
			const value = row[name];
			if (typeof value === 'number') return String(value);
			if (typeof value === 'string' && value !== '') return value;
		}
		return null;
	};
	const schema = text('nspname', 'object_schema');
	const name = text('relname', 'object_name');
	const table = name === null ? undefined : unquoted(name);
	const kind = text('conflict_type');
	if (table === undefined || kind === null) return null;
	const stamp = (...names: string[]) => readStamp(text(...names) ?? '', {}, 0);
	const resolution = text('conflict_resolution') ?? '';
	const remote: Named = {
		tuple: tupleOf(row.remote_tuple),
		xid: integer(text('remote_xid', 'remote_txid')),
		origin: text('origin_node_id', 'remote_origin', 'remote_node_sysid'),
		time: stamp('remote_commit_time', 'remote_timestamp')?.at ?? null,
	};
	const localTuple = tupleOf(row.local_tuple);
	return {
		entry: {
			file,
			place,
			time: stamp('local_conflict_time', 'log_time', 'local_time'),
			severity: 'LOG',
			message: '',
			detail: '',
			detailPlace: place,
			context: '',
		},
		operation: /^insert/.test(kind) ? 'insert' : /delete$|^delete/.test(kind) ? 'delete' : 'update',
		kind,
		relation: schema === null || table.includes('.') ? table : `${schema}.${table}`,
		index: text('idxname', 'conflict_index'),
		local:
			localTuple === null
				? null
				: {
						tuple: localTuple,
						xid: integer(text('local_tuple_xmin', 'local_xid')),
						origin: localOrigin(text('local_origin', 'local_tuple_node_id', 'local_tuple_origin_sysid'), row),
						time: stamp('local_tuple_commit_time', 'local_timestamp', 'local_commit_time')?.at ?? null,
					},
		remote,
		outcome: /apply_remote|keep_remote|apply_change|merge|returned_tuple/.test(resolution)
			? 'applied'
			: 'dropped',
		identity: identityOf(row.key_tuple),
		deleted: null,
	};
}

/** Node ids name this server too; Spock writes 0 for it. */
function localOrigin(origin: string | null, row: Readonly<Record<string, unknown>>): string | null {
	if (origin === '0' || origin === String(row.local_node_sysid ?? '')) return 'local';
	return origin;
}

function integer(text: string | null): number | null {
	return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

/** Rows are JSON, as text or as a value. */
function tupleOf(value: unknown): Named['tuple'] {
	const row = objectOf(value);
	if (row === null) return null;
	const text = Object.entries(row).map(
		([name, field]) => `${name}[json]:${typeof field === 'string' ? field : JSON.stringify(field)}`,
	);
	return { text: text.join(' '), named: true };
}

function identityOf(value: unknown): Report['identity'] {
	const key = objectOf(value);
	if (key === null) return null;
	const values = Object.values(key).map((field) =>
		typeof field === 'string' ? field : JSON.stringify(field),
	);
	return { columns: Object.keys(key), values };
}

function objectOf(value: unknown): Record<string, unknown> | null {
	const parsed = typeof value === 'string' ? parseJson(value) : value;
	return isObject(parsed) ? parsed : null;
}

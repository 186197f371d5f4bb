import type { LogEntry } from './entry.ts';
import type { Tuple } from './tuple.ts';

/** One transaction as a conflict report names it. Null: the report does not tell. */
export interface Named {
	/** The row as logged; null where it is not shown. */
	tuple: Tuple | null;
	/** Its id on the server that `xidAt` says. */
	xid: number | null;
	/** Where the change comes from: `local`, or the origin's number or name on the reporting server. */
	origin: string | null;
	/** Commit time, microseconds since the Unix epoch. */
	time: number | null;
}

/** One report of a conflict: a remote change met a row that somebody else had changed, or met none. */
export interface Report {
	readonly entry: LogEntry;
	readonly operation: 'insert' | 'update' | 'delete';
	/** What the system calls it. */
	readonly kind: string;
	/** `schema.table`. */
	readonly relation: string;
	readonly index: string | null;
	/** The row that was there, and the transaction that had written it; null where there was none. */
	readonly local: Named | null;
	/** The change that arrived. */
	readonly remote: Named;
	/** What became of the change: applied, dropped, or refused, so that the server tries again and again. */
	readonly outcome: 'applied' | 'dropped' | 'refused';
	/** Columns of the key with their values, where the report tells. */
	readonly identity: { columns: string[]; values: string[] } | null;
	/** Who had deleted the row that was not found, where the report tells. */
	readonly deleted: Named | null;
}

import type { LogEntry } from './entry.ts';
import type { Named, Report } from './report.ts';
import { readStamp } from './time.ts';

const MESSAGE = /^conflict detected on relation "(.+)": conflict=(\w+)/s;
const CONTEXT =
	/replication origin "([^"]*)"(?: during(?: message type)? "(\w+)")?(?: for replication target relation "(?:.+?)")?.*? in transaction (\d+)(?:,? finished at ([0-9A-F]+\/[0-9A-F]+))?/s;

/** Who had changed or deleted the row. Without track_commit_timestamp only the transaction is told. */
const MODIFIER =
	/(?:modified|deleted)(?: (locally)| by (?:a different )?origin "([^"]*)"| by a (non-existent) origin)? in transaction (\d+)(?: at (\d{4}-[^.:]*:[^.:]*:\d\d(?:\.\d+)?(?:[+-]\d\d(?::?\d\d)?)?))?/;

const OUTCOMES: Readonly<Record<string, { operation: Report['operation']; outcome: Report['outcome'] }>> = {
	insert_exists: { operation: 'insert', outcome: 'refused' },
	update_exists: { operation: 'update', outcome: 'refused' },
	multiple_unique_conflicts: { operation: 'insert', outcome: 'refused' },
	update_origin_differs: { operation: 'update', outcome: 'applied' },
	delete_origin_differs: { operation: 'delete', outcome: 'applied' },
	update_missing: { operation: 'update', outcome: 'dropped' },
	update_deleted: { operation: 'update', outcome: 'dropped' },
	delete_missing: { operation: 'delete', outcome: 'dropped' },
};

/** A conflict report of PostgreSQL 18 or later; null where it is cut off or of a kind that is not known. */
export function nativeReport(entry: LogEntry): Report | null {
	const message = MESSAGE.exec(entry.message);
	const { detail } = entry;
	const [, relation = '', kind = ''] = message ?? [];
	const facts = OUTCOMES[kind];
	if (facts === undefined) return null;
	const context = CONTEXT.exec(entry.context);
	const modifier = MODIFIER.exec(detail);
	const localRow = sections(detail, /\b(?:existing )?local (?:row|tuple) \(/gi)[0];
	const remoteRow = sections(detail, /\bremote (?:row|tuple) \(/gi)[0];
	const by: Named | null =
		modifier === null
			? null
			: {
					tuple: localRow === undefined ? null : { text: localRow, named: false },
					xid: Number(modifier[4]),
					origin: modifier[1] !== undefined ? 'local' : (modifier[2] ?? null),
					time: modifier[5] === undefined ? null : (readStamp(modifier[5])?.at ?? null),
				};
	const operation = context?.[2]?.toLowerCase();
	return {
		entry,
		operation:
			operation === 'insert' || operation === 'delete' || operation === 'update'
				? operation
				: facts.operation,
		kind,
		relation,
		index: /unique index "((?:[^"]|"")+)"/.exec(detail)?.[1] ?? null,
		local: kind === 'update_deleted' ? null : by,
		remote: {
			tuple: remoteRow === undefined ? null : { text: remoteRow, named: false },
			xid: context === null ? null : Number(context[3]),
			origin: context?.[1] ?? null,
			time: null,
		},
		outcome: facts.outcome,
		identity: identityOf(detail),
		deleted: kind === 'update_deleted' ? by : null,
	};
}

/**
 * The rows after a heading. A row ends where a closing bracket is followed by what may follow a row; a value that holds such
 * a text makes the row end early.
 */
function sections(detail: string, heading: RegExp): string[] {
	return Array.from(detail.matchAll(heading), (match) => {
		const from = match.index + match[0].length;
		const end = /\)(?=[;,] (?:existing local|local|remote|replica identity|key) ?|\.(?:\n|$)|: |\n|$)/gi;
		end.lastIndex = from;
		return detail.slice(from, end.exec(detail)?.index ?? detail.length);
	});
}

/** `replica identity (id)=(1)`, else the key of a unique index that looks like the primary key's. */
function identityOf(detail: string): Report['identity'] {
	const identity = /replica identity \(([^)]*)\)=\((.*?)\)(?=[;,.]|$)/is.exec(detail);
	if (identity !== null) return pairOf(identity[1] as string, identity[2] as string);
	for (const index of detail.matchAll(
		/unique index "([^"]+)"[\s\S]*?\bkey \(([^)]*)\)=\((.*?)\)(?=[;,]|\.)/gi,
	)) {
		if ((index[1] as string).endsWith('_pkey')) return pairOf(index[2] as string, index[3] as string);
	}
	return null;
}

function pairOf(columns: string, values: string): { columns: string[]; values: string[] } {
	const names = columns.split(', ');
	const parts = names.length === 1 ? [values] : values.split(', ');
	return { columns: names, values: parts };
}

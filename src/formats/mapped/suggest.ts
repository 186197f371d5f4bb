import type { FieldName } from './mapping.ts';

/** Names that columns often have, by field, the likeliest first. */
const NAMES: Readonly<Record<FieldName, readonly string[]>> = {
	op: ['op', 'operation', 'action', 'type', 'event', 'kind'],
	at: ['at', 'replica', 'node', 'host', 'server', 'site', 'origin', 'region', 'source'],
	key: ['key', 'id', 'doc', 'docid', 'document', 'path', 'item', 'row', 'entity', 'pk'],
	value: ['value', 'val', 'data', 'body', 'content', 'payload', 'new'],
	ts: ['ts', 'time', 'timestamp', 'at_time', 'created', 'date', 'when', 'commit_ts'],
	client: ['client', 'user', 'session', 'actor', 'author'],
	peer: ['peer', 'to', 'from', 'remote', 'target', 'dest', 'destination'],
	msg: ['msg', 'message', 'message_id', 'messageid', 'msgid'],
	seq: ['seq', 'sequence', 'lsn', 'offset'],
	vv: ['vv', 'vector', 'version_vector', 'versionvector', 'vclock', 'clock', 'version'],
	dot: ['dot'],
	context: ['context', 'causal_context'],
	native: ['native', 'rev', 'revision', 'xid', 'version_id'],
};

/** A first guess at which column is which field, by the columns' names. Each column is used once. */
export function suggestFields(columns: readonly string[]): Partial<Record<FieldName, string>> {
	const fields: Partial<Record<FieldName, string>> = {};
	const taken = new Set<string>();
	const simple = new Map(
		columns.map((column) => [column, column.replace(/^.*\//, '').toLowerCase().replaceAll('-', '_')]),
	);
	for (const [field, names] of Object.entries(NAMES) as [FieldName, readonly string[]][]) {
		const column = names
			.map((name) => columns.find((one) => simple.get(one) === name && !taken.has(one)))
			.find((one) => one !== undefined);
		if (column === undefined) continue;
		fields[field] = column;
		taken.add(column);
	}
	return fields;
}

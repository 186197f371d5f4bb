import { isObject } from '../json/isObject.ts';

/** The shapes in which CouchDB and PouchDB tell of documents, as far as they tell of revisions. */

/** `N-id`: a generation and what tells revisions of it apart. */
const REV = /^\d+-.+$/;

export interface Doc {
	_id: string;
	_rev: string;
	_deleted?: boolean;
	_conflicts?: string[];
	_deleted_conflicts?: string[];
	_revisions?: { start: number; ids: string[] };
	_revs_info?: { rev: string; status: string }[];
}

/** A row of `_changes`: all leaves of a document's tree with `style=all_docs`, else only the winner. */
export interface ChangesRow {
	id: string;
	changes: { rev: string }[];
	deleted?: boolean;
	doc?: unknown;
}

/** A row of `_all_docs`. */
export interface AllDocsRow {
	id: string;
	value: { rev: string; deleted?: boolean };
	doc?: unknown;
}

function isRev(value: unknown): value is string {
	return typeof value === 'string' && REV.test(value);
}

export function isDoc(value: unknown): value is Doc {
	return isObject(value) && typeof value._id === 'string' && isRev(value._rev);
}

export function isChangesRow(value: unknown): value is ChangesRow {
	return (
		isObject(value) &&
		typeof value.id === 'string' &&
		Array.isArray(value.changes) &&
		value.changes.length > 0 &&
		value.changes.every((change) => isObject(change) && isRev(change.rev))
	);
}

export function isAllDocsRow(value: unknown): value is AllDocsRow {
	return isObject(value) && typeof value.id === 'string' && isObject(value.value) && isRev(value.value.rev);
}

/** An element of what `open_revs` and `_bulk_get` answer. */
export function isOpenRev(value: unknown): value is { ok: Doc } | { missing: string } | { error: unknown } {
	return isObject(value) && (isDoc(value.ok) || typeof value.missing === 'string' || isObject(value.error));
}

/** An element of the results of `_bulk_get`. */
export function isBulkResult(value: unknown): value is { id: string; docs: unknown[] } {
	return isObject(value) && typeof value.id === 'string' && Array.isArray(value.docs);
}

/** Names under which a recording puts what a database said into an object of its own, beside the database's name. */
export const WRAPPED = [
	'open_revs',
	'get',
	'doc',
	'change',
	'changes',
	'row',
	'body',
	'response',
	'bulk_get',
];
export const DATABASE = ['db', 'database', 'dbname', 'db_name', 'node', 'source'];

/** Whether a JSON value tells of revisions in one of these shapes. */
export function isRecognised(value: unknown): boolean {
	if (isChangesRow(value) || isDoc(value) || isAllDocsRow(value) || isBulkResult(value)) return true;
	if (Array.isArray(value)) return value.length > 0 && (isOpenRev(value[0]) || isRecognised(value[0]));
	if (!isObject(value)) return false;
	for (const list of [value.results, value.rows]) {
		if (!Array.isArray(list)) continue;
		if (list.length === 0 ? 'last_seq' in value || 'total_rows' in value : isRecognised(list[0])) return true;
	}
	const named = DATABASE.some((name) => typeof value[name] === 'string') || typeof value.id === 'string';
	return named && WRAPPED.some((name) => isRecognised(value[name]) || isFailure(value[name]));
}

/** What a database answers about a document that it does not have, or not any more. */
function isFailure(value: unknown): boolean {
	return isObject(value) && typeof value.error === 'string' && typeof value.reason === 'string';
}

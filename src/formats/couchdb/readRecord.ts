import { isObject } from '../json/isObject.ts';
import type { JsonRecord } from '../json/records.ts';
import {
	type ChangesRow,
	DATABASE,
	type Doc,
	isAllDocsRow,
	isBulkResult,
	isChangesRow,
	isDoc,
	isOpenRev,
	WRAPPED,
} from './shapes.ts';

/** Takes what the records of one file tell. `database`: as a wrapper names it, null where none does. */
export interface RecordHandler {
	changes(row: ChangesRow, record: JsonRecord, database: string | null): void;
	/** A document with its revision; `isWinner`: it was asked for without a revision. */
	doc(doc: Doc, record: JsonRecord, database: string | null, isWinner: boolean): void;
	/** A record that is known and says nothing of revisions. */
	ignore(kind: string): void;
	reject(record: JsonRecord): void;
}

/** Finds what a record of any of the known shapes tells, at any depth of lists and wrappers. */
export function readRecord(record: JsonRecord, handler: RecordHandler, database: string | null = null): void {
	const list = listOf(record);
	if (list !== null) {
		let empty = true;
		for (const row of list.elements()) {
			empty = false;
			readRecord(row, handler, database);
		}
		if (empty) handler.ignore('empty feeds');
		return;
	}
	const { value } = record;
	if (isChangesRow(value)) handler.changes(value, record, database);
	else if (isDoc(value)) handler.doc(value, record, database, true);
	else if (isAllDocsRow(value)) {
		const doc = isDoc(value.doc) ? value.doc : { _id: value.id, _rev: value.value.rev };
		handler.doc(value.value.deleted === true ? { ...doc, _deleted: true } : doc, record, database, true);
	} else if (isBulkResult(value)) readOpenRevs(record.field('docs') as JsonRecord, handler, database);
	else if (Array.isArray(value) && isOpenRev(value[0])) readOpenRevs(record, handler, database);
	else if (Array.isArray(value)) {
		if (value.length === 0) handler.ignore('empty lists');
		for (const element of record.elements()) readRecord(element, handler, database);
	} else if (isObject(value)) readWrapper(value, record, handler, database);
	else handler.reject(record);
}

/** The rows of `{"results": […], …}` and `{"rows": […], …}`. */
function listOf(record: JsonRecord): JsonRecord | null {
	if (record.field('id') !== null || record.field('_id') !== null) return null;
	const list = record.field('results') ?? record.field('rows');
	return list?.isArray ? list : null;
}

function readOpenRevs(record: JsonRecord, handler: RecordHandler, database: string | null): void {
	for (const element of record.elements()) {
		const { value } = element;
		if (isObject(value) && isDoc(value.ok)) handler.doc(value.ok, element, database, false);
		else if (isOpenRev(value)) handler.ignore('revisions that a database does not have');
		else handler.reject(element);
	}
}

function readWrapper(
	value: Record<string, unknown>,
	record: JsonRecord,
	handler: RecordHandler,
	outer: string | null,
): void {
	const name = DATABASE.map((field) => value[field]).find((text) => typeof text === 'string');
	const database = (name as string | undefined) ?? outer;
	const inner = WRAPPED.map((field) => record.field(field)).filter((part) => part?.isNested);
	if (inner.length === 0) {
		if ('last_seq' in value) handler.ignore('last_seq');
		else if ('error' in value) handler.ignore('answers without a document');
		else handler.reject(record);
	}
	for (const part of inner) readRecord(part as JsonRecord, handler, database);
}

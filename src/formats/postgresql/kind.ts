/** The kinds of files that PostgreSQL's servers and tools write. */
export type FileKind = 'log' | 'csvlog' | 'jsonlog' | 'stream' | 'recvlogical' | 'history';

/** A row of pg_logical_slot_get_changes. */
const STREAM_ROW = /^[0-9A-F]+\/[0-9A-F]+,\d+,"?(BEGIN|COMMIT|table )/m;
/** A line of pg_recvlogical. */
const CHANGE_LINE = /^(BEGIN \d+\r?$|COMMIT \d+( \(at |\r?$)|table \S.*?: (INSERT|UPDATE|DELETE): )/m;
const CSVLOG_ROW =
	/^\d{4}-\d\d-\d\d [\d:.]+ [^,\n]{1,40},("|,|\w).*,(LOG|ERROR|WARNING|FATAL|NOTICE|INFO|PANIC|DEBUG\d?),[0-9A-Z]{5},/m;
const JSONLOG_LINE = /^\s*\{.*"error_severity".*"message"/m;
const LOG_LINE = /(^|[^A-Za-z])(LOG|ERROR|FATAL|WARNING|DETAIL|CONTEXT|STATEMENT|HINT): {2}\S/m;

/** Which kind of file begins so, even where the first line is torn; null: none of PostgreSQL. */
export function kindOf(text: string): FileKind | null {
	const head = text.replace(/^\ufeff/, '');
	const first = /^.*/.exec(head)?.[0] ?? '';
	if (/^"?lsn"?,"?xid"?,"?data"?\s*$/.test(first)) return 'stream';
	if (/(^|,)"?conflict_type"?(,|$)/.test(first) && first.includes('conflict_resolution')) return 'history';
	if (/^\s*\[?\s*\{/.test(head)) {
		const isHistory = /"conflict_type"/.test(head) && /"conflict_resolution"/.test(head);
		return isHistory || JSONLOG_LINE.test(head) ? 'jsonlog' : null;
	}
	if (STREAM_ROW.test(head)) return 'stream';
	if (CSVLOG_ROW.test(head)) return 'csvlog';
	if (LOG_LINE.test(head) && isServerLog(head)) return 'log';
	if (JSONLOG_LINE.test(head)) return 'jsonlog';
	return CHANGE_LINE.test(head) ? 'recvlogical' : null;
}

/** The two blanks after a severity are PostgreSQL's own, but a program may print them too: something of PostgreSQL must follow. */
function isServerLog(text: string): boolean {
	return /: {2}(CONFLICT: remote |conflict detected on relation |starting PostgreSQL |database system |listening on |checkpoint |logical |starting logical |statement: |duration: |connection |could not receive data |apply |automatic |background worker |received )/.test(
		text,
	);
}

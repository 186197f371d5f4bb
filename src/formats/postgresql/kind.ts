/** The kinds of files that PostgreSQL's servers and tools write. */
export type FileKind = 'log' | 'csvlog' | 'jsonlog' | 'stream' | 'recvlogical' | 'history';

/** Which kind of file begins so; null: none of PostgreSQL. */
export function kindOf(text: string): FileKind | null {
	const head = text.replace(/^\ufeff/, '');
	const first = /^.*/.exec(head)?.[0] ?? '';
	if (/^"?lsn"?,"?xid"?,"?data"?\s*$/.test(first)) return 'stream';
	if (/^[0-9A-F]+\/[0-9A-F]+,\d+,"?(BEGIN|COMMIT|table )/.test(first)) return 'stream';
	if (/^(BEGIN( \d+)?$|COMMIT|table \S+: (INSERT|UPDATE|DELETE))/.test(first)) return 'recvlogical';
	if (/(^|,)"?conflict_type"?(,|$)/.test(first) && first.includes('conflict_resolution')) return 'history';
	if (/^\s*[[{]/.test(head)) {
		const isHistory = /"conflict_type"/.test(head) && /"conflict_resolution"/.test(head);
		return isHistory || (/"error_severity"/.test(first) && /"message"/.test(first)) ? 'jsonlog' : null;
	}
	if (
		/^\d{4}-\d\d-\d\d [\d:.]+ [^,]{1,40},("|,|\w).*,(LOG|ERROR|WARNING|FATAL|NOTICE|INFO|PANIC|DEBUG\d?),[0-9A-Z]{5},/.test(
			first,
		)
	) {
		return 'csvlog';
	}
	return /(^|\s|\])(LOG|ERROR|FATAL|WARNING|DETAIL|CONTEXT|STATEMENT|HINT): {2}\S/m.test(head) &&
		isServerLog(head)
		? 'log'
		: null;
}

/** The two blanks after a severity are PostgreSQL's own, but a program may print them too: something of PostgreSQL must follow. */
function isServerLog(text: string): boolean {
	return /: {2}(CONFLICT: remote |conflict detected on relation |starting PostgreSQL |database system |listening on |checkpoint |logical |starting logical |statement: |duration: |connection |could not receive data |apply |automatic |background worker |received )/.test(
		text,
	);
}

import type { LogEntry } from './entry.ts';
import { nativeReport } from './nativeReport.ts';
import { pglogicalReport } from './pglogicalReport.ts';
import type { Report } from './report.ts';

/** Reads a conflict report of pglogical, Spock, or PostgreSQL itself; null where the message is none that is known. */
export function readReport(entry: LogEntry): Report | null {
	return entry.message.startsWith('CONFLICT') ? pglogicalReport(entry) : nativeReport(entry);
}

import type { Place } from '../text/place.ts';
import type { LogTime } from './time.ts';

/** One message of a server log, whatever the log's format. */
export interface LogEntry {
	readonly file: number;
	/** Of the line on which the message stands. */
	readonly place: Place;
	readonly time: LogTime | null;
	readonly severity: string;
	readonly message: string;
	detail: string;
	/** Of the detail's first line; the message's own where the log has both on one line. */
	detailPlace: Place;
	context: string;
}

/** Whether a message tells of a conflict: all others are passed over. */
export function isConflictMessage(message: string): boolean {
	return message.startsWith('CONFLICT: ') || message.startsWith('conflict detected on relation ');
}

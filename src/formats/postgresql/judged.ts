import type { Report } from './report.ts';
import type { Write } from './writes.ts';

/** A report with the writes that it is about. */
export interface Judged {
	readonly node: string;
	readonly report: Report;
	/** What the row had been written by; null where no log names it. */
	readonly met: Write | null;
	readonly arrived: Write;
	/** The key under which the two are compared. */
	readonly key: string;
	/** `proven`: neither server had seen the other's write. `disproven`: the later writer had. */
	verdict: 'proven' | 'disproven' | 'undecided';
}

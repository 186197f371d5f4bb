import type { FindingCode } from '../../trace/finding.ts';

/** The promises that a store may make to one client, and that a trace may show to be broken. */
export type Guarantee = Extract<
	FindingCode,
	'read-your-writes' | 'monotonic-reads' | 'monotonic-writes' | 'writes-follow-reads'
>;

/** One operation of a client at which a guarantee does not hold. */
export interface Violation {
	guarantee: Guarantee;
	/** The read or write at which it does not hold. */
	event: number;
	/** The version that is missed. */
	version: number;
	/**
	 * `unseen`: the version was not yet visible where the client spoke. `discarded`: it was visible, and nothing that
	 * supersedes it was, and yet the answer lacks its value: the resolver dropped it.
	 */
	why: 'unseen' | 'discarded';
}

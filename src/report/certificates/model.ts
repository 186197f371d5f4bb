/** What a certificate claims. Times are milliseconds, and exactly those that the events give. */
export type Claim =
	/** The clock of `clock` is ahead of that of `of`. */
	| { kind: 'clock-ahead'; clock: string; of: string; atLeastMs: number }
	/** The clock of `clock` is ahead of that of `of` by no more than this (behind it where negative). */
	| { kind: 'clock-at-most'; clock: string; of: string; atMostMs: number }
	/** No constant offsets of these replicas' clocks fit the events. */
	| { kind: 'clocks-contradict'; replicas: string[]; byMs: number }
	/** A clock went back in its replica's own order of events. */
	| { kind: 'clock-back'; clock: string; byMs: number }
	/** A write has a smaller time than one that it had seen. */
	| { kind: 'causal-inversion'; key: string; byMs: number }
	/** A hybrid logical clock does not exceed one that happened before it. */
	| { kind: 'hlc-order' }
	/** A hybrid logical clock is ahead of its replica's own (behind where negative). */
	| { kind: 'hlc-ahead'; aheadMs: number };

/** Why the first of some events happened before the last. Events are places in the certificate's list. */
export interface CertificateStep {
	/**
	 * `message`: a send and its receive. `vectors`: two versions of a key, the second one's vector covers the first. `delivery`: two
	 * versions of a key, between them the messages (send, receive) and syncs that carried the first to the second one's
	 * replica. `order`: two events of one replica.
	 */
	by: 'message' | 'vectors' | 'delivery' | 'order';
	events: number[];
}

export interface CertificateEvent {
	file: string;
	line: number;
	op: string;
	at: string;
	ts: number | null;
}

/** A claim with the few events of a trace that prove it, for a second program to check. */
export interface Certificate {
	certificate: 'replication-trace';
	version: 1;
	claim: Claim;
	steps: CertificateStep[];
	events: CertificateEvent[];
}

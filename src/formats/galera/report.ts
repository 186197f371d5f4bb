import type { Place } from '../text/place.ts';

/** One side of a failed certification. */
export interface Trx {
	/** UUID of the node that it comes from. */
	readonly source: string;
	/** Whether it comes from the node that writes the log. */
	readonly isLocal: boolean;
	readonly connection: string;
	readonly trx: string;
	/** Its global seqno, and the last one that it had seen. */
	readonly g: number;
	readonly s: number;
}

export interface Certification {
	readonly kind: 'certification';
	/** Hash of the contested key. */
	readonly hash: string;
	/** The transaction that was refused. */
	readonly victim: Trx;
	readonly winner: Trx;
}

export interface Abort {
	readonly kind: 'abort';
	/** What the server calls the cause: `high priority abort`, `certification failure`. */
	readonly cause: string;
	readonly winner: { readonly g: number; readonly sql: string | null };
	/** The victim is a client's transaction on the node that writes the log. */
	readonly victim: { readonly connection: string; readonly g: number; readonly sql: string | null };
}

/** A conflict as one node's error log reports it. */
export type Report = (Certification | Abort) & {
	readonly file: number;
	readonly place: Place;
	/** The node whose log it is. */
	readonly node: string | null;
	readonly ts: number;
};

const TRX =
	'source: ([0-9a-f-]{36}) version: \\d+ local: (\\d)[^<]*?conn_id: (-?\\d+) trx_id: (-?\\d+)[^<]*?seqnos \\(l: -?\\d+, g: (-?\\d+), s: (-?\\d+)';
const CERTIFICATION = new RegExp(
	`trx conflict for key (\\([^)]*\\)[0-9a-f]+(?: [0-9a-f]+)*): ${TRX}[\\s\\S]*?<-+X?-+> ${TRX}`,
);

/** Reads the provider's line on a failed certification (`cert.log_conflicts`); null where the text is none. */
export function readCertification(text: string): Certification | null {
	const match = CERTIFICATION.exec(text);
	if (match === null) return null;
	const [, hash = '', ...fields] = match;
	return { kind: 'certification', hash, victim: trxOf(fields.slice(0, 6)), winner: trxOf(fields.slice(6)) };
}

function trxOf([source = '', local, connection = '', trx = '', g, s]: string[]): Trx {
	return { source, isLocal: local === '1', connection, trx, g: Number(g), s: Number(s) };
}

/** Whether a text begins the server's report on an abort (`wsrep_log_conflicts`). */
export function isAbort(text: string): boolean {
	return /cluster conflict due to /.test(text);
}

/** Reads the report on an abort from all its entries; null where a part is missing. */
export function readAbort(text: string): Abort | null {
	const cause = /cluster conflict due to (.*?) for threads/.exec(text)?.[1];
	const [, winning, victim] = /Winning thread:([\s\S]*?)Victim thread:([\s\S]*)$/.exec(text) ?? [];
	if (cause === undefined || winning === undefined || victim === undefined) return null;
	const g = Number(/seqno: (-?\d+)/.exec(winning)?.[1] ?? Number.NaN);
	const connection = /THD: (\d+)/.exec(victim)?.[1];
	if (!(g > 0) || connection === undefined) return null;
	return {
		kind: 'abort',
		cause,
		winner: { g, sql: sqlOf(winning) },
		victim: { connection, g: Number(/seqno: (-?\d+)/.exec(victim)?.[1] ?? -1), sql: sqlOf(victim) },
	};
}

function sqlOf(text: string): string | null {
	// Where every line is an entry, the beginning of the next one is left behind the statement.
	const sql =
		/SQL: ([\s\S]*?)(?:\n(?:WSREP: )?\s*context: [\s\S]*|\nWSREP:\s*)?$/.exec(text)?.[1]?.trimEnd() ?? '';
	return sql === '' || /^\(?NULL\)?\s*$/i.test(sql) ? null : sql;
}

import type { Place } from '../text/place.ts';
import { type Change, readDecoded } from './decoding.ts';
import { readStamp } from './time.ts';

/** A transaction of a stream of decoded changes, in the order of its commits. */
export interface Transaction {
	readonly file: number;
	readonly xid: number | null;
	/** Commit time, microseconds since the Unix epoch; of a replicated transaction, that of its origin. */
	readonly time: number | null;
	/** None: it changed only what the server keeps for replication itself, which is not replicated, so that it is the server's own. */
	readonly changes: { readonly change: Change; readonly place: Place }[];
}

/** Tables in which replication keeps its own state. */
const OWN_TABLES = /^(pglogical|spock|bdr|pgactive|pg_catalog)\./;

const NEVER_SENT = /^(pglogical|spock)\.(?!queue$)/;

/** Puts the lines of test_decoding together to transactions. */
export class StreamReader {
	private open: { xid: number | null; changes: Transaction['changes']; isOwn?: true } | null = null;

	constructor(
		private readonly file: number,
		private readonly target: {
			transaction(transaction: Transaction): void;
			malformed(line: number, expected: string): void;
			ignored(kind: string): void;
		},
	) {}

	/** Whether a text is a line of the plugin. */
	reads(text: string): boolean {
		try {
			return readDecoded(text) !== null;
		} catch {
			return false;
		}
	}

	/** @param xid as a column beside the line tells it */
	line(text: string, place: Place, xid: number | null = null): void {
		let decoded: ReturnType<typeof readDecoded>;
		try {
			decoded = readDecoded(text);
		} catch (error) {
			this.target.malformed(place.line, (error as Error).message);
			return;
		}
		if (decoded === null) this.target.malformed(place.line, 'BEGIN, COMMIT, or a table with its change');
		else if (decoded.kind === 'begin') this.open = { xid: decoded.xid ?? xid, changes: [] };
		else if (decoded.kind === 'commit') {
			const { stamp } = decoded;
			const id = decoded.xid ?? xid ?? this.open?.xid ?? null;
			const time = stamp === null ? null : (readStamp(stamp)?.at ?? null);
			if (this.open !== null && (this.open.changes.length > 0 || this.open.isOwn === true)) {
				this.target.transaction({ file: this.file, xid: id, time, changes: this.open.changes });
			}
			this.open = null;
		} else if (decoded.kind === 'other') this.target.ignored('changes without a row');
		else if (OWN_TABLES.test(decoded.change.relation)) {
			this.target.ignored("replication's own tables");
			if (this.open !== null && NEVER_SENT.test(decoded.change.relation)) this.open.isOwn = true;
		} else {
			// A stream may begin within a transaction.
			this.open ??= { xid, changes: [] };
			this.open.changes.push({ change: decoded.change, place });
		}
	}

	/** A transaction without its COMMIT, at the end of the stream, may still be rolled back. */
	end(): void {
		if (this.open !== null && this.open.changes.length > 0) this.target.ignored('changes without a COMMIT');
		this.open = null;
	}
}

import { grown } from '../../trace/growable.ts';
import { Op } from '../../trace/ops.ts';
import type { LineSource } from '../../trace/source.ts';
import type { Analysis } from '../analysis.ts';
import { CellTable } from '../cellTable.ts';
import { CountsPool } from './countsPool.ts';
import type { Guarantee, Violation } from './guarantees.ts';
import { hasValue, reportedAt } from './reported.ts';
import type { ReportVisitor, Seen, SeenCounts } from './seen.ts';
import type { Superseding } from './superseding.ts';

/** Of a client's own writes, concurrent to each other, this many of the latest are kept in mind. */
const MAX_OWN = 16;
const NONE: readonly number[] = [];

/**
 * Checks what every client may expect of a key: that it reads its own writes, that reads do not go back, that its writes come
 * after its earlier writes and after what it read. A client's operations are in the order of the file; where its lines are
 * in several files, whose order means nothing, only those at one replica are one session.
 */
export class Sessions implements ReportVisitor {
	readonly violations: Violation[] = [];
	/** By client, place and key: the number of the session with that key, from 1. */
	private readonly sessions: CellTable;
	private count = 0;
	/** By session: where it stands in `read` what its reads saw together. */
	private start = new Int32Array(1 << 10);
	private readonly read = new CountsPool();
	/** By session: its last version, -1 for none; and others of its own that no later one of its own has seen. */
	private last = new Int32Array(1 << 10);
	private readonly others = new Map<number, number[]>();
	/** By client: whether all its lines are in one file. */
	private readonly together: Uint8Array;
	private readonly places: number;

	/** @param discardable by version: 1 where a resolver had something else to keep */
	constructor(
		private readonly analysis: Analysis,
		private readonly seen: Seen,
		private readonly source: LineSource,
		private readonly discardable: Uint8Array,
		private readonly superseding: Superseding,
	) {
		const { trace } = analysis;
		this.together = clientsInOneFile(analysis);
		this.places = this.together.includes(0) ? trace.replicas.size + 1 : 1;
		this.sessions = new CellTable(trace.clients.size * this.places * trace.keys.size);
	}

	onReport(event: number, counts: SeenCounts | null): void {
		const { trace } = this.analysis;
		if (counts === null || trace.op[event] !== Op.read || (trace.client[event] as number) < 0) return;
		const key = trace.key[event] as number;
		const session = this.sessionOf(event, key);
		this.expectOwn(event, key, session, counts);
		const missed = this.firstMissed(key, session, counts);
		if (missed >= 0) this.add('monotonic-reads', event, missed, 'unseen');
		this.read.join(this.start[session] as number, counts);
	}

	onVersion(version: number, event: number): void {
		const { trace, versions } = this.analysis;
		const key = trace.key[event] as number;
		if ((trace.client[event] as number) < 0 || !this.seen.isSound(key)) return;
		const session = this.sessionOf(event, key);
		const context = this.seen.ofContext(key, version);
		const missed = this.firstMissed(key, session, context);
		if (missed >= 0) this.add('writes-follow-reads', event, missed, 'unseen');
		const last = this.last[session] as number;
		this.last[session] = version;
		const others = this.others.size === 0 ? NONE : (this.others.get(session) ?? NONE);
		if (last < 0 || (others.length === 0 && versions.happenedBefore(last, version))) return;
		const unseen = [...others, last].filter((own) => !versions.happenedBefore(own, version));
		if (unseen[0] !== undefined) this.add('monotonic-writes', event, unseen[0], 'unseen');
		if (unseen.length > 0) this.others.set(session, unseen.slice(1 - MAX_OWN));
		else this.others.delete(session);
	}

	/**
	 * A client reads, and has written: its latest writes must be visible, and in the answer unless something supersedes them.
	 * Told is one of them, first one that is not visible.
	 */
	private expectOwn(event: number, key: number, session: number, counts: SeenCounts): void {
		const last = this.last[session] as number;
		if (last < 0) return;
		const others = this.others.get(session);
		const own = others === undefined ? [last] : [...others, last];
		const unseen = own.find((version) => !this.isSeen(key, version, counts));
		if (unseen !== undefined) {
			this.add('read-your-writes', event, unseen, 'unseen');
			return;
		}
		const dropped = own.find(
			(version) =>
				this.discardable[version] === 1 &&
				this.superseding.isLatest(key, version, counts) &&
				this.lacks(event, version),
		);
		if (dropped !== undefined) this.add('read-your-writes', event, dropped, 'discarded');
	}

	private isSeen(key: number, version: number, counts: SeenCounts): boolean {
		const { group, rank } = this.seen.placeOf(key, version);
		return group < 0 || (counts[group] as number) > rank;
	}

	/** Whether a report has values, and not that of a version. */
	private lacks(event: number, version: number): boolean {
		const { trace, versions } = this.analysis;
		const own = versions.event[version] as number;
		if (trace.op[own] === Op.delete || !hasValue(trace, event)) return false;
		const answer = reportedAt(trace, this.source, event);
		const written = reportedAt(trace, this.source, own);
		if (answer === null || written === null) return false;
		return written.some((value) => !answer.includes(value));
	}

	/** The last version of the first replica of which less is seen now than the session's reads saw, or -1. */
	private firstMissed(key: number, session: number, now: SeenCounts): number {
		const { values } = this.read;
		const start = this.start[session] as number;
		for (let group = 0; group < now.length; group++) {
			const count = values[start + group] as number;
			if (count > (now[group] as number)) return this.seen.version(key, group, count - 1);
		}
		return -1;
	}

	private sessionOf(event: number, key: number): number {
		const { trace } = this.analysis;
		const client = trace.client[event] as number;
		const place = this.places === 1 || this.together[client] === 1 ? 0 : 1 + (trace.replica[event] as number);
		const cell = (client * this.places + place) * trace.keys.size + key;
		const known = this.sessions.get(cell);
		if (known > 0) return known - 1;
		const session = this.count++;
		this.sessions.set(cell, this.count);
		this.start = grown(this.start, session + 1);
		this.last = grown(this.last, session + 1);
		this.start[session] = this.read.add(this.seen.size(key));
		this.last[session] = -1;
		return session;
	}

	private add(guarantee: Guarantee, event: number, version: number, why: Violation['why']): void {
		this.violations.push({ guarantee, event, version, why });
	}
}

/** By client: 1 where all its events stand in one file. */
function clientsInOneFile({ trace }: Analysis): Uint8Array {
	const together = new Uint8Array(trace.clients.size).fill(1);
	if (trace.files.length < 2) return together;
	const fileOf = new Int32Array(trace.clients.size).fill(-1);
	for (const [file, { firstEvent, endEvent }] of trace.files.entries()) {
		for (let event = firstEvent; event < endEvent; event++) {
			const client = trace.client[event] as number;
			if (client < 0) continue;
			if (fileOf[client] === -1) fileOf[client] = file;
			else if (fileOf[client] !== file) together[client] = 0;
		}
	}
	return together;
}

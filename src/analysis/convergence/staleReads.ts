import { Op } from '../../trace/ops.ts';
import type { LineSource } from '../../trace/source.ts';
import type { Analysis } from '../analysis.ts';
import { CellTable } from '../cellTable.ts';
import { clocksOf } from '../clocks/clocks.ts';
import { hasValue, reportedAt } from './reported.ts';
import type { ReportVisitor, Seen, SeenCounts } from './seen.ts';
import type { Superseding } from './superseding.ts';

/** Reads at one replica that did not see what had been written at another, although it had been, by the proven bounds. */
export interface Lag {
	/** The replicas of the reads and of the writes. */
	reader: number;
	writer: number;
	reads: number;
	/** The read that was behind the most, the first version that it missed, and by how many milliseconds at least. */
	event: number;
	version: number;
	ms: number;
}

/** A read that answers with an older version although a newer one was visible: the resolver went by the clock. */
export interface Discard {
	event: number;
	/** The newer version, which the answer lacks. */
	version: number;
	/** How many reads in all lack it at this replica. */
	reads: number;
}

/**
 * Finds stale reads. Not yet visible: a version that was written before the read by what is proven of the two clocks, and that
 * the reader had not seen. Visible and discarded: a causal inversion whose later version was seen, superseded by nothing,
 * and is not in the answer. O(replicas) a read.
 */
export class StaleReads implements ReportVisitor {
	/** By reader and writer. */
	private readonly lags = new Map<number, Lag>();
	/** By version and replica. */
	private readonly discards = new Map<number, Discard>();
	/** By replica and replica: the most that the second one's clock is ahead of the first one's. */
	private readonly ahead: number[] = [];
	/** By replica and replica: the place in `ahead`, from 1. */
	private readonly pairs: CellTable;

	/** @param inverted by version: 1 where last-write-wins would drop it for an earlier one */
	constructor(
		private readonly analysis: Analysis,
		private readonly seen: Seen,
		private readonly source: LineSource,
		private readonly inverted: Uint8Array,
		private readonly superseding: Superseding,
	) {
		const replicas = analysis.trace.replicas.size;
		this.pairs = new CellTable(replicas * replicas);
	}

	onReport(event: number, counts: SeenCounts | null): void {
		const { trace, versions } = this.analysis;
		if (counts === null || trace.op[event] !== Op.read) return;
		const { keyGroups, groupStart, items } = this.seen.index;
		const key = trace.key[event] as number;
		const time = trace.ts[event] as number;
		const first = keyGroups[key] as number;
		for (let i = 0; i < counts.length; i++) {
			const count = counts[i] as number;
			const next = (groupStart[first + i] as number) + count;
			if (count > 0) {
				const last = items[next - 1] as number;
				if (this.inverted[last] === 1) this.lookFor(last, key, event, counts);
			}
			if (next < (groupStart[first + i + 1] as number)) {
				const missed = items[next] as number;
				this.checkLag(event, missed, time - (versions.ts[missed] as number));
			}
		}
	}

	/** By reader, then writer. */
	allLags(): Lag[] {
		return [...this.lags].sort(([a], [b]) => a - b).map(([, lag]) => lag);
	}

	/** In the order of their first reads. */
	allDiscards(): Discard[] {
		return [...this.discards.values()];
	}

	/** @param elapsed what the clocks say of the time from the write to the read, in milliseconds */
	private checkLag(event: number, version: number, elapsed: number): void {
		const writer = this.analysis.versions.at[version] as number;
		const reader = this.analysis.trace.replica[event] as number;
		if (writer === reader) return;
		const ms = elapsed - this.aheadOf(writer, reader);
		if (!(ms > 0)) return;
		const cell = reader * this.analysis.trace.replicas.size + writer;
		const lag = this.lags.get(cell);
		if (lag === undefined) this.lags.set(cell, { reader, writer, reads: 1, event, version, ms });
		else {
			lag.reads++;
			if (ms > lag.ms) Object.assign(lag, { event, version, ms });
		}
	}

	private lookFor(version: number, key: number, event: number, counts: SeenCounts): void {
		const { trace, versions } = this.analysis;
		if (!this.superseding.isLatest(key, version, counts)) return;
		const written = versions.event[version] as number;
		if (trace.op[written] === Op.delete || !hasValue(trace, event)) return;
		const answer = reportedAt(trace, this.source, event);
		const value = reportedAt(trace, this.source, written);
		if (answer === null || value === null || value.every((one) => answer.includes(one))) return;
		const cell = version * trace.replicas.size + (trace.replica[event] as number);
		const known = this.discards.get(cell);
		if (known === undefined) this.discards.set(cell, { event, version, reads: 1 });
		else known.reads++;
	}

	private aheadOf(writer: number, reader: number): number {
		const cell = writer * this.analysis.trace.replicas.size + reader;
		const known = this.pairs.get(cell);
		if (known > 0) return this.ahead[known - 1] as number;
		const ms = clocksOf(this.analysis).skew.max(writer, reader);
		this.pairs.set(cell, this.ahead.push(ms));
		return ms;
	}
}

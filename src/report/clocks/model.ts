/** What is shown of clocks, as small plain objects. Texts are raw trace text. Times are milliseconds. */
import type { HlcFault } from '../../analysis/clocks/hlc.ts';
import type { OpName } from '../../trace/ops.ts';
import type { Place, VersionRow } from '../model.ts';

/** Between what a clock's offset lies; null where nothing bounds it on that side. */
export interface Interval {
	min: number | null;
	max: number | null;
}

/** One event of a proof. */
export interface EvidenceEvent extends Place {
	replica: string;
	op: OpName;
	/** By the replica's own clock. */
	ts: number | null;
}

/** What is known of the clock of `to` minus the clock of `from` (replica ids). */
export interface SkewPair extends Interval {
	/** The pair's number. */
	id: number;
	from: string;
	to: string;
	/** 0 lies outside. */
	proven: boolean;
	/** What proves the lower and the upper bound, step by step. */
	minBy: EvidenceEvent[];
	maxBy: EvidenceEvent[];
}

/** A write that last-write-wins would drop for an older one that its writer had seen. */
export interface InversionRow {
	/** The inversion's number. */
	id: number;
	write: VersionRow;
	winner: VersionRow;
	ms: number;
}

/** What the trace proves of its clocks, besides single pairs and writes. */
export interface ClockOverview {
	/** Whose clock is wrong, by how much, since when; null where the trace has no times. */
	headline: string | null;
	facts: string[];
	/** The same of convergence and sessions. */
	convergence: string[];
	replicas: { id: string; name: string }[];
	/** The replica to draw the others against, unless told: one that is proven to differ from the fewest. Null without any. */
	reference: string | null;
	pairs: number;
	inversions: number;
	/** Versions of one key that are concurrent and share a time, told once for each time. */
	ties: number;
	firstTie: [Place, Place] | null;
	/** Violations of the rules of hybrid logical clocks; null in a trace without these clocks. */
	hlc: Record<HlcFault, number> | null;
	/** The first violations. */
	hlcViolations: { fault: HlcFault; ms: number; at: Place; before: Place | null }[];
	/** Clocks that go back in their replica's own order, with the furthest fall of each. */
	backSteps: { replica: string; ms: number; times: number; at: Place; before: Place }[];
	/** Contradictions that no constant offsets explain. */
	impossible: { message: string; events: EvidenceEvent[] }[];
}

/** One replica's clock against the reference's, by column. */
export interface ClockLane {
	replica: string;
	name: string;
	/** What events near the column prove, and what the whole stretch does in which no clock moves. */
	near: Interval[];
	whole: Interval[];
	/** Causal inversions written here: one mark a column, with how many, the largest, and the first's number and line. */
	inversions: { column: number; count: number; ms: number; id: number; at: Place }[];
	/** The furthest that the clock goes back in its own order of events. */
	backStep: { column: number; ms: number; at: Place } | null;
}

/** The clocks over time: columns of as many events each. */
export interface ClockPicture {
	reference: string;
	columns: { first: Place; last: Place }[];
	lanes: ClockLane[];
	lanesLeftOut: number;
	/** Times at which clocks moved, as columns, both included. */
	changes: { from: number; to: number; words: string; first: Place; last: Place }[];
	changesLeftOut: number;
}

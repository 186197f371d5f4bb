/**
 * What is shown of an analysis, as small plain objects: the rows that reports, hovers and the visualizer are made of.
 * Texts are raw trace text: whoever puts them into Markdown, HTML or mermaid escapes them there.
 */
import type { Certainty } from '../analysis/conflicts.ts';
import type { Fate } from '../analysis/strategies/fate.ts';
import type { StrategyFigures } from '../analysis/strategies/figures.ts';
import type { StrategyName } from '../analysis/strategies/strategyNames.ts';
import type { FindingCode, Severity } from '../trace/finding.ts';
import type { OpName } from '../trace/ops.ts';

/** A line of the trace: `file` counts from 0 in the summary's files, `line` from 1. */
export interface Place {
	file: number;
	line: number;
}

/** One entry of a version vector. Pairs, not objects: a replica may be called `__proto__`. */
export type VectorEntry = readonly [replica: string, counter: number];

/** How a version stands to another one of its key. */
export type Relation = 'same' | 'before' | 'after' | 'concurrent';

export interface VersionRow extends Place {
	/** The version's number in this analysis. */
	id: number;
	key: string;
	/** The dot. Counter 0: the trace does not tell. */
	replica: string;
	counter: number;
	/** What the system that wrote the log calls the version; null where the trace does not tell. */
	native: string | null;
	op: OpName;
	/** The value as JSON text, cut where it is long (valueCut is then true); null for a delete. */
	value: string | null;
	valueCut: boolean;
	/** Milliseconds since the Unix epoch by the replica's own clock. */
	ts: number | null;
	client: string | null;
	/** Context joined with the dot; entries of 0 are left out. */
	vector: VectorEntry[];
	/** Number of the conflict that it belongs to. */
	conflict: number | null;
	/** Left out of pairs and conflicts: its vector is unsound or absent. */
	excluded: boolean;
}

export interface ConflictRow {
	/** Number of the conflict, from 0, in file order of the first version. */
	id: number;
	key: string;
	certainty: Certainty;
	pairs: number;
	versionCount: number;
	/** The first versions, in file order; all of them where versionCount is not larger. */
	versions: VersionRow[];
	detected: (Place & { replica: string }) | null;
	/** The version that the system itself kept; null where the trace does not tell. */
	winner: VersionRow | null;
	resolved: boolean;
	/** The first of the versions that resolve it; resolverCount tells how many there are. */
	resolvedBy: VersionRow[];
	resolverCount: number;
}

export interface RelatedPlace extends Place {
	message: string;
}

export interface FindingRow extends Place {
	code: FindingCode;
	severity: Severity;
	message: string;
	related: RelatedPlace[];
}

export interface KeyRow {
	key: string;
	versions: number;
	conflicts: number;
	open: number;
	/** The largest number of siblings that the key ever had. */
	siblings: number;
	/** Where its first version stands. */
	first: Place;
}

export interface Summary {
	files: {
		name: string;
		events: number;
		lines: number;
		bytes: number;
		skipped: [code: string, count: number][];
		/** Records that were read and say nothing of versions, by their kind. */
		ignored: [kind: string, count: number][];
	}[];
	format: string;
	causality: 'recorded' | 'derived';
	events: number;
	versions: number;
	keys: number;
	/** Replica ids with the names to show. */
	replicas: { id: string; name: string }[];
	conflictPairs: number;
	conflicts: number;
	conflictsOpen: number;
	conflictsResolved: number;
	keysInConflict: number;
	maxSiblings: number;
	/** Concurrent pairs of versions that merge without loss and are no conflict. */
	mergedPairs: number;
	/** Pairs of concurrent events, by the events' own clocks; null where they have none. */
	concurrentEventPairs: number | null;
	/** Figures that only this kind of system has; null for none. */
	system: Readonly<Record<string, number>> | null;
	/** How much of the files has been read, in bytes; null: all of them. `goesOn`: the rest is being read. */
	partial: { bytes: number; total: number | null; goesOn: boolean } | null;
	/** Findings by code, those of conflicts included. */
	findings: [code: FindingCode, count: number][];
	/** What the reader must know to judge the figures, in sentences. */
	notes: string[];
}

/** A window of a longer list. */
export interface Rows<T> {
	total: number;
	from: number;
	rows: T[];
}

/** What a strategy makes of one write. */
export interface LedgerFate {
	strategy: StrategyName;
	fate: Fate;
	/** Why, in words. */
	reason: string;
	/** The write that wins over it; null where none does. */
	winner: Place | null;
}

/** A write whose fate differs between strategies. */
export interface LedgerRow {
	version: VersionRow;
	fates: LedgerFate[];
	/** The fields that it changed of its key's causal base; null where values are no objects. */
	fields: string[] | null;
	/** Whether no concurrent write changed one of these. */
	disjoint: boolean | null;
}

/** What a strategy would have cost; see the analysis' StrategyFigures for what is counted. */
export interface StrategyRow extends StrategyFigures {
	title: string;
	/** What it keeps, in words. */
	rule: string;
}

/** What it would cost to accept all writes at one replica. */
export interface LeaderRow {
	leader: string;
	forwarded: number;
	/** Milliseconds a forwarded write, on average; null where no messages tell. */
	addedLatencyMs: number | null;
	/** Writes while cut off from the leader. */
	cutOff: number;
}

/** An entry of a rule that was found: keys that match it get one home. */
export interface HomeEntryRow {
	pattern: string;
	replica: string;
	/** Conflicts that it avoids. */
	conflicts: number;
	forwarded: number;
}

/** Everything that the comparison of strategies tells besides single writes and keys. */
export interface StrategyOverview {
	/** The answer in sentences. */
	answer: string[];
	strategies: StrategyRow[];
	/** What all strategies are called, those too that fit no key that ends with siblings. */
	titles: Record<StrategyName, string>;
	/** What the replay cannot tell, and what it rests on, in sentences. */
	notes: string[];
	/** Which strategy the system itself follows, in sentences. */
	followed: string[];
	/** What avoiding the conflicts would cost, in sentences. */
	avoidance: string[];
	/** The best leader first. */
	leaders: LeaderRow[];
	home: { forwarded: number; writes: number; keysWithSeveralWriters: number };
	rehoming: { forwarded: number; moves: number; keysThatMove: number };
	rule: { entries: HomeEntryRow[]; avoided: number; conflicts: number; forwarded: number };
	/** Writes whose fate differs, by what last-write-wins makes of them. */
	ledger: { lostAlthoughNewer: number; lost: number; resurrected: number; other: number };
	/** Clocks that were corrected for the replay: milliseconds ahead. */
	clocks: { replica: string; ahead: number }[];
}

/** What a key ends as under one strategy. */
export interface KeyEnd {
	strategy: StrategyName;
	/** One version; several kept; a value made of several; siblings that do not merge; nothing to decide by; not read. */
	kind: 'version' | 'siblings' | 'value' | 'unmerged' | 'undecided' | 'unread';
	/** JSON texts, cut where they are long; null is a deleted key. */
	values: (string | null)[];
	/** The versions that are kept as they are. */
	lines: Place[];
	/** Values that are left to choose from. */
	siblings: number;
	/** Why it does not merge, or what a reading rests on. */
	note: string | null;
	/** What becomes of the versions that nobody had seen. */
	fates: (Place & { fate: Fate })[];
}

/**
 * What a sequence diagram shows. A range is of lines of one file, both included, and `also` of other ones; `trace` is all of it. `lines` restricts a
 * key to lines of the trace's first file.
 */
export type DiagramScope =
	| { kind: 'trace' }
	| { kind: 'conflict'; conflict: number }
	| { kind: 'key'; key: string; lines?: { from: number; to: number } }
	| {
			kind: 'range';
			file: number;
			from: number;
			to: number;
			also?: { file: number; from: number; to: number }[];
	  };

export interface Diagram {
	/** Mermaid source, escaped. */
	source: string;
	/** By statement index as mermaid counts (autonumber, notes, rect and end count, participants do not): its line. */
	statements: (Place | null)[];
	/** Pages count from 0. */
	page: number;
	pages: number;
	/** A sentence on what is shown. */
	title: string;
}

export interface KeyHistory extends Rows<VersionRow> {
	key: string;
	/** The replicas that have an entry in any vector of the key, in the trace's order. */
	replicas: string[];
	/** For each row the rows' versions (ids) that it saw directly: its causal parents. */
	parents: number[][];
	/** For each row how it stands to the version `compareWith`; null where none was named. */
	relations: Relation[] | null;
}

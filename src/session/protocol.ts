/**
 * The contract between the worker that owns a trace, the extension host and the webview. Types only.
 * Every answer is a complete, small snapshot; nobody but the worker ever holds the trace.
 */
import type { CausalityChoice } from '../analysis/analysis.ts';
import type { ClockOverview, ClockPicture, InversionRow, SkewPair } from '../report/clocks/model.ts';
import type { HeldAt } from '../report/convergence/model.ts';
import type {
	ConflictRow,
	Diagram,
	DiagramScope,
	FindingRow,
	KeyEnd,
	KeyHistory,
	KeyRow,
	LedgerRow,
	Place,
	Relation,
	Rows,
	StrategyOverview,
	Summary,
	VersionRow,
} from '../report/model.ts';
import type {
	LineRange,
	OverviewConflict,
	OverviewDetails,
	OverviewInfo,
	OverviewPartitions,
	OverviewRange,
	OverviewScope,
	OverviewTile,
} from '../report/overview/model.ts';

export type { ClockLane, EvidenceEvent, Interval } from '../report/clocks/model.ts';
export type { HeldRow } from '../report/convergence/model.ts';
export type {
	HomeEntryRow,
	LeaderRow,
	LedgerFate,
	RelatedPlace,
	StrategyRow,
	VectorEntry,
} from '../report/model.ts';
export type {
	OverviewAxis,
	OverviewEvent,
	OverviewMessages,
	OverviewPartition,
	OverviewSpans,
} from '../report/overview/model.ts';
export type {
	CausalityChoice,
	ClockOverview,
	ClockPicture,
	ConflictRow,
	Diagram,
	DiagramScope,
	FindingRow,
	HeldAt,
	InversionRow,
	KeyEnd,
	KeyHistory,
	KeyRow,
	LedgerRow,
	LineRange,
	OverviewConflict,
	OverviewDetails,
	OverviewInfo,
	OverviewPartitions,
	OverviewRange,
	OverviewScope,
	OverviewTile,
	Place,
	Relation,
	Rows,
	SkewPair,
	StrategyOverview,
	Summary,
	VersionRow,
};

/** Errors are values: a query either answers or says in words why it cannot. */
export type Result<T> = { ok: T } | { err: string };

/** A window of rows: `from` counts from 0. */
export interface Window {
	from: number;
	count: number;
}

export type ConflictSort = 'file' | 'key' | 'versions' | 'pairs' | 'state' | 'detected' | 'certainty';

export interface ConflictQuery extends Window {
	/** Shown are conflicts whose key, clients, replicas or values contain this text, letters' case ignored. */
	filter: string;
	state: 'all' | 'open' | 'resolved';
	sort: ConflictSort;
	descending: boolean;
	/** Shown are conflicts with a version in one of these; all, unless told. */
	lines?: LineRange[];
	/** A conflict's number; where the query lets it through, the window is moved so that it is inside (`from` in the answer tells where). */
	around?: number;
}

export interface KeyQuery extends Window {
	/** Shown are keys that contain this text, letters' case ignored. */
	filter: string;
	sort: 'file' | 'key' | 'versions' | 'conflicts' | 'open' | 'siblings';
	descending: boolean;
	/** A key; the window is moved as for conflicts. */
	around?: string;
}

export interface PairQuery extends Window {
	/** Shown are pairs with a replica whose id contains this text, letters' case ignored. */
	filter: string;
	/** A pair's number; the window is moved as for conflicts. */
	around?: number;
}

export interface InversionQuery extends Window {
	/** Shown are inversions whose key or replicas contain this text, letters' case ignored. */
	filter: string;
	sort: 'file' | 'key' | 'ms';
	descending: boolean;
	/** An inversion's number; the window is moved as for conflicts. */
	around?: number;
}

export interface LedgerQuery extends Window {
	/** Only this key. */
	key?: string;
	/** Shown are writes of keys that contain this text, letters' case ignored. */
	filter?: string;
	/** The strategy that the writes are judged and sorted by; by what last-write-wins makes of them, unless told. */
	strategy?: JudgingStrategy;
	/** `changed`: those that the strategy treats differently than last-write-wins by the clocks as they were. */
	fate?: 'all' | 'lost-although-newer' | 'lost' | 'resurrected' | 'changed';
	/** A version's id; the window is moved as for conflicts. */
	around?: number;
}

/** Strategies that keep one version of each key. */
export type JudgingStrategy = 'lww' | 'lww-corrected' | 'lww-hlc' | 'lamport' | 'first-write-wins';

export interface Queries {
	summary: { params: Record<string, never>; result: Summary };
	conflicts: { params: ConflictQuery; result: Rows<ConflictRow> };
	conflict: { params: { id: number }; result: ConflictRow };
	keys: { params: KeyQuery; result: Rows<KeyRow> };
	/**
	 * A key's versions in visiting order. `around`: a version's id; the window is then moved so that it is inside.
	 * `compareWith`: a version's id, of the same key; each row's relation to it is told ('before': the row happened before it).
	 */
	keyHistory: { params: Window & { key: string; around?: number; compareWith?: number }; result: KeyHistory };
	diagram: { params: { scope: DiagramScope; page: number }; result: Diagram };
	/** Strategies compared, and what avoiding the conflicts would cost. */
	strategies: { params: Record<string, never>; result: StrategyOverview };
	/** A window of the writes whose fate differs between strategies, of all keys or of one. */
	ledger: { params: LedgerQuery; result: Rows<LedgerRow> };
	/** What becomes of one version (its id) under every strategy. */
	fates: { params: { version: number }; result: LedgerRow };
	/** What a key ends as under each strategy that fits its values. */
	keyEnds: { params: { key: string }; result: KeyEnd[] };
	/** What the trace proves of its clocks, besides single pairs and writes. */
	clocks: { params: Record<string, never>; result: ClockOverview };
	/** The clocks over time; `reference`: a replica's id. */
	clockPicture: { params: { reference: string }; result: ClockPicture };
	/** Bounds between every two clocks. */
	clockPairs: { params: PairQuery; result: Rows<SkewPair> };
	inversions: { params: InversionQuery; result: Rows<InversionRow> };
	/** What every replica held of a key right after the event on a line, or the last one before it. */
	heldAt: { params: Place & { key: string }; result: HeldAt };
	/** What there is to know of the whole trace along an axis before it is drawn. */
	overview: { params: OverviewScope; result: OverviewInfo };
	/**
	 * The events of lanes [firstLane, firstLane + lanes) in bins [from + i · width, from + (i + 1) · width) of the axis; `together`:
	 * as if these were one lane.
	 */
	overviewTile: {
		params: OverviewScope & {
			from: number;
			width: number;
			bins: number;
			firstLane: number;
			lanes: number;
			together: boolean;
		};
		result: OverviewTile;
	};
	/** What can be told apart in [from, to) of the axis. `keys`: with the conflicts' keys. */
	overviewDetails: {
		params: OverviewScope & { from: number; to: number; keys?: boolean };
		result: OverviewDetails;
	};
	/** Where replicas exchanged nothing, along the whole axis. */
	overviewPartitions: { params: OverviewScope; result: OverviewPartitions };
	/** What exactly stands there, in one lane or in all (null). */
	overviewRange: {
		params: OverviewScope & { from: number; to: number; lane: number | null };
		result: OverviewRange;
	};
	/** Where a conflict is (direction 0), or the one that opens next after it or before it; without one, after or before `from`. */
	overviewStep: {
		params: OverviewScope & { conflict: number | null; from: number; direction: -1 | 0 | 1 };
		result: OverviewConflict | null;
	};
	/** Where the event on a line stands on the axis, or the last one before it. */
	overviewPlace: { params: OverviewScope & { place: Place }; result: number | null };
	/** What stands at a place: the key and conflict of its event, to follow the text cursor. */
	at: { params: Place; result: { key: string | null; conflict: number | null; version: number | null } };
}

export type QueryName = keyof Queries;

/** Webview to extension host. */
export type FromWebview =
	/** `revision`: of the analysis that numbers in the params are of. Another one does not answer. */
	| { type: 'query'; id: number; name: QueryName; params: Queries[QueryName]['params']; revision: number }
	| { type: 'ready' }
	/** Show this line in the text. `preserveFocus`: the selection moved there, the keyboard stays in the webview. */
	| { type: 'reveal'; place: Place; preserveFocus: boolean }
	/** `what`: what to call it when it is copied, as in "Copied the sequence diagram". */
	| { type: 'copy'; text: string; what: string }
	/** Ask where to save the certificates of what is proven of the clocks, and write them. */
	| { type: 'saveCertificates' }
	/** Ask where to save and write it: SVG text, or PNG as base64. */
	| { type: 'save'; suggestedName: string; kind: 'svg' | 'png'; data: string };

/** Extension host to webview. */
export type ToWebview =
	| { type: 'answer'; id: number; result: Result<unknown> }
	/** The analysis is new (revision grows with each): ask again for what is shown. */
	| { type: 'analysis'; revision: number; summary: Summary | null; title: string }
	/** The analysis runs; `done` from 0 to 1. */
	| { type: 'progress'; done: number; label: string }
	| { type: 'failed'; message: string }
	/** The text cursor stands here now. */
	| { type: 'cursor'; place: Place }
	/** Show this (a command or link asked for it). */
	| {
			type: 'show';
			tab: 'conflicts' | 'overview' | 'sequence' | 'keys' | 'clocks' | 'strategies';
			scope?: DiagramScope;
			key?: string;
			conflict?: number;
	  };

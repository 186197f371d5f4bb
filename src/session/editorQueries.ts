/**
 * What the text editor's features ask of a trace's worker, besides the queries of the webview (protocol.ts). Types only.
 * Columns count UTF-16 code units from 0, as VS Code's do; lines count from 1, as everywhere in the engine.
 */
import type { FormatId } from '../formats/format.ts';
import type { FindingCode } from '../trace/finding.ts';
import type {
	ConflictRow,
	HeldRow,
	KeyHistory,
	Place,
	Queries,
	Relation,
	Result,
	VectorEntry,
	VersionRow,
} from './protocol.ts';

/** A stretch of one line, `end` excluded. */
export interface Span extends Place {
	start: number;
	end: number;
}

/** Where the text cursor or the mouse is. */
export interface Cursor extends Place {
	column: number;
}

/** How a finding is shown; `off` hides it. */
export type ShownSeverity = 'error' | 'warning' | 'information' | 'hint' | 'off';

/** How findings are shown by their codes, where that is not as they are by themselves. */
export type ShownSeverities = Partial<Record<FindingCode, ShownSeverity>>;

export interface DiagnosticRow extends Span {
	code: FindingCode;
	severity: Exclude<ShownSeverity, 'off'>;
	message: string;
	related: (Span & { message: string })[];
	/** On a version in conflict: what its vector lacks; to be shown on the vector. */
	vector: (Span & { message: string }) | null;
}

export interface KeyHover {
	kind: 'key';
	span: Span;
	key: string;
	/** The version of the hovered line, if it creates one, and its conflict. */
	version: VersionRow | null;
	conflict: ConflictRow | null;
	/** The conflict that the version resolves. */
	resolves: ConflictRow | null;
	/** The key's conflicts in all, and those open. */
	conflicts: number;
	open: number;
	/** The rows around it, with their relations to `version`. */
	history: KeyHistory;
	/** What each replica held right after the line; null where the trace has no messages that tell, or is too large to ask at once. */
	held: HeldRow[] | null;
}

/** What one vector knows of another version: where they differ, entry by entry. */
export interface Comparison {
	other: VersionRow;
	relation: Relation;
	/** Replicas of which this vector knows more than the other version's. */
	more: VectorDifference[];
	/** Replicas of which the other version's vector knows more: what this one misses. */
	misses: VectorDifference[];
}

export interface VectorDifference {
	replica: string;
	mine: number;
	theirs: number;
}

export interface VectorHover {
	kind: 'vector';
	span: Span;
	key: string | null;
	/** The dot; null where the event creates no version. */
	dot: VectorEntry | null;
	vector: VectorEntry[];
	/** The versions that it directly follows, then those concurrent to it; the nearest ones. */
	neighbours: Comparison[];
	/** Concurrent versions that `neighbours` leaves out. */
	moreConcurrent: number;
}

export interface ReplicaHover {
	kind: 'replica';
	span: Span;
	id: string;
	name: string;
	region: string | null;
	/** The replica's events and versions in the whole trace. */
	events: number;
	versions: number;
	first: Place | null;
	last: Place | null;
	/** Replicas that sent it something (sync and receive) before or on this line, and what was the last line each. */
	heardFrom: { replica: string; place: Place }[];
	/** Replicas of the trace that it had not heard from by this line. */
	notHeardFrom: string[];
	/** What stands on this line about its knowledge of a key, as of the version written here. */
	vector: VectorHover | null;
}

export interface MessageHover {
	kind: 'message';
	span: Span;
	message: string;
	/** Null where the trace does not have it. */
	send: (Place & { replica: string }) | null;
	receives: (Place & { replica: string })[];
}

export type HoverContent = KeyHover | VectorHover | ReplicaHover | MessageHover;

export interface SymbolVersion extends Span {
	/** The end of the whole line. */
	lineEnd: number;
	name: string;
	detail: string;
	kind: 'write' | 'delete' | 'merge';
}

export interface KeySymbol {
	key: string;
	detail: string;
	/** Where its first version of this file stands. */
	first: Span;
	/** The key's first versions in this file; `total` counts all of this file. */
	versions: SymbolVersion[];
	total: number;
}

/** A conflict among those of the trace. */
export interface ConflictStep {
	span: Span;
	/** Its place among the trace's conflicts, from 1. */
	index: number;
	total: number;
	conflict: ConflictRow;
}

export type ReportFormat = 'markdown' | 'json' | 'text';

/** A format that a trace's files may be read as. */
export interface FormatChoice {
	id: FormatId;
	title: string;
	/** How much the files look like it: 0 (not at all) to 1. */
	confidence: number;
}

export interface EditorQueries {
	/** All formats, the one that the files look most like first. Answered although the files could not be analysed. */
	formats: { params: Record<string, never>; result: FormatChoice[] };
	/** The trace in the native format, as pieces of a text. */
	native: { params: Record<string, never>; result: string[] };
	/** Findings of one file, the most severe first, then by line; `total` counts all that the severities show. */
	diagnostics: {
		params: { file: number; limit: number; severities: ShownSeverities };
		result: { rows: DiagnosticRow[]; total: number };
	};
	/** Findings on lines `from` to `to` (excluded) of one file, by line, at most `limit` of the `total`. */
	marks: {
		params: { file: number; from: number; to: number; limit: number; severities: ShownSeverities };
		result: { rows: Omit<DiagnosticRow, 'vector'>[]; total: number };
	};
	/**
	 * How severe the worst finding is in each of `count` equal stretches of a file's `lines`: 0 where there is none, 1 for a hint to
	 * 4 for an error.
	 */
	ruler: {
		params: { file: number; lines: number; count: number; severities: ShownSeverities };
		result: Uint8Array;
	};
	/** `rows`: the most rows of a history. */
	hover: { params: Cursor & { rows: number }; result: HoverContent | null };
	/** receive → send, resolving version → what it resolves, conflicting version → those concurrent to it. */
	definition: { params: Cursor; result: { origin: Span; targets: Span[] } | null };
	/** All places that name the key (or message) under the cursor; `spans` holds at most `limit` of `total`. */
	references: {
		params: Cursor & { limit: number };
		result: { spans: Span[]; total: number } | null;
	};
	/** The keys of one file with their versions, at most `limit` symbols in all. */
	symbols: { params: { file: number; limit: number }; result: { keys: KeySymbol[]; total: number } };
	/** The conflict whose first version comes next after (before) a place, round the end of the trace; null without any. */
	conflictStep: { params: Place & { direction: 1 | -1 }; result: ConflictStep | null };
	newestConflict: { params: Record<string, never>; result: ConflictStep | null };
	/**
	 * The report as pieces of a text. `limit` caps conflicts and findings, 0 is all. `links`: for each file the URI that links of
	 * a Markdown report lead to; without them, the file's name.
	 */
	report: { params: { format: ReportFormat; limit: number; links?: string[] }; result: string[] };
	/** Certificates of what is proven of the clocks, JSON Lines as pieces of a text. */
	certificates: { params: Record<string, never>; result: string[] };
	/** Where each place's line is to be shown: the key of its event, or the whole line. */
	span: { params: Place; result: Span };
}

/** Everything that the worker answers. */
export type AllQueries = Queries & EditorQueries;
export type AnyQueryName = keyof AllQueries;
export type Answer<N extends AnyQueryName> = Promise<Result<AllQueries[N]['result']>>;
export type { Place, VectorEntry, VersionRow };

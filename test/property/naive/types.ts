/**
 * The naive reference: the figures of the trace model by their definitions, in plain objects and sets, with no regard
 * for speed. It shares no code with src/, so that where both agree, both are right.
 */

/** One file of a trace, whole. */
export interface NaiveFile {
	name: string;
	text: string;
}

/** `auto` takes recorded causality where every version carries it, and derives it otherwise. */
export type NaiveCausality = 'auto' | 'recorded' | 'derived';

/** A version vector: replica id to counter. An absent entry is 0. */
export type Vector = Map<string, number>;

/** A line that is an event. `index` counts the events of the whole trace from 0, in the order of files and lines. */
export interface NaiveEvent {
	index: number;
	file: string;
	line: number;
	op: 'write' | 'delete' | 'merge' | 'send' | 'receive' | 'sync' | 'read' | 'state';
	/** Where it happens; of a sync, where it arrives. */
	at: string;
	/** Of a receive and a sync. */
	from: string | null;
	/** Of a send and a sync. */
	to: string | null;
	msg: string | null;
	/** The keys the event names, null where it names none. */
	keys: string[] | null;
	vv: Vector | null;
	dot: { replica: string; counter: number } | null;
	context: Vector | null;
	seq: number | null;
	value: unknown;
	ts: number | null;
	hlc: { wall: number; logical: number } | null;
	/** Of a read or state: what was seen, in no order; null where the line does not say. */
	values: unknown[] | null;
	client: string | null;
}

/** A write, delete or merge with its place in causality. */
export interface NaiveVersion {
	event: NaiveEvent;
	key: string;
	replica: string;
	/** Null where causality is recorded and this version does not carry it. */
	counter: number | null;
	context: Vector;
}

/** A finding without its words. */
export interface NaiveFinding {
	code: string;
	file: string;
	line: number;
}

export interface NaiveVersionReport {
	file: string;
	line: number;
	replica: string;
	counter: number | null;
	op: string;
	value: unknown;
	ts: number | null;
	client: string | null;
}

export interface NaiveConflict {
	key: string;
	certainty: 'proven' | 'possible';
	pairs: number;
	versions: NaiveVersionReport[];
	detected: { file: string; line: number; replica: string } | null;
	resolvedBy: NaiveVersionReport[];
}

/**
 * The JSON report without messages. The findings `conflict-open` and `conflict-resolved` only restate `conflicts`
 * and are not among the findings.
 */
export interface NaiveReport {
	trace: {
		files: string[];
		format: 'native';
		causality: 'recorded' | 'derived';
		events: number;
		versions: number;
		keys: number;
		replicas: string[];
	};
	summary: {
		conflictPairs: number;
		conflicts: number;
		conflictsOpen: number;
		conflictsResolved: number;
		keysInConflict: number;
		maxSiblings: number;
	};
	conflicts: NaiveConflict[];
	findings: NaiveFinding[];
	/** What the report does not print but tests compare. */
	detail: {
		/** Per key with a version: its largest frontier. */
		siblings: Map<string, number>;
		/**
		 * Keys on which happened-before, as the vectors give it, is not a strict partial order (damaged vectors). The
		 * order of components, and so open or resolved, is a convention there and follows no definition.
		 */
		disordered: Set<string>;
	};
}

import { EventColumns } from './eventColumns.ts';
import { type CarriedFinding, FindingStore } from './finding.ts';
import { ImportedColumns, type ImportedFacts } from './importedColumns.ts';
import { StringTable } from './stringTable.ts';
import { VectorPool } from './vectorPool.ts';

/** One file of a trace. Its events are the rows [firstEvent, endEvent). */
export interface TraceFile {
	/** The name under which the file was given: a path, or "-" for standard input. */
	readonly name: string;
	firstEvent: number;
	endEvent: number;
	/** Lines read, blank ones included. */
	lines: number;
	/** Bytes read. */
	bytes: number;
	/** Lines that are no event and say so in a finding, by the finding's code. */
	skipped: Record<string, number>;
	/** Records that were read and say nothing of versions, by their kind as the system calls it. */
	ignored: Record<string, number>;
}

/** What a header tells of a replica. */
export interface ReplicaInfo {
	name: string | null;
	region: string | null;
	/** Patterns of the keys that are to be written here. */
	home: string[];
}

/** Bits of the `flags` column. */
export const Flag = {
	/** The vector is `vv`. */
	vector: 1,
	/** The vector is `context`, preceded by the dot as its own vector of one entry (see {@link Trace.dot}). */
	dotted: 2,
	/** The value column spans `values` rather than `value`. */
	values: 4,
} as const;

/**
 * A trace as columns: row i is event i, in file order. Strings are numbers of the tables, vectors are places in the pool,
 * values stay in the file. -1 stands for what an event does not have; an absent time is NaN.
 */
export interface Trace {
	readonly format: string;
	readonly files: readonly TraceFile[];
	/** The number of events; the columns may be longer. */
	readonly count: number;

	readonly replicas: StringTable;
	readonly keys: StringTable;
	readonly clients: StringTable;
	readonly messages: StringTable;
	readonly vectors: VectorPool;
	/** Replicas at which events happen or that the header names, in the order of the header, then of first appearance. */
	readonly participants: readonly number[];
	/** By replica number; only what a header told. */
	readonly replicaInfo: ReadonlyMap<number, ReplicaInfo>;
	readonly hasHeader: boolean;

	readonly op: Uint8Array;
	readonly flags: Uint8Array;
	/** Line in the event's file, from 1. */
	readonly line: Uint32Array;
	/** Where the line starts in its file, in bytes. */
	readonly offset: Float64Array;
	/** The line's length in bytes, without its end. */
	readonly length: Uint32Array;
	/** Where the event happens: `at`, or `from` of a sync. */
	readonly replica: Int32Array;
	/** The other side: `to` of a send or sync, `from` of a receive. */
	readonly peer: Int32Array;
	/** A key; -1 for none; -2-i for the list i of keyLists. */
	readonly key: Int32Array;
	readonly client: Int32Array;
	/** The message's id. */
	readonly message: Int32Array;
	/** The replica's own wall clock, milliseconds since the Unix epoch. */
	readonly ts: Float64Array;
	/** Start of vv or context in the pool. */
	readonly vector: Int32Array;
	/** Where the value's JSON starts, in bytes from the start of the line, and how long it is; 0 length for none. */
	readonly valueStart: Uint32Array;
	readonly valueLength: Uint32Array;

	readonly keyLists: readonly Int32Array[];
	/** Start of the dot's one-entry vector in the pool; empty unless an event carries a dot. */
	readonly dot: Int32Array;
	/** NaN where absent; empty unless an event carries a seq. */
	readonly seq: Float64Array;
	/** Hybrid logical clock; empty unless an event carries one. */
	readonly hlcWall: Float64Array;
	readonly hlcLogical: Float64Array;

	/** What reading the lines found. */
	readonly findings: FindingStore;

	/** What only events of other systems' logs have; null where no event has any of it. */
	readonly imported: ImportedColumns | null;
	/**
	 * Whether dots and contexts were made up by an importer to express the system's own causality (a tree, a graph): then
	 * nothing can be told from counters that skip, or from vectors that know what no message brought.
	 */
	readonly madeDots: boolean;
	/** Keys whose concurrent versions the system merges without loss, as a counter's increments: they are no conflict. */
	readonly mergingKeys: ReadonlySet<number>;
	/** What the importer has to say on what the log can tell and what not, in sentences. */
	readonly notes: readonly string[];
	/** By replica number: which of several executions in one log it belongs to, by name; others belong to one. */
	readonly executionOf: ReadonlyMap<number, string>;
	/** Figures that only this kind of system has, by name; null for none. */
	readonly system: Readonly<Record<string, number>> | null;
}

/** Collects events into the columns of a {@link Trace}. Formats write to it; nobody else does. */
export class TraceBuilder extends EventColumns implements Trace {
	readonly files: TraceFile[] = [];
	readonly replicas = new StringTable();
	readonly keys = new StringTable();
	readonly clients = new StringTable();
	readonly messages = new StringTable();
	readonly vectors = new VectorPool();
	readonly participants: number[] = [];
	readonly replicaInfo = new Map<number, ReplicaInfo>();
	hasHeader = false;
	readonly keyLists: Int32Array[] = [];
	findings = new FindingStore();
	imported: ImportedColumns | null = null;
	madeDots = false;
	readonly mergingKeys = new Set<number>();
	readonly notes: string[] = [];
	readonly executionOf = new Map<number, string>();
	system: Record<string, number> | null = null;
	/** What the log was found to have that the open file was converted from: added once the file's events are there. */
	readonly carried: CarriedFinding[] = [];
	private readonly isParticipant: boolean[] = [];

	constructor(readonly format: string) {
		super();
	}

	/** Forgets the events and what was found, but no string and no participant. */
	clear(): void {
		this.clearColumns();
		this.keyLists.length = 0;
		this.vectors.clear();
		this.findings = new FindingStore();
		this.carried.length = 0;
		this.imported = null;
	}

	/** Begins a file; the events added from now on are its own. */
	beginFile(name: string): TraceFile {
		const file = {
			name,
			firstEvent: this.count,
			endEvent: this.count,
			lines: 0,
			bytes: 0,
			skipped: {},
			ignored: {},
		};
		this.files.push(file);
		return file;
	}

	/** Adds what an imported event tells beyond its row. */
	describe(event: number, facts: ImportedFacts): void {
		this.imported ??= new ImportedColumns();
		this.imported.set(event, facts);
	}

	/** Counts a replica among the trace's participants. */
	addParticipant(replica: number): void {
		if (this.isParticipant[replica]) return;
		this.isParticipant[replica] = true;
		this.participants.push(replica);
	}
}

/** The file (its number) that an event stands in. Logarithmic in the number of files. */
export function fileOf(trace: Trace, event: number): number {
	let low = 0;
	let high = trace.files.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((trace.files[middle] as TraceFile).firstEvent <= event) low = middle;
		else high = middle - 1;
	}
	return low;
}

/** The keys that an event names: none, one, or several. */
export function keysOf(trace: Trace, event: number): ArrayLike<number> {
	const key = trace.key[event] as number;
	if (key >= 0) return [key];
	return key === -1 ? [] : (trace.keyLists[-2 - key] as Int32Array);
}

/** The name to show for a replica: the header's, or its id. */
export function replicaName(trace: Trace, replica: number): string {
	return trace.replicaInfo.get(replica)?.name ?? trace.replicas.text(replica);
}

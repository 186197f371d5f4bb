import type { FindingStore } from '../trace/finding.ts';
import type { Trace } from '../trace/trace.ts';
import type { HomeRule } from './avoidance/patterns.ts';
import type { Certainty, Conflicts } from './conflicts.ts';
import type { CounterIndex } from './recordedCausality.ts';
import type { VersionIndex } from './versionIndex.ts';
import type { Versions } from './versions.ts';

/** Which causality to use: `auto` takes the recorded one where every version carries it, else derives it. */
export type CausalityChoice = 'auto' | 'recorded' | 'derived';

export interface AnalysisOptions {
	causality?: CausalityChoice;
	/** How far a hybrid logical clock may be ahead of its replica's wall clock, in milliseconds. Default 500. */
	hlcDriftMs?: number;
	/** Where keys are to be written; null: what the headers say does not count either. Default: what the headers say. */
	homes?: HomeRule | null;
	/**
	 * Called with what is known once versions and conflicts are: all but where conflicts were detected, the pairs of concurrent
	 * events, and what comparing vectors with messages finds. Convergence and strategies need no more.
	 */
	onConflicts?: (soFar: Analysis) => void;
	/** Called now and then with the share of the work done (0 to 1). May throw to cancel. */
	onProgress?: (done: number) => void;
}

/** What the engine knows about a trace. Columns; look up what is asked for, do not copy. */
export interface Analysis {
	readonly trace: Trace;
	readonly causality: 'recorded' | 'derived';
	readonly versions: Versions;
	/** The versions by who created them and the place of that in the causal order, and by their dots. */
	readonly byTime: VersionIndex;
	readonly byCounter: CounterIndex;
	readonly conflicts: Conflicts;
	/** The certainty of the conflicts of this trace, unless single versions are less sure: ask certaintyOf. */
	readonly certainty: Certainty;
	/** Integrity findings of the analysis. Those of reading the lines are trace.findings; conflicts are findings too. */
	readonly findings: FindingStore;
	/** Where keys are to be written, as the user or a header says; null where nobody does. */
	readonly homes: HomeRule | null;
	/** By key number: 1 where its versions form a chain (see Chains). */
	readonly chains: Uint8Array;
	/** By key number: the largest size of the key's frontier. */
	readonly siblings: Uint32Array;
	readonly totals: {
		/** Keys with at least one version. */
		keys: number;
		conflictPairs: number;
		conflictsOpen: number;
		conflictsResolved: number;
		keysInConflict: number;
		maxSiblings: number;
		/** Concurrent pairs of versions that merge without loss, as a counter's increments, and are no conflict. */
		mergedPairs: number;
	};
	/**
	 * The events in an order that every replica's own order and every message agree with: order[i] is an event. Null where
	 * file order is one.
	 */
	readonly order: Int32Array | null;
	/** By event: the send that a receive got its message from, or -1. Empty in a trace without receives. */
	readonly sendOf: Int32Array;
	/** The syncs that would have to happen before themselves; they carry nothing. */
	readonly cutSyncs: ReadonlySet<number>;
	/** Pairs of concurrent events, by the events' own clocks; null where they have none. */
	readonly concurrentEventPairs: number | null;
	/** The setting that hybrid logical clocks are judged by. */
	readonly hlcDriftMs: number;
	/** Some vectors were not compared with what their replicas knew, since too many dots are out of order. */
	readonly unchecked: boolean;
}

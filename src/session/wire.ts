/** Messages between the extension host and the worker that owns one trace, a thread in a process of its own. Types only. */
import type { CausalityChoice } from '../analysis/analysis.ts';
import type { HomeRule } from '../analysis/avoidance/patterns.ts';
import type { AllQueries, AnyQueryName } from './editorQueries.ts';
import type { Result, Summary } from './protocol.ts';

/** One file of a trace: read from disk by path, or the bytes of a document that is not (or not yet) what is on disk. */
export type Input = { name: string; about?: InputFacts } & (
	| { path: string }
	| { bytes: Uint8Array<ArrayBuffer> }
);

/** What a manifest tells of a file. */
export interface InputFacts {
	node?: string;
	/** To be added to the file's times, in milliseconds. */
	clockOffset?: number;
}

/** How files are to be read. */
export interface Reading {
	/** A format's id; absent or `auto`: what their content shows. */
	from?: string;
	/** What a log calls something → what it is to be called, by kind; see the manifest's schema. */
	maps?: Record<string, Record<string, string>>;
	/** Settings of formats: regular expressions, mappings of columns. */
	settings?: Record<string, unknown>;
	/** Files that look like no format are an error, rather than a native trace of which nothing can be read. */
	onlyKnown?: boolean;
}

/** What the user knows of a trace besides what it tells. */
export interface UserFacts {
	/** Where keys are to be written, instead of what headers say. */
	homes?: HomeRule;
	/** How far replicas' clocks are ahead, in milliseconds. */
	clocks?: [replica: string, ahead: number][];
	/** How far a hybrid logical clock may be ahead of the wall clock, in milliseconds. */
	hlcDrift?: number;
}

export interface AnalyseRequest {
	type: 'analyse';
	revision: number;
	inputs: Input[];
	causality: CausalityChoice;
	reading?: Reading;
	facts?: UserFacts;
	/** Analyse the files again as they grow, until the reading is to stop. */
	follow?: boolean;
}

/**
 * What is wanted of the analyses: kept where the worker sees it while it is busy. One that finds another revision wanted gives its own
 * up; one whose reading is to stop analyses what it has read.
 */
export interface Wishes {
	type: 'wishes';
	/** The revision that is wanted. */
	wanted: number;
	/** The revision whose reading is to stop. */
	stopped: number;
}

/** How far an analysis is. */
export interface Progress {
	/** Of what the label tells, from 0 to 1: the analysis begins anew. */
	done: number;
	label: string;
	/** What has been read of the files, while they are; `total` is null where it is not known. */
	bytes?: { read: number; total: number | null };
}

export interface QueryRequest<N extends AnyQueryName = AnyQueryName> {
	type: 'query';
	id: number;
	name: N;
	params: AllQueries[N]['params'];
	/** Which of the worker's analyses is asked; another one does not answer. */
	analysis: number;
}

export type ToWorker = AnalyseRequest | QueryRequest;
export type ToProcess = ToWorker | Wishes;

export type FromWorker =
	| ({ type: 'progress'; revision: number } & Progress)
	/**
	 * `analysis` numbers the worker's analyses; it is void where the result is none. A summary that says that the reading goes on
	 * is followed by others of the same revision. `cancelled`: another revision is wanted; its own answer follows.
	 */
	| { type: 'analysed'; revision: number; analysis: number; result: Result<Summary> | 'cancelled' }
	| { type: 'answer'; id: number; result: Result<unknown> };

/** How a worker ended that had not been asked to. */
export interface Crash {
	/** In words. */
	reason: string;
	/** Another try would need as much memory, and end alike. */
	forMemory: boolean;
}

export type FromProcess = FromWorker | ({ type: 'crashed' } & Crash);

/** Messages between the extension host and the worker that owns one trace. Types only. */
import type { CausalityChoice } from '../analysis/analysis.ts';
import type { AllQueries, AnyQueryName } from './editorQueries.ts';
import type { Result, Summary } from './protocol.ts';

/** One file of a trace: read from disk by path, or the bytes of a document that is not (or not yet) what is on disk. */
export type Input = { name: string; path: string } | { name: string; bytes: Uint8Array<ArrayBuffer> };

export interface AnalyseRequest {
	type: 'analyse';
	revision: number;
	inputs: Input[];
	causality: CausalityChoice;
	/** One Int32: the revision that is wanted. A worker that reads another number there gives its analysis up. */
	wanted: SharedArrayBuffer;
}

export interface QueryRequest<N extends AnyQueryName = AnyQueryName> {
	type: 'query';
	id: number;
	name: N;
	params: AllQueries[N]['params'];
}

export type ToWorker = AnalyseRequest | QueryRequest;

export type FromWorker =
	| { type: 'progress'; revision: number; done: number; label: string }
	/** `cancelled`: another revision is wanted; its own answer follows. */
	| { type: 'analysed'; revision: number; result: Result<Summary> | 'cancelled' }
	| { type: 'answer'; id: number; result: Result<unknown> };

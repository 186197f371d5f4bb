/** Messages between the extension host and the threads that read and search a file. Types only. */
import type { FileState, FindQuery, Found, LineQueries, LineQueryName } from '../linesProtocol.ts';
import type { Result } from '../protocol.ts';
import type { ReadableFile } from './file.ts';

/** What a thread is started for. */
export type LineTask =
	| { task: 'read'; file: ReadableFile }
	| { task: 'find'; file: ReadableFile; query: FindQuery };

export type ToReader =
	| { type: 'query'; id: number; name: LineQueryName; params: LineQueries[LineQueryName]['params'] }
	/** The file may have changed. */
	| { type: 'refresh' };

export type FromReader =
	| { type: 'state'; state: FileState }
	| { type: 'answer'; id: number; result: Result<unknown> };

export type FromFinder = { type: 'found'; found: Found } | { type: 'failed'; message: string };

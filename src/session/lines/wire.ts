/** Messages between the extension host and the threads that read and search a file. Types only. */
import type {
	FileState,
	FindQuery,
	Found,
	LineQueries,
	LineQueryName,
	TextPosition,
} from '../linesProtocol.ts';
import type { Result } from '../protocol.ts';
import type { ReadableFile } from './file.ts';

/** What a thread is started for. */
export type LineTask =
	| { task: 'read'; file: ReadableFile }
	| { task: 'find'; file: ReadableFile; query: FindQuery };

/** The text between two places is to be written into a file. */
export interface SaveOrder {
	from: TextPosition;
	to: TextPosition;
	path: string;
}

/** How far that is, in bytes. */
export interface SaveProgress {
	done: number;
	total: number;
}

export type ToReader =
	| { type: 'query'; id: number; name: LineQueryName; params: LineQueries[LineQueryName]['params'] }
	| { type: 'save'; id: number; order: SaveOrder }
	/** What was to be saved is not to be any more. */
	| { type: 'cancel'; id: number }
	/** The file may have changed. */
	| { type: 'refresh'; asked: boolean };

export type FromReader =
	| { type: 'state'; state: FileState }
	| { type: 'saved'; id: number; progress: SaveProgress }
	| { type: 'answer'; id: number; result: Result<unknown> };

export type FromFinder = { type: 'found'; found: Found } | { type: 'failed'; message: string };

/**
 * What the large-file editor's page, the extension host and the thread that reads the file say to each other. Types only.
 * Lines count from 1, columns from 0 in UTF-16 code units, as in the other queries.
 */
import type { DiagnosticRow } from './editorQueries.ts';
import type { Result, Summary } from './protocol.ts';

/** A place in the text of one file. */
export interface TextPosition {
	line: number;
	column: number;
}

/** A line, or a piece of a very long one. */
export interface ShownLine {
	text: string;
	/** Bytes of the line behind `text`. */
	more: number;
	/** What of the line is before `text`; not there where it starts with it. */
	before?: { columns: number; bytes: number };
}

export interface LineWindow {
	/** The number of the first of `lines`. */
	from: number;
	/** Whether the numbers are right; otherwise they are guesses, since the file was not yet read so far. */
	exact: boolean;
	/** Where the first line starts in the file, in bytes. */
	offset: number;
	lines: ShownLine[];
}

/** A line that is known: guessed windows are numbered on from it, so that neighbours fit together. */
export interface LineAnchor {
	line: number;
	offset: number;
}

/** What is known of a file. */
export interface FileState {
	/** Grows when the file became another one: nothing that was known of its lines holds. */
	generation: number;
	/** In bytes, as it is stored. */
	size: number;
	/** So many bytes were looked through for line ends. */
	indexed: number;
	/** Lines: exact once `indexed` is `size`, a guess before. */
	lines: number;
	exact: boolean;
	/** Why the file is not shown as it is now; null where it is. */
	problem: string | null;
}

/** What the reading thread answers. */
export interface LineQueries {
	/** A window of lines; `anchor` counts where the place is not indexed yet. */
	lines: { params: { from: number; count: number; anchor: LineAnchor | null }; result: LineWindow };
	/** The line that starts at a byte, once that is known. */
	locate: { params: { offset: number }; result: number | null };
	/** A piece of one long line, at most `limit` bytes from a column on; where it has fewer from there, its last piece. */
	line: { params: { line: number; from: number; limit: number }; result: ShownLine };
	/** The text between two places; `err` where it is more than `limit` bytes. */
	text: {
		params: { from: TextPosition; to: TextPosition; limit: number };
		result: { text: string } | { bytes: number };
	};
}

export type LineQueryName = keyof LineQueries;

export interface FindQuery {
	text: string;
	regex: boolean;
	matchCase: boolean;
	wholeWord: boolean;
}

/** Matches, as parallel arrays in the order of the file: those since the last message. */
export interface Found {
	lines: Uint32Array;
	columns: Uint32Array;
	lengths: Uint32Array;
	/** Matches so far, also those that are too many to be listed. */
	total: number;
	/** Bytes searched so far, and in all. */
	searched: number;
	size: number;
	done: boolean;
}

/** A finding as the view shows it in the text. */
export type Mark = Omit<DiagnosticRow, 'vector'>;

/** What the page asks the extension host besides {@link LineQueries}. */
export interface PageQueries extends LineQueries {
	/** Findings on lines `from` to `to`, the latter excluded: all, or the first ones of the `total`. */
	marks: { params: { from: number; to: number }; result: { rows: Mark[]; total: number } };
	/** For each of `count` equal stretches of the file's lines how severe its worst finding is: 0 for none, then 1 (hint) to 4 (error). */
	ruler: { params: { count: number; lines: number }; result: Uint8Array };
	/** Markdown for what is at a place, and the columns that it is about; null where there is nothing to say. */
	hover: { params: TextPosition; result: { markdown: string; start: number; end: number } | null };
}

export type PageQueryName = keyof PageQueries;

/** What the page can ask to be done where the cursor is. */
export type PageAction =
	| 'goToLine'
	| 'definition'
	| 'references'
	| 'nextConflict'
	| 'openVisualizer'
	| 'showReport'
	| 'cancelAnalysis'
	| 'readAs';

export type FromPage =
	| { type: 'ready' }
	| { type: 'query'; id: number; name: PageQueryName; params: PageQueries[PageQueryName]['params'] }
	/** The cursor, and where the selection began that ends there. */
	| {
			type: 'cursor';
			cursor: TextPosition;
			anchor: TextPosition;
			/** Its line's number is a guess. */
			guessed: boolean;
	  }
	| { type: 'copy'; from: TextPosition; to: TextPosition }
	/** Search for this; null: give the search up. `search` numbers the searches of a page. */
	| { type: 'find'; search: number; query: FindQuery | null }
	| { type: 'action'; action: PageAction }
	/** What could not be read is to be tried again. */
	| { type: 'retry' }
	/** A link of a hover was followed. */
	| { type: 'link'; href: string };

/** The analysis as the line above the text tells of it. */
export interface AnalysisState {
	summary:
		| (Pick<Summary, 'conflicts' | 'conflictsOpen' | 'partial'> & {
				/** No line is an event: that there are no conflicts says nothing. */
				unread: boolean;
		  })
		| null;
	/** How far it is; null where none runs. */
	progress: { done: number; label: string } | null;
	/** Why there is none, or what keeps it from being whole. */
	message: string | null;
}

/** What VS Code's commands have the page do. */
export type PageCommand =
	| 'find'
	| 'findNext'
	| 'findPrevious'
	| 'toggleMatchCase'
	| 'toggleWholeWord'
	| 'toggleRegex'
	| 'showHover';

export type ToPage =
	| { type: 'answer'; id: number; result: Result<unknown> }
	/** `state` is null while the file is being opened; `failure` says why it cannot be shown, `retry` whether it can be tried again. */
	| { type: 'file'; name: string; state: FileState | null; failure: string | null; retry: boolean }
	/** `revision` grows: ask again for marks and the ruler. */
	| { type: 'analysis'; revision: number; state: AnalysisState }
	/** Put the cursor there, into sight. */
	| { type: 'reveal'; position: TextPosition; focus: boolean }
	| { type: 'found'; search: number; found: Found }
	| { type: 'findFailed'; search: number; message: string }
	/** A command of VS Code's, for the page. */
	| { type: 'do'; action: PageCommand };

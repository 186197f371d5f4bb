/**
 * What the extension host knows of one open trace. The editor's features and the visualizer talk to this and to nothing
 * below it. Free of `vscode`, so that it can be tested alone; its events have the shape of VS Code's.
 */
import type { AllQueries, Answer, AnyQueryName } from './editorQueries.ts';
import type { DiagramScope, Place, Summary } from './protocol.ts';
import type { Progress } from './wire.ts';

export type { Place, Summary };

export interface Disposable {
	dispose(): void;
}

/** Assignable to and from `vscode.Event`. */
export type Event<T> = (listener: (value: T) => unknown) => Disposable;

export type SessionChange =
	/** An analysis is ready; `revision` and `summary` are the new ones. Version and conflict numbers of older ones are void. */
	| { type: 'analysis'; revision: number }
	/** An analysis runs; the one before it keeps answering. */
	| ({ type: 'progress' } & Progress)
	/**
	 * The newest content could not be analysed, or was not to be (`cancelled`); what was known before (if anything) keeps answering,
	 * unless it went with the worker (`crashed`).
	 */
	| { type: 'failed'; message: string; cancelled?: true; crashed?: true };

/** One open trace: one file, or several that were opened together. */
export interface TraceSession {
	/** The same for as long as the session lives. */
	readonly id: string;
	/** The URIs of its files as text; their order is the `file` number of a {@link Place}. */
	readonly files: readonly string[];
	/** What to call it: the file's name, or "a.reptrace and 2 more". */
	readonly title: string;
	/** Grows with each analysis; 0 while there is none. */
	readonly revision: number;
	/** The newest analysis' figures; null while there is none. */
	readonly summary: Summary | null;
	/** The last change that told of progress or failure, while it still holds; null when the analysis is up to date. */
	readonly pending: Exclude<SessionChange, { type: 'analysis' }> | null;
	readonly onDidChange: Event<SessionChange>;
	/** Whether its files are analysed as they grow. */
	readonly following: boolean;
	/** Fires once, when nobody needs the session any more. Queries then answer with `err`. */
	readonly onDidDispose: Event<void>;
	/**
	 * Asks the worker. Waits for the first analysis where there is none yet. Never rejects.
	 *
	 * @param revision the one that numbers in `params` are of: where there is another one by now, the answer is an `err`. Without
	 *   it whichever is the newest answers.
	 */
	query<N extends AnyQueryName>(name: N, params: AllQueries[N]['params'], revision?: number): Answer<N>;
	/** Shows a line in a text editor, beside a webview rather than over it. `preserveFocus` leaves the keyboard where it is. */
	reveal(place: Place, options?: { preserveFocus?: boolean }): Promise<void>;
	/** Keeps the session alive although none of its documents is open, until the answer is disposed of. */
	retain(): Disposable;
}

/** All open traces. */
export interface Sessions {
	readonly all: readonly TraceSession[];
	/** The session that a document belongs to. Of several (it is also open together with others) the one opened last. */
	forDocument(uri: { toString(): string }): TraceSession | undefined;
	/** Finds the session of exactly these files (URIs as text), or opens it. Call `retain` on it to keep it. */
	open(files: readonly string[]): TraceSession;
	/** The session of the active text editor or visualizer; stays the same while another webview has the focus. */
	readonly active: TraceSession | undefined;
	/** Tells whether the visualizer of a session is the active tab. */
	pictures(session: TraceSession, active: boolean): void;
	readonly onDidOpen: Event<TraceSession>;
	readonly onDidChangeActive: Event<TraceSession | undefined>;
	/** The text cursor came to stand on a line of a session's file (moves within a line are not told). */
	readonly onDidMoveCursor: Event<{ session: TraceSession; place: Place }>;
}

/** What the visualizer shall show first; absent: what it showed last. */
export interface VisualizerTarget {
	tab: 'conflicts' | 'overview' | 'sequence' | 'keys' | 'clocks' | 'strategies';
	scope?: DiagramScope;
	key?: string;
	conflict?: number;
}

/**
 * Opens the visualizer of a session or brings the open one to the front. src/visualizer/register.ts gives it as the answer
 * of `registerVisualizer(context, sessions)`; extension.ts hands it to the editor's commands.
 */
export type OpenVisualizer = (session: TraceSession, target?: VisualizerTarget) => void | Promise<void>;

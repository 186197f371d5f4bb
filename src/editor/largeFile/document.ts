import * as vscode from 'vscode';
import { LineFile } from '../../session/lines/lineFile.ts';
import { messageOf } from '../../session/messageOf.ts';
import type { TraceSession } from '../../session/traceSession.ts';
import type { OpenTraces } from '../openTraces.ts';
import { watchOnDisk } from '../watchFiles.ts';
import { readable } from './readable.ts';

/** The analysis waits no longer than this for the first lines to be shown, in ms. */
const LATEST = 2000;

/** A file that is open in the large-file editor: its lines, and its trace, which lives as long. */
export class LargeFile implements vscode.CustomDocument {
	/** Null where the file cannot be read at all; `failure` then says why. */
	readonly lines: LineFile | null;
	private readonly subscriptions: vscode.Disposable[] = [];
	private kept: vscode.Disposable | undefined;
	private disposed = false;
	/** The analysis of a large file keeps all cores busy: it begins when the first lines are shown, so that these do not wait for it. */
	private begun = false;
	private readonly waiting: ReturnType<typeof setTimeout>;

	private constructor(
		readonly uri: vscode.Uri,
		private readonly sessions: OpenTraces,
		lines: LineFile | string,
	) {
		this.lines = typeof lines === 'string' ? null : lines;
		this.failure = typeof lines === 'string' ? lines : null;
		this.subscriptions.push(
			watchOnDisk([uri.toString()], () => this.lines?.refresh()),
			vscode.Disposable.from(sessions.onDidOpen(() => this.keep())),
			vscode.Disposable.from(sessions.onDidClose(() => setTimeout(() => this.keep(), 0))),
		);
		this.waiting = setTimeout(() => this.analyse(), this.lines === null ? 0 : LATEST);
		this.keep();
	}

	readonly failure: string | null;

	/** @param script the path of the bundled thread that reads lines */
	static async open(uri: vscode.Uri, sessions: OpenTraces, script: string): Promise<LargeFile> {
		try {
			return new LargeFile(uri, sessions, new LineFile(script, await readable(uri)));
		} catch (error) {
			return new LargeFile(uri, sessions, messageOf(error));
		}
	}

	/** The trace that the file belongs to now: alone, or together with others. */
	get session(): TraceSession | undefined {
		return this.sessions.forDocument(this.uri);
	}

	/** Has the file analysed, from now on. */
	analyse(): void {
		clearTimeout(this.waiting);
		if (this.begun) return;
		this.begun = true;
		this.keep();
	}

	dispose(): void {
		this.disposed = true;
		clearTimeout(this.waiting);
		for (const subscription of this.subscriptions) subscription.dispose();
		this.kept?.dispose();
		this.lines?.dispose();
	}

	/** Has a trace of its own where it is in no other one, and keeps whichever it is in. */
	private keep(): void {
		if (this.disposed) return;
		const session = this.session ?? (this.begun ? this.sessions.open([this.uri.toString()]) : undefined);
		if (session === undefined) return;
		const before = this.kept;
		this.kept = session.retain();
		before?.dispose();
	}
}

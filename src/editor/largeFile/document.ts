import * as vscode from 'vscode';
import { LineFile } from '../../session/lines/lineFile.ts';
import { messageOf } from '../../session/messageOf.ts';
import type { TraceSession } from '../../session/traceSession.ts';
import type { OpenTraces } from '../openTraces.ts';
import { watchOnDisk } from '../watchFiles.ts';
import { readable } from './readable.ts';

/** A file that is open in the large-file editor: its lines, and its trace, which lives as long. */
export class LargeFile implements vscode.CustomDocument {
	/** Null where the file cannot be read at all; `failure` then says why. */
	readonly lines: LineFile | null;
	private readonly subscriptions: vscode.Disposable[] = [];
	private kept: vscode.Disposable | undefined;
	private disposed = false;

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

	dispose(): void {
		this.disposed = true;
		for (const subscription of this.subscriptions) subscription.dispose();
		this.kept?.dispose();
		this.lines?.dispose();
	}

	/** Has a trace of its own where it is in no other one, and keeps whichever it is in. */
	private keep(): void {
		if (this.disposed) return;
		const session = this.session ?? this.sessions.open([this.uri.toString()]);
		const before = this.kept;
		this.kept = session.retain();
		before?.dispose();
	}
}

import * as vscode from 'vscode';
import { isUnread } from '../../report/headline.ts';
import type { ToPage } from '../../session/linesProtocol.ts';
import type { Disposable, TraceSession } from '../../session/traceSession.ts';
import type { OpenTraces } from '../openTraces.ts';
import { SECTION } from '../settings.ts';
import type { LargeFile } from './document.ts';

/** Tells a page how the analysis of its file goes, whichever trace the file is a part of at the time. */
export class AnalysisFeed implements vscode.Disposable {
	private readonly subscriptions: vscode.Disposable[];
	private session: TraceSession | undefined;
	private followed: Disposable | undefined;
	/** Grows with everything that marks may change by. */
	private revision = 0;

	constructor(
		private readonly file: LargeFile,
		sessions: OpenTraces,
		private readonly post: (message: ToPage) => void,
	) {
		this.subscriptions = [
			vscode.Disposable.from(sessions.onDidOpen(() => this.follow())),
			// Once whoever else hears of it has opened another one.
			vscode.Disposable.from(sessions.onDidClose(() => setTimeout(() => this.follow(), 1))),
			vscode.workspace.onDidChangeConfiguration((change) => {
				if (change.affectsConfiguration(`${SECTION}.diagnostics`, file.uri)) this.changed();
			}),
		];
		this.follow();
	}

	/** Tells it as it is now. */
	tell(): void {
		const { summary = null, pending = null } = this.session ?? {};
		this.post({
			type: 'analysis',
			revision: this.revision,
			state: {
				summary: summary && {
					conflicts: summary.conflicts,
					conflictsOpen: summary.conflictsOpen,
					partial: summary.partial,
					unread: isUnread(summary),
				},
				progress: pending?.type === 'progress' ? { done: pending.done, label: pending.label } : null,
				message: pending?.type === 'failed' ? pending.message : null,
			},
		});
	}

	dispose(): void {
		for (const subscription of this.subscriptions) subscription.dispose();
		this.followed?.dispose();
	}

	private follow(): void {
		const { session } = this.file;
		if (session === this.session) return;
		this.followed?.dispose();
		this.session = session;
		this.followed = session?.onDidChange(({ type }) => {
			if (type === 'analysis') this.changed();
			else this.tell();
		});
		this.changed();
	}

	private changed(): void {
		this.revision++;
		this.tell();
	}
}

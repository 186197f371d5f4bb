import * as vscode from 'vscode';
import { figure, quoted } from '../report/visible.ts';
import type { Disposable, Sessions, TraceSession } from '../session/traceSession.ts';
import { Commands } from './commands/ids.ts';

const KEY_LENGTH = 30;

/** The newest conflict of the active trace while that is followed, in the status bar: a click goes there. */
export class NewestConflict implements vscode.Disposable {
	private readonly item = vscode.window.createStatusBarItem('newest', vscode.StatusBarAlignment.Right, 99.5);
	private readonly change: Disposable;
	private followed: Disposable | undefined;

	constructor(private readonly sessions: Sessions) {
		this.item.name = 'Replication Trace: Newest Conflict';
		this.change = sessions.onDidChangeActive((session) => this.follow(session));
		this.follow(sessions.active);
	}

	dispose(): void {
		this.change.dispose();
		this.followed?.dispose();
		this.item.dispose();
	}

	private follow(session: TraceSession | undefined): void {
		this.followed?.dispose();
		this.followed = session?.onDidChange(({ type }) => {
			if (type === 'analysis') void this.show(session);
		});
		this.item.hide();
		if (session !== undefined) void this.show(session);
	}

	private async show(session: TraceSession): Promise<void> {
		if (!session.following) return this.item.hide();
		const answer = await session.query('newestConflict', {});
		if (session !== this.sessions.active) return;
		const step = 'ok' in answer ? answer.ok : null;
		if (step === null || !session.following) return this.item.hide();
		const { span, conflict } = step;
		const state = conflict.resolved ? 'resolved' : 'open';
		this.item.text = `$(arrow-right) ${quoted(conflict.key, KEY_LENGTH)} line ${figure(span.line)}, ${state}`;
		this.item.tooltip = 'The newest conflict. Click to go there.';
		this.item.command = {
			command: Commands.revealLine,
			title: 'Go to the Newest Conflict',
			arguments: [session.files[span.file], span.line],
		};
		this.item.show();
	}
}

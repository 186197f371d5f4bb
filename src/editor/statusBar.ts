import * as vscode from 'vscode';
import { isUnread } from '../report/headline.ts';
import { escaped } from '../report/markdownText.ts';
import { count, figure } from '../report/visible.ts';
import type { Disposable, Sessions, Summary, TraceSession } from '../session/traceSession.ts';
import { Commands } from './commands/ids.ts';

/** The trace of the active editor in the status bar: its conflicts, or how far its analysis is; what they rest on in the tooltip. */
export class TraceStatus implements vscode.Disposable {
	private readonly item = vscode.window.createStatusBarItem('status', vscode.StatusBarAlignment.Right, 100);
	/** The format that the trace is read as. */
	private readonly format = vscode.window.createStatusBarItem('format', vscode.StatusBarAlignment.Right, 99);
	private readonly subscriptions: Disposable[];
	private followed: Disposable | undefined;

	constructor(private readonly sessions: Sessions) {
		this.item.name = 'Replication Trace';
		this.item.command = Commands.showActions;
		this.format.name = 'Replication Trace Format';
		this.format.command = Commands.readAs;
		this.format.tooltip = 'The format that the trace is read as. Choose another…';
		this.subscriptions = [sessions.onDidChangeActive((session) => this.follow(session))];
		this.follow(sessions.active);
	}

	dispose(): void {
		for (const subscription of this.subscriptions) subscription.dispose();
		this.followed?.dispose();
		this.item.dispose();
		this.format.dispose();
	}

	private follow(session: TraceSession | undefined): void {
		this.followed?.dispose();
		this.followed = session?.onDidChange(() => this.show(session));
		this.format.hide();
		if (session === undefined) this.item.hide();
		else this.show(session);
	}

	private show(session: TraceSession): void {
		if (session !== this.sessions.active) return;
		const { pending, summary } = session;
		if (pending?.type === 'failed') {
			this.item.text = '$(warning) Trace not analysed';
			this.item.tooltip = pending.message;
		} else if (summary === null) {
			this.item.text = `$(sync~spin) ${pending?.bytes ? 'Reading' : 'Analysing'} trace${pending === null ? '' : ` ${Math.floor(pending.done * 100)} %`}`;
			this.item.tooltip = pending?.label;
		} else {
			this.item.text = `${iconFor(session, summary)} ${label(summary)}`;
			this.item.tooltip = tooltip(session, summary);
		}
		this.item.show();
		if (pending?.type !== 'progress') void this.showFormat(session);
	}

	private async showFormat(session: TraceSession): Promise<void> {
		const answer = await session.query('formats', {});
		if (session !== this.sessions.active) return;
		const shown = session.summary?.format;
		const title = 'ok' in answer ? answer.ok.find(({ id }) => id === shown)?.title : undefined;
		this.format.text = title ?? 'Format?';
		this.format.show();
	}
}

function iconFor({ pending, following }: TraceSession, { partial }: Summary): string {
	if (pending !== null) return '$(sync~spin)';
	if (following) return '$(eye)';
	return partial === null ? '$(git-compare)' : '$(warning)';
}

function label(summary: Summary): string {
	if (isUnread(summary)) return 'No line is an event';
	const { conflicts, conflictsOpen, partial } = summary;
	const found =
		conflicts === 0 ? 'No conflicts' : `${count(conflicts, 'conflict')}, ${figure(conflictsOpen)} open`;
	if (partial === null) return found;
	if (partial.goesOn) return `${found} so far`;
	const share = partial.total === null ? null : Math.floor((partial.bytes / partial.total) * 100);
	return `${found} in the first ${share === null ? 'part' : `${share} %`}`;
}

function tooltip({ title, files }: TraceSession, summary: Summary): vscode.MarkdownString {
	const { format, causality, events, versions, keys, replicas, notes } = summary;
	const rows = [
		`**${escaped(title)}**${files.length > 1 ? ' · analysed together' : ''}`,
		`Format ${escaped(format)} · causality ${causality}`,
		[
			count(events, 'event'),
			count(versions, 'version'),
			count(keys, 'key'),
			count(replicas.length, 'replica'),
		].join(' · '),
		...notes.map((note) => escaped(note, 400)),
	];
	return new vscode.MarkdownString(rows.join('\n\n'));
}

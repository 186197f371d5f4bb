import * as vscode from 'vscode';
import { isUnread } from '../report/headline.ts';
import { count, figure } from '../report/visible.ts';
import type { Sessions, Summary, TraceSession } from '../session/traceSession.ts';
import { Commands } from './commands/ids.ts';
import { SECTION, settingsFor } from './settings.ts';
import { forTraces } from './traceSelector.ts';

/** "12 conflicts · 3 open · Open visualizer" on the first line. */
export class TraceCodeLens implements vscode.CodeLensProvider, vscode.Disposable {
	private readonly changed = new vscode.EventEmitter<void>();
	readonly onDidChangeCodeLenses = this.changed.event;
	private readonly subscriptions: vscode.Disposable[];

	constructor(private readonly sessions: Sessions) {
		const follow = (session: TraceSession) =>
			session.onDidChange(({ type }) => {
				if (type === 'analysis') this.changed.fire();
			});
		for (const session of sessions.all) follow(session);
		this.subscriptions = [
			vscode.Disposable.from(sessions.onDidOpen(follow)),
			forTraces(sessions, (selector) => vscode.languages.registerCodeLensProvider(selector, this)),
			vscode.workspace.onDidChangeConfiguration((change) => {
				if (change.affectsConfiguration(`${SECTION}.codeLens`)) this.changed.fire();
			}),
		];
	}

	provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
		const summary = this.sessions.forDocument(document.uri)?.summary;
		if (summary == null || !settingsFor(document.uri).codeLens) return [];
		const line = new vscode.Range(0, 0, 0, 0);
		return commandsFor(document.uri, summary).map((command) => new vscode.CodeLens(line, command));
	}

	dispose(): void {
		for (const subscription of this.subscriptions) subscription.dispose();
		this.changed.dispose();
	}
}

function commandsFor(uri: vscode.Uri, summary: Summary): vscode.Command[] {
	const { conflicts, conflictsOpen } = summary;
	const visualizer = {
		title: 'Open visualizer',
		command: Commands.openVisualizer,
		arguments: [uri],
		tooltip: 'Conflicts as a table, sequence diagrams, and the versions of each key',
	};
	if (conflicts === 0) {
		const title = isUnread(summary) ? 'No line is an event' : 'No conflicts';
		return [{ title, command: '' }, visualizer];
	}
	return [
		{
			title: count(conflicts, 'conflict'),
			command: Commands.showReport,
			arguments: [uri],
			tooltip: 'Show the conflict report',
		},
		{
			title: `${figure(conflictsOpen)} open`,
			command: Commands.nextConflict,
			tooltip: 'Go to the next conflict',
		},
		visualizer,
	];
}

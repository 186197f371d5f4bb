import * as vscode from 'vscode';
import type { Sessions, TraceSession } from '../../session/traceSession.ts';
import { Commands } from './ids.ts';

interface Action extends vscode.QuickPickItem {
	command: string;
	/** Whether it can do anything for this trace now. */
	when?(session: TraceSession): boolean;
}

const hasConflicts = ({ summary }: TraceSession) => (summary?.conflicts ?? 0) > 0;

const ACTIONS: readonly Action[] = [
	{ command: Commands.openVisualizer, label: '$(graph) Open Visualizer' },
	{ command: Commands.showReport, label: '$(book) Show Conflict Report' },
	{ command: Commands.nextConflict, label: '$(arrow-down) Go to Next Conflict', when: hasConflicts },
	{ command: Commands.exportReport, label: '$(export) Export Report…' },
	{
		command: Commands.openSeparately,
		label: '$(split-horizontal) Analyse the Files Separately',
		when: ({ files }) => files.length > 1,
	},
	{
		command: Commands.follow,
		label: '$(eye) Follow as the File Grows',
		when: ({ following }) => !following,
	},
	{
		command: Commands.stopFollowing,
		label: '$(eye-closed) Stop Following',
		when: ({ following }) => following,
	},
	{
		command: Commands.cancelAnalysis,
		label: '$(debug-stop) Cancel the Analysis',
		when: ({ pending }) => pending?.type === 'progress',
	},
];

/** What the status bar item offers. */
export function registerShowActions(sessions: Sessions): vscode.Disposable {
	return vscode.commands.registerCommand(Commands.showActions, async () => {
		const session = sessions.active;
		if (session === undefined) return;
		const actions = ACTIONS.filter(({ when }) => when?.(session) ?? true);
		const chosen = await vscode.window.showQuickPick(actions, { title: session.title });
		if (chosen !== undefined) await vscode.commands.executeCommand(chosen.command);
	});
}

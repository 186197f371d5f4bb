import * as vscode from 'vscode';
import type { OpenTraces } from '../openTraces.ts';
import { plainText } from '../plainText.ts';
import type { ReportFiles } from '../reportFiles.ts';
import { Commands } from './ids.ts';
import { targetSession, withTrace } from './target.ts';

/** Show Conflict Report: a Markdown document that follows the trace, in VS Code's preview. */
export function registerShowReport(sessions: OpenTraces, reports: ReportFiles): vscode.Disposable {
	return vscode.commands.registerCommand(Commands.showReport, async (uri?: unknown) => {
		const session = await targetSession(sessions, uri);
		if (session === undefined) return;
		await withTrace(session, async () => {
			const report = await reports.write(session);
			if ('err' in report) return void vscode.window.showErrorMessage(plainText(report.err));
			try {
				await vscode.commands.executeCommand('markdown.showPreview', report.ok);
			} catch {
				// The Markdown extension can be switched off.
				await vscode.commands.executeCommand('vscode.open', report.ok);
			}
		});
	});
}

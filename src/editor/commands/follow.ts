import * as vscode from 'vscode';
import type { OpenTraces } from '../openTraces.ts';
import { plainText } from '../plainText.ts';
import { Commands } from './ids.ts';
import { targetSession, uriOf, withTrace } from './target.ts';

/** Follow File, Stop Following: the trace is analysed as its files grow on disk. */
export function registerFollow(sessions: OpenTraces): vscode.Disposable {
	return vscode.Disposable.from(
		vscode.commands.registerCommand(Commands.follow, async (clicked?: unknown) => {
			const session = await targetSession(sessions, clicked);
			if (session === undefined) return;
			const elsewhere = session.files.find((file) => vscode.Uri.parse(file, true).scheme !== 'file');
			if (elsewhere !== undefined) {
				const reason = `Only files on disk can be followed, and ${elsewhere} is none.`;
				return void vscode.window.showErrorMessage(plainText(reason));
			}
			await withTrace(session, async () => {
				// Clicked in the explorer, it need not be open.
				if (uriOf(clicked) !== undefined) await session.reveal({ file: 0, line: 1 });
				sessions.follow(session);
			});
		}),
		vscode.commands.registerCommand(Commands.stopFollowing, () => {
			if (sessions.active !== undefined) sessions.stopFollowing(sessions.active);
		}),
	);
}

import * as vscode from 'vscode';
import type { Sessions } from '../../session/traceSession.ts';
import { Commands } from './ids.ts';
import { uriOf } from './target.ts';

/** What links in hovers call: shows a line of a file that belongs to an open trace, and of no other. */
export function registerRevealLine(sessions: Sessions): vscode.Disposable {
	return vscode.commands.registerCommand(Commands.revealLine, async (uri?: unknown, line?: unknown) => {
		const file = uriOf(uri);
		const session = file && sessions.forDocument(file);
		if (file === undefined || session === undefined || typeof line !== 'number') return;
		await session.reveal({ file: session.files.indexOf(file.toString()), line });
	});
}

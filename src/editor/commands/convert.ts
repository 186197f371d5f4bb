import * as vscode from 'vscode';
import type { OpenTraces } from '../openTraces.ts';
import { plainText } from '../plainText.ts';
import { Commands } from './ids.ts';
import { askWhere, savePieces } from './save.ts';
import { targetSession, withTrace } from './target.ts';

/** Convert to Native…: the trace's events as one file of the native format, which analyses the same; the logs stay as they are. */
export function registerConvert(sessions: OpenTraces): vscode.Disposable {
	return vscode.commands.registerCommand(Commands.convert, async (uri?: unknown) => {
		const session = await targetSession(sessions, uri);
		if (session === undefined) return;
		await withTrace(session, async () => {
			const target = await askWhere(session, {
				title: 'Convert to the Native Format',
				saveLabel: 'Convert',
				kind: 'Replication trace',
				extension: 'reptrace',
			});
			if (target === undefined) return;
			const answer = await session.query('native', {});
			if ('err' in answer) return void vscode.window.showErrorMessage(plainText(answer.err));
			await savePieces(target, answer.ok, 'The trace could not be saved');
		});
	});
}

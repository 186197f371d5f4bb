import * as vscode from 'vscode';
import { count, figure, quoted } from '../../report/visible.ts';
import type { ConflictStep } from '../../session/editorQueries.ts';
import { cursorIn } from '../fileViews.ts';
import type { OpenTraces } from '../openTraces.ts';
import { placeAt } from '../place.ts';
import { plainText } from '../plainText.ts';
import { Commands } from './ids.ts';
import { targetSession } from './target.ts';

const SHOWN_FOR = 8000;

/** Go to Next / Previous Conflict: to the first version of each conflict in turn, through all files of the trace. */
export function registerConflictNavigation(sessions: OpenTraces): vscode.Disposable {
	const go = async (direction: 1 | -1) => {
		const session = await targetSession(sessions, undefined);
		if (session === undefined) return;
		const cursor = cursorIn(session.files);
		const place = cursor && placeAt(session, cursor, cursor.selection.active);
		const answer = await session.query('conflictStep', {
			file: place?.file ?? 0,
			line: place?.line ?? 0,
			direction,
		});
		if ('err' in answer) return void vscode.window.showErrorMessage(plainText(answer.err));
		if (answer.ok === null) return void vscode.window.showInformationMessage('The trace has no conflicts.');
		await session.reveal(answer.ok.span);
		vscode.window.setStatusBarMessage(describe(answer.ok), SHOWN_FOR);
	};
	return vscode.Disposable.from(
		vscode.commands.registerCommand(Commands.nextConflict, () => go(1)),
		vscode.commands.registerCommand(Commands.previousConflict, () => go(-1)),
	);
}

function describe({ index, total, conflict }: ConflictStep): string {
	const state = conflict.resolved ? 'resolved' : 'open';
	const versions = count(conflict.versionCount, 'version');
	return `Conflict ${figure(index)} of ${figure(total)}: ${quoted(conflict.key, 40)}, ${versions}, ${state}`;
}

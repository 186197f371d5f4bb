import * as vscode from 'vscode';
import { count, figure } from '../../report/visible.ts';
import { Commands } from '../commands/ids.ts';
import { fileViews } from '../fileViews.ts';

/** Stands for the end of a line in what pages tell. */
const LAST_COLUMN = 2 ** 31 - 1;

/** Where the cursor of the active large-file editor is, as VS Code tells it of its text editors. */
export function showCursor(): vscode.Disposable {
	const item = vscode.window.createStatusBarItem('cursor', vscode.StatusBarAlignment.Right, 101);
	item.name = 'Replication Trace Cursor';
	item.command = Commands.largeFileGoToLine;
	item.tooltip = 'Go to Line';
	const show = () => {
		const { active: view } = fileViews;
		if (view === undefined) return item.hide();
		const { selection, isGuessed } = view;
		const { active, start, end } = selection;
		const lines = end.line - start.line + 1;
		const isUnknown = lines === 1 && end.character >= LAST_COLUMN;
		const selected =
			selection.isEmpty || isUnknown
				? ''
				: ` (${lines > 1 ? count(lines, 'line') : figure(end.character - start.character)} selected)`;
		const line = `Ln ${isGuessed ? 'about ' : ''}${figure(active.line + 1)}`;
		// The end of a line of which the length is not known has no number.
		const column = active.character >= LAST_COLUMN ? '' : `, Col ${figure(active.character + 1)}`;
		item.text = `${line}${column}${selected}`;
		item.show();
	};
	return vscode.Disposable.from(item, fileViews.onDidMoveCursor(show), fileViews.onDidChange(show));
}

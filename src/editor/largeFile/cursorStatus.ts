import * as vscode from 'vscode';
import { count, figure } from '../../report/visible.ts';
import { Commands } from '../commands/ids.ts';
import { fileViews } from '../fileViews.ts';

/** Where the cursor of the active large-file editor is, as VS Code tells it of its text editors. */
export function showCursor(): vscode.Disposable {
	const item = vscode.window.createStatusBarItem('cursor', vscode.StatusBarAlignment.Right, 101);
	item.name = 'Replication Trace Cursor';
	item.command = Commands.largeFileGoToLine;
	item.tooltip = 'Go to Line';
	const show = () => {
		const { selection } = fileViews.active ?? {};
		if (selection === undefined) return item.hide();
		const { active, start, end } = selection;
		const lines = end.line - start.line + 1;
		const selected = selection.isEmpty
			? ''
			: ` (${lines > 1 ? count(lines, 'line') : figure(end.character - start.character)} selected)`;
		item.text = `Ln ${figure(active.line + 1)}, Col ${figure(active.character + 1)}${selected}`;
		item.show();
	};
	return vscode.Disposable.from(item, fileViews.onDidMoveCursor(show), fileViews.onDidChange(show));
}

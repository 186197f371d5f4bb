import * as vscode from 'vscode';
import type { Place, TraceSession } from '../session/traceSession.ts';
import { documentOf } from './content.ts';
import { fileViews, LARGE_FILE, shownFile } from './fileViews.ts';
import { isLarge } from './largeFile/isLarge.ts';
import { uriOf } from './place.ts';
import { pointOut } from './pointedLine.ts';

/** Shows a line of a trace: in the group that shows its file, else in one with text, never over a webview. */
export async function reveal(
	session: TraceSession,
	place: Place,
	options: { preserveFocus?: boolean } = {},
): Promise<void> {
	const uri = uriOf(session, place);
	const answer = await session.query('span', place);
	const column = 'ok' in answer ? answer.ok.start : 0;
	const at = new vscode.Position(Math.max(0, place.line - 1), column);
	if (await revealInView(uri, at, options.preserveFocus ?? false)) return;
	await shownUpTo(uri, at.line);
	if (options.preserveFocus && moveCursor(uri, at)) return;
	// Not showTextDocument: that refuses files which are too large for extensions, and keeps documents for minutes.
	await vscode.commands.executeCommand('vscode.open', uri, {
		selection: new vscode.Range(at, at),
		viewColumn: columnFor(uri),
		preserveFocus: options.preserveFocus ?? false,
	} satisfies vscode.TextDocumentShowOptions);
}

/**
 * Moves the cursor of a text that is on the screen, and nothing else: opening it would make its group the active one, so that
 * the keys for tabs would act on the text while the keyboard is in the visualizer. @returns whether it is on the screen
 */
function moveCursor(uri: vscode.Uri, at: vscode.Position): boolean {
	const { visibleTextEditors, tabGroups } = vscode.window;
	// Of several, the one in the group that opening it would choose; texts in a diff or a peek stand in no such group.
	const shown = visibleTextEditors.filter(({ document }) => document.uri.toString() === uri.toString());
	const column = columnFor(uri);
	const group = tabGroups.all.find(({ viewColumn }) => viewColumn === column);
	const editor = shown.find(({ viewColumn }) => viewColumn === column);
	if (editor === undefined || shownFile(group?.activeTab)?.toString() !== uri.toString()) return false;
	editor.selection = new vscode.Selection(at, at);
	editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
	pointOut(editor, at);
	return true;
}

/** How long VS Code may take to show what a program has just added to a file, in milliseconds. */
const CATCHES_UP = 10_000;

/** Waits until the text has this line: one that was just added to the file is analysed before VS Code has read it again. */
async function shownUpTo(uri: vscode.Uri, line: number): Promise<void> {
	const isMissing = () => {
		const document = documentOf(uri.toString());
		return document !== undefined && !document.isDirty && document.lineCount <= line;
	};
	if (!isMissing()) return;
	await new Promise<void>((resolve) => {
		const done = () => {
			change.dispose();
			clearTimeout(timer);
			resolve();
		};
		const change = vscode.workspace.onDidChangeTextDocument(() => isMissing() || done());
		const timer = setTimeout(done, CATCHES_UP);
	});
}

function columnFor(uri: vscode.Uri): vscode.ViewColumn {
	const { all, activeTabGroup } = vscode.window.tabGroups;
	const shows = (tab: vscode.Tab | undefined) => shownFile(tab)?.toString() === uri.toString();
	const inOrder = [activeTabGroup, ...all.filter((group) => group !== activeTabGroup)];
	const showing =
		inOrder.find((group) => shows(group.activeTab)) ?? inOrder.find((group) => group.tabs.some(shows));
	const withText = inOrder.find((group) => shownFile(group.activeTab) !== undefined);
	const empty = inOrder.find((group) => group.tabs.length === 0);
	return (showing ?? withText ?? empty)?.viewColumn ?? vscode.ViewColumn.Beside;
}

/** Shows it in the editor for large files, where the file is open in it or VS Code's own cannot show it. @returns whether it did */
async function revealInView(
	uri: vscode.Uri,
	position: vscode.Position,
	preserveFocus: boolean,
): Promise<boolean> {
	const inText = vscode.window.visibleTextEditors.some(
		({ document }) => document.uri.toString() === uri.toString(),
	);
	if (inText) return false;
	if (fileViews.of(uri) === undefined) {
		if (!(await isLarge(uri))) return false;
		const viewColumn = columnFor(uri);
		await vscode.commands.executeCommand('vscode.openWith', uri, LARGE_FILE, { viewColumn, preserveFocus });
	}
	const view = fileViews.of(uri);
	view?.reveal(position, preserveFocus);
	return view !== undefined;
}

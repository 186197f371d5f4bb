import * as vscode from 'vscode';
import { formatOfFile } from '../fileFormats.ts';
import { fileViews, LARGE_FILE, shownFile } from '../fileViews.ts';
import { plainText } from '../plainText.ts';
import { SECTION } from '../settings.ts';
import { isTraceName } from '../traceDocuments.ts';
import { isLarge } from './isLarge.ts';

const SETTING = 'largeFiles.suggest';

/**
 * Offers the large-file editor, once a file, where a trace is opened as text that VS Code shows to no extension: there would be
 * nothing of what its users know from smaller ones.
 */
export function suggestLargeFile(): vscode.Disposable {
	const asked = new Set<string>();
	const look = async (tab: vscode.Tab) => {
		const uri = tab.input instanceof vscode.TabInputText ? shownFile(tab) : undefined;
		if (uri === undefined || asked.has(uri.toString()) || fileViews.of(uri) !== undefined) return;
		if (!isTraceName(uri) && formatOfFile(uri) === undefined) return;
		if (vscode.workspace.getConfiguration(SECTION, uri).get(SETTING) === false) return;
		if (!(await isLarge(uri)) || asked.has(uri.toString())) return;
		asked.add(uri.toString());
		await suggest(uri, tab);
	};
	for (const { tabs } of vscode.window.tabGroups.all) for (const tab of tabs) void look(tab);
	return vscode.window.tabGroups.onDidChangeTabs(({ opened, changed }) => {
		for (const tab of [...opened, ...changed]) void look(tab);
	});
}

async function suggest(uri: vscode.Uri, { group }: vscode.Tab): Promise<void> {
	const [open, never] = ['Open in Large File Editor', "Don't Ask Again"];
	const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
	const told = `${name} is too large for extensions to see its text. The large file editor shows it with its conflicts.`;
	const chosen = await vscode.window.showInformationMessage(plainText(told), open, never);
	if (chosen === open) {
		await vscode.commands.executeCommand('vscode.openWith', uri, LARGE_FILE, group.viewColumn);
		// In the place of the text, that says less.
		const text = vscode.window.tabGroups.all
			.flatMap(({ tabs }) => tabs)
			.filter((tab) => tab.input instanceof vscode.TabInputText && !tab.isDirty)
			.filter((tab) => tab.group.viewColumn === group.viewColumn)
			.filter((tab) => shownFile(tab)?.toString() === uri.toString());
		await vscode.window.tabGroups.close(text);
	}
	if (chosen === never) {
		await vscode.workspace
			.getConfiguration(SECTION)
			.update(SETTING, false, vscode.ConfigurationTarget.Global);
	}
}

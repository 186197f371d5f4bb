import * as vscode from 'vscode';

/** The file of the active tab, also where extensions do not see it as a document since it is large. */
export function activeFile(): vscode.Uri | undefined {
	const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
	return input instanceof vscode.TabInputText ? input.uri : undefined;
}

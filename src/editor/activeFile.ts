import * as vscode from 'vscode';
import { shownFile } from './fileViews.ts';

/** The file of the active tab, also where extensions do not see it as a document since it is large. */
export function activeFile(): vscode.Uri | undefined {
	return shownFile(vscode.window.tabGroups.activeTabGroup.activeTab);
}

import * as vscode from 'vscode';
import { documentOf } from './content.ts';

/** Tells when one of the files changes on disk, appears or vanishes; not where a document shows it, which tells itself. */
export function watchFiles(files: readonly string[], changed: () => void): vscode.Disposable {
	return watchOnDisk(files, (uri) => {
		if (documentOf(uri.toString()) === undefined) changed();
	});
}

/** Tells when one of the files changes on disk, appears or vanishes. */
export function watchOnDisk(files: readonly string[], changed: (uri: vscode.Uri) => void): vscode.Disposable {
	const watchers = files
		.map((file) => vscode.Uri.parse(file, true))
		.filter(({ scheme }) => scheme !== 'untitled')
		.map((uri) => {
			const folder = vscode.Uri.joinPath(uri, '..');
			const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
			const pattern = new vscode.RelativePattern(folder, escapeGlob(name));
			const watcher = vscode.workspace.createFileSystemWatcher(pattern);
			watcher.onDidChange(() => changed(uri));
			watcher.onDidCreate(() => changed(uri));
			watcher.onDidDelete(() => changed(uri));
			return watcher;
		});
	return vscode.Disposable.from(...watchers);
}

/** A file name as a glob that matches just it. */
export function escapeGlob(name: string): string {
	return name.replace(/[[\]{}*?!\\]/g, (character) => `[${character}]`);
}

import * as vscode from 'vscode';

export const LANGUAGE = 'reptrace';

/**
 * Whether a document is a trace to analyse: of the language, and the thing itself rather than an old revision of it that
 * version control shows beside it (such file systems are read-only).
 */
export function isTrace(document: vscode.TextDocument): boolean {
	if (document.languageId !== LANGUAGE || document.isClosed) return false;
	const { scheme } = document.uri;
	return scheme === 'untitled' || vscode.workspace.fs.isWritableFileSystem(scheme) === true;
}

/** Tells of trace documents that open, close and change; a change of language is a close and an open. */
export function watchDocuments(tell: {
	opened(uri: string): void;
	closed(uri: string): void;
	changed(uri: string): void;
}): vscode.Disposable {
	return vscode.Disposable.from(
		vscode.workspace.onDidOpenTextDocument((document) => {
			if (isTrace(document)) tell.opened(document.uri.toString());
		}),
		vscode.workspace.onDidCloseTextDocument((document) => {
			if (document.languageId === LANGUAGE) tell.closed(document.uri.toString());
		}),
		vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
			// Without changes it is only the document's dirty state that is another one.
			if (contentChanges.length > 0 && isTrace(document)) tell.changed(document.uri.toString());
		}),
	);
}

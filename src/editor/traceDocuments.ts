import * as vscode from 'vscode';
import { formatOfFile } from './fileFormats.ts';

/** The language of the native format. */
export const LANGUAGE = 'reptrace';

const TRACE_FILE = /\.reptrace(\.jsonl|\.ndjson)?(\.(gz|gzip|zst|zstd))?$/;

/** Whether a file is of the native format by its name, compressed or not. */
export function isTraceName({ path }: vscode.Uri): boolean {
	return TRACE_FILE.test(path);
}

/**
 * Whether a document is a trace to analyse without being asked: of the language or a name that the settings list, and the thing
 * itself rather than an old revision of it that version control shows beside it (such file systems are read-only).
 */
export function isTrace(document: vscode.TextDocument): boolean {
	if (document.isClosed) return false;
	const { scheme } = document.uri;
	const isItself = scheme === 'untitled' || vscode.workspace.fs.isWritableFileSystem(scheme) === true;
	return isItself && (document.languageId === LANGUAGE || formatOfFile(document.uri) !== undefined);
}

/** Tells of documents that open, close and change; a change of language is a close and an open. */
export function watchDocuments(tell: {
	opened(uri: string): void;
	closed(uri: string): void;
	changed(uri: string): void;
}): vscode.Disposable {
	return vscode.Disposable.from(
		vscode.workspace.onDidOpenTextDocument(({ uri }) => tell.opened(uri.toString())),
		vscode.workspace.onDidCloseTextDocument(({ uri }) => tell.closed(uri.toString())),
		vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
			// Without changes it is only the document's dirty state that is another one.
			if (contentChanges.length > 0) tell.changed(document.uri.toString());
		}),
	);
}

import * as vscode from 'vscode';
import type { Input } from '../session/wire.ts';

/** Documents in these encodings hold on disk the bytes that the engine reads. */
const READABLE = ['utf8', 'utf8bom'];

/** The document of a URI as VS Code has it open; undefined where it has not. */
export function documentOf(uri: string): vscode.TextDocument | undefined {
	return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
}

/**
 * What to analyse of a file: what is on disk, read by the worker, where that is what the editor shows; else the editor's text.
 * `fromText` asks for the text even so.
 */
export async function inputOf(uri: string, fromText: boolean): Promise<Input> {
	const parsed = vscode.Uri.parse(uri, true);
	const name = nameOf(parsed);
	const document = documentOf(uri);
	if (document !== undefined && (fromText || !isOnDisk(document))) {
		return { name, bytes: new TextEncoder().encode(document.getText()) };
	}
	if (parsed.scheme === 'file') return { name, path: parsed.fsPath };
	const bytes = await vscode.workspace.fs.readFile(parsed);
	// A copy: the buffer may be larger than the file, and is moved to the worker.
	return { name, bytes: new Uint8Array(bytes) };
}

/** Whether the file holds what the document does, as far as one can tell without reading either. */
function isOnDisk(document: vscode.TextDocument): boolean {
	return document.uri.scheme === 'file' && !document.isDirty && READABLE.includes(document.encoding);
}

/** The lines of a document as the engine counts them: the empty one after a final line end is none. */
export function lineCount(document: vscode.TextDocument): number {
	const last = document.lineAt(document.lineCount - 1);
	return last.text === '' ? document.lineCount - 1 : document.lineCount;
}

/** What to call a file: its path in the workspace, or its whole path. */
export function nameOf(uri: vscode.Uri): string {
	return uri.scheme === 'untitled' ? uri.path : vscode.workspace.asRelativePath(uri);
}

/** The last part of a file's path. */
export function baseName(uri: string): string {
	const { path } = vscode.Uri.parse(uri, true);
	return path.slice(path.lastIndexOf('/') + 1);
}

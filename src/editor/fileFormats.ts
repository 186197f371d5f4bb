import * as vscode from 'vscode';
import { SECTION } from './settings.ts';

/** The setting that opens files as traces by their names. */
export const FILE_FORMATS = `${SECTION}.formats.files`;

/**
 * The format that the settings give a file: a format's id, or `auto` for what its content shows; undefined where no pattern is for
 * it. The last of several patterns counts.
 */
export function formatOfFile(uri: vscode.Uri): string | undefined {
	const patterns = vscode.workspace.getConfiguration(undefined, uri).get(FILE_FORMATS);
	if (typeof patterns !== 'object' || patterns === null) return undefined;
	return Object.entries(patterns).findLast(
		([pattern, format]) => typeof format === 'string' && matches(uri, pattern),
	)?.[1] as string | undefined;
}

function matches(uri: vscode.Uri, pattern: string): boolean {
	// Nothing of a document is looked at but these.
	const document = { uri, languageId: '' } as vscode.TextDocument;
	return vscode.languages.match({ pattern: globFor(uri, pattern) }, document) > 0;
}

/** A name is for files anywhere, a path is relative to the folder that the file is in. */
function globFor(uri: vscode.Uri, pattern: string): vscode.GlobPattern {
	if (!pattern.includes('/')) return `**/${pattern}`;
	const folder = vscode.workspace.getWorkspaceFolder(uri);
	const isWhole = pattern.startsWith('/') || pattern.startsWith('**') || /^[a-z]:/i.test(pattern);
	return isWhole || folder === undefined ? pattern : new vscode.RelativePattern(folder, pattern);
}

import * as vscode from 'vscode';
import type { TraceSession } from '../../session/traceSession.ts';
import { plainText } from '../plainText.ts';

/** Asks where to save what was made of a trace: beside its first file, under that one's name. */
export function askWhere(
	{ files }: TraceSession,
	{
		title,
		saveLabel,
		kind,
		extension,
	}: { title: string; saveLabel: string; kind: string; extension: string },
): Thenable<vscode.Uri | undefined> {
	const [first = ''] = files;
	const file = vscode.Uri.parse(first, true);
	const name = `${file.path.slice(file.path.lastIndexOf('/') + 1)}.${extension}`;
	const folder =
		file.scheme === 'untitled'
			? vscode.workspace.workspaceFolders?.[0]?.uri
			: vscode.Uri.joinPath(file, '..');
	return vscode.window.showSaveDialog({
		title,
		saveLabel,
		filters: { [kind]: [extension.slice(extension.lastIndexOf('.') + 1)] },
		...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
	});
}

/** Writes a text that comes in pieces, and offers to open it. Says so where that fails: `failure`, and why. */
export async function savePieces(
	target: vscode.Uri,
	pieces: readonly string[],
	failure: string,
): Promise<void> {
	if (await written(target, pieces, failure)) void offerToOpen(target);
}

/** Writes a text that comes in pieces. @returns whether it could be written; else it has been said: `failure`, and why */
export async function written(
	target: vscode.Uri,
	pieces: readonly string[],
	failure: string,
): Promise<boolean> {
	try {
		await vscode.workspace.fs.writeFile(target, Buffer.concat(pieces.map((piece) => Buffer.from(piece))));
		return true;
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		void vscode.window.showErrorMessage(plainText(`${failure}: ${reason}`));
		return false;
	}
}

/** Not waited for: a message may stand for hours, and the trace would be kept as long. */
async function offerToOpen(target: vscode.Uri): Promise<void> {
	const open = 'Open';
	const saved = `Saved ${target.path.slice(target.path.lastIndexOf('/') + 1)}.`;
	if ((await vscode.window.showInformationMessage(plainText(saved), open)) === open) {
		await vscode.commands.executeCommand('vscode.open', target);
	}
}

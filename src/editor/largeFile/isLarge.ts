import * as vscode from 'vscode';

/** VS Code gives larger text to no extension, in bytes. */
const TEXT_LIMIT = 50 << 20;

const COMPRESSED = /\.(gz|gzip|zst|zstd)$/i;

/** Whether VS Code's text editor cannot show a file, or not with what extensions know of it. */
export async function isLarge(uri: vscode.Uri): Promise<boolean> {
	if (COMPRESSED.test(uri.path)) return true;
	try {
		return (await vscode.workspace.fs.stat(uri)).size > TEXT_LIMIT;
	} catch {
		return false;
	}
}

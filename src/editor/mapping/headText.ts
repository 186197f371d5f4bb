import { open } from 'node:fs/promises';
import * as vscode from 'vscode';
import { documentOf } from '../content.ts';

const BYTES = 1 << 16;
const LINES = 200;

/** The first lines of a file: of what the editor shows, where it does. */
export async function headText(uri: vscode.Uri): Promise<string> {
	const document = documentOf(uri.toString());
	if (document !== undefined) return document.getText(new vscode.Range(0, 0, LINES, 0));
	if (uri.scheme !== 'file') return decoded((await vscode.workspace.fs.readFile(uri)).subarray(0, BYTES));
	const file = await open(uri.fsPath);
	try {
		const { buffer, bytesRead } = await file.read(new Uint8Array(BYTES), 0, BYTES, 0);
		return decoded(buffer.subarray(0, bytesRead));
	} finally {
		await file.close();
	}
}

/** Whole lines of a text that may be cut off. */
function decoded(bytes: Uint8Array): string {
	const text = new TextDecoder().decode(bytes);
	const last = text.lastIndexOf('\n');
	return bytes.length < BYTES || last < 0 ? text : text.slice(0, last);
}

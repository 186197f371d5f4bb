import * as vscode from 'vscode';
import type { ReadableFile } from '../../session/lines/file.ts';

/** What is not on this machine's disk is held in memory: at most so much, in bytes. */
const MEMORY_LIMIT = 256 << 20;

/** How the threads get at a file's bytes. @throws Error that says in words why they cannot */
export async function readable(uri: vscode.Uri): Promise<ReadableFile> {
	if (uri.scheme === 'file') return { path: uri.fsPath };
	const { size } = await vscode.workspace.fs.stat(uri);
	if (size > MEMORY_LIMIT) {
		const mb = Math.round(size / 1e6).toLocaleString('en');
		throw new Error(
			`The file has ${mb} MB and is on a file system (${uri.scheme}) of which files can only be read as a whole: at most ${MEMORY_LIMIT >> 20} MB.`,
		);
	}
	const bytes = await vscode.workspace.fs.readFile(uri);
	const shared = new SharedArrayBuffer(bytes.length);
	new Uint8Array(shared).set(bytes);
	return { bytes: shared };
}

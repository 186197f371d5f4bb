import * as vscode from 'vscode';
import { isSetName, MAX_SET_BYTES, readSet, type TraceSet } from '../formats/traceSet.ts';

/** A manifest with its files found. */
export interface Manifest {
	/** The URIs of the files that it lists, as text. */
	files: string[];
	set: TraceSet;
}

/** Whether a file is a manifest, by its name. */
export function isManifest(uri: vscode.Uri): boolean {
	return isSetName(uri.path);
}

/** Reads a manifest as it is on disk. @throws Error that says in words what is wrong */
export async function readManifest(uri: vscode.Uri): Promise<Manifest> {
	const { type, size } = await vscode.workspace.fs.stat(uri);
	// What is neither (a pipe, a device) might never end.
	if ((type & vscode.FileType.File) === 0) throw new Error('it is no file');
	if (size > MAX_SET_BYTES) throw new Error(`a manifest has at most ${MAX_SET_BYTES >> 20} MB`);
	const set = readSet(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
	return { files: set.files.map(({ path }) => fileUri(uri, path).toString()), set };
}

function fileUri(manifest: vscode.Uri, path: string): vscode.Uri {
	const rooted = /^([/\\]|[a-z]:[/\\])/i.test(path);
	return rooted
		? vscode.Uri.file(path).with({ scheme: manifest.scheme, authority: manifest.authority })
		: vscode.Uri.joinPath(manifest, '..', ...path.split(/[/\\]/));
}

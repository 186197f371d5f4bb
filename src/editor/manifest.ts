import * as vscode from 'vscode';
import { isSetName, readSet, type TraceSet } from '../formats/traceSet.ts';

/** A manifest with its files found. */
export interface Manifest {
	/** The URIs of the files that it lists, as text. */
	files: string[];
	set: TraceSet;
}

export function isManifest(uri: vscode.Uri): boolean {
	return isSetName(uri.path);
}

/** Reads a manifest as it is on disk. @throws Error that says in words what is wrong */
export async function readManifest(uri: vscode.Uri): Promise<Manifest> {
	const set = readSet(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
	return { files: set.files.map(({ path }) => fileUri(uri, path).toString()), set };
}

function fileUri(manifest: vscode.Uri, path: string): vscode.Uri {
	const rooted = /^([/\\]|[a-z]:[/\\])/i.test(path);
	return rooted
		? vscode.Uri.file(path).with({ scheme: manifest.scheme, authority: manifest.authority })
		: vscode.Uri.joinPath(manifest, '..', ...path.split(/[/\\]/));
}

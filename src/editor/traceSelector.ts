import * as vscode from 'vscode';
import type { Disposable, Sessions } from '../session/traceSession.ts';
import { LANGUAGE } from './traceDocuments.ts';
import { escapeGlob } from './watchFiles.ts';

/**
 * Registers what is to serve traces: documents of the language, and those of any other kind that are open as traces, just these
 * and for as long as they are.
 */
export function forTraces(
	sessions: Sessions,
	register: (selector: vscode.DocumentSelector) => vscode.Disposable,
): vscode.Disposable {
	let registered: vscode.Disposable | undefined;
	let known: string | undefined;
	const update = () => {
		const files = [...new Set(sessions.all.flatMap(({ files }) => files))].sort();
		const key = files.join('\n');
		if (key === known) return;
		known = key;
		const before = registered;
		registered = register([LANGUAGE, ...files.map((file) => filterFor(vscode.Uri.parse(file, true)))]);
		before?.dispose();
	};
	const disposals = new Map<string, Disposable>();
	const opened = sessions.onDidOpen((session) => {
		disposals.set(
			session.id,
			session.onDidDispose(() => {
				disposals.delete(session.id);
				update();
			}),
		);
		update();
	});
	update();
	return new vscode.Disposable(() => {
		opened.dispose();
		for (const disposal of disposals.values()) disposal.dispose();
		registered?.dispose();
	});
}

function filterFor(uri: vscode.Uri): vscode.DocumentFilter {
	const name = escapeGlob(uri.path.slice(uri.path.lastIndexOf('/') + 1));
	if (uri.scheme === 'untitled') return { scheme: uri.scheme, pattern: `**/${name}` };
	return {
		scheme: uri.scheme,
		pattern: new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), name),
	};
}

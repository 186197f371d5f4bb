import * as vscode from 'vscode';
import { count } from '../../report/visible.ts';
import { nameOf } from '../content.ts';
import type { OpenTraces } from '../openTraces.ts';
import { Commands } from './ids.ts';

const PATTERN = '**/*.{reptrace,reptrace.jsonl,reptrace.ndjson}';

/**
 * Open Together: the files selected in the explorer (or picked from the workspace) become one trace. The first of them opens; it
 * and the others show the findings of the whole.
 */
export function registerOpenTogether(sessions: OpenTraces): vscode.Disposable {
	return vscode.Disposable.from(
		vscode.commands.registerCommand(Commands.openTogether, async (_clicked?: unknown, selected?: unknown) => {
			const uris = Array.isArray(selected) && selected.length > 1 ? selected : await pick();
			if (uris === undefined) return;
			const files = uris.filter((uri) => uri instanceof vscode.Uri).map(String);
			if (files.length < 2) {
				void vscode.window.showInformationMessage('Select two or more trace files to open them together.');
				return;
			}
			// In the order of their names, which is also the one in which a command line lists them.
			const session = sessions.open(files.sort());
			const kept = session.retain();
			try {
				await session.reveal({ file: 0, line: 1 });
			} finally {
				kept.dispose();
			}
		}),
		vscode.commands.registerCommand(Commands.openSeparately, () => {
			if (sessions.active !== undefined) sessions.separate(sessions.active);
		}),
	);
}

async function pick(): Promise<vscode.Uri[] | undefined> {
	const found = await vscode.workspace.findFiles(PATTERN);
	if (found.length < 2) {
		void vscode.window.showInformationMessage(`The workspace has ${count(found.length, 'trace file')}.`);
		return undefined;
	}
	const items = found
		.map((uri) => ({ label: nameOf(uri), uri }))
		.sort((a, b) => (a.label < b.label ? -1 : 1));
	const picked = await vscode.window.showQuickPick(items, {
		canPickMany: true,
		title: 'Open Traces Together',
		placeHolder: 'The files that are one trace, such as one a node',
	});
	return picked?.map(({ uri }) => uri);
}

import * as vscode from 'vscode';
import { LARGE_FILE } from '../fileViews.ts';
import type { OpenTraces } from '../openTraces.ts';
import { registerLargeFileCommands } from './commands.ts';
import { showCursor } from './cursorStatus.ts';
import { LargeFile } from './document.ts';
import { LargeFilePanel } from './panel.ts';
import { suggestLargeFile } from './suggest.ts';

/** The editor for files of any size: it shows lines that a thread reads, and says of them what text editors say. */
export function registerLargeFile(context: vscode.ExtensionContext, sessions: OpenTraces): vscode.Disposable {
	const provider: vscode.CustomReadonlyEditorProvider<LargeFile> = {
		openCustomDocument: (uri) => LargeFile.open(uri, sessions, context.asAbsolutePath('dist/lines.js')),
		resolveCustomEditor(document, panel) {
			new LargeFilePanel(document, panel, sessions, context.extensionUri);
		},
	};
	return vscode.Disposable.from(
		vscode.window.registerCustomEditorProvider(LARGE_FILE, provider, {
			supportsMultipleEditorsPerDocument: true,
		}),
		registerLargeFileCommands(sessions),
		suggestLargeFile(),
		showCursor(),
	);
}

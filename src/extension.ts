import type * as vscode from 'vscode';
import { registerLargeFile } from './editor/largeFile/provider.ts';
import { OpenTraces } from './editor/openTraces.ts';
import { ReadingChoices } from './editor/readingChoices.ts';
import { registerEditor } from './editor/register.ts';
import { registerVisualizer } from './visualizer/register.ts';

/** Composes the extension: everything that lives as long as it does is pushed to `context.subscriptions`. */
export function activate(context: vscode.ExtensionContext): void {
	const sessions = new OpenTraces(
		context.asAbsolutePath('dist/process.js'),
		new ReadingChoices(context.workspaceState),
	);
	const openVisualizer = registerVisualizer(context, sessions);
	context.subscriptions.push(
		sessions,
		registerEditor(context, sessions, openVisualizer),
		registerLargeFile(context, sessions),
	);
}

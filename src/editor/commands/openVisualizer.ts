import * as vscode from 'vscode';
import type { OpenVisualizer, Sessions, VisualizerTarget } from '../../session/traceSession.ts';
import { Commands } from './ids.ts';
import { targetSession } from './target.ts';

const TABS: readonly VisualizerTarget['tab'][] = ['conflicts', 'sequence', 'keys'];

/** Open Visualizer: of the active trace or of the file that was clicked; links say what it shall show. */
export function registerOpenVisualizer(sessions: Sessions, open: OpenVisualizer): vscode.Disposable {
	return vscode.commands.registerCommand(Commands.openVisualizer, async (uri?: unknown, target?: unknown) => {
		const session = targetSession(sessions, uri);
		if (session !== undefined) await open(session, targetOf(target));
	});
}

/** The explorer gives the selected files as the second argument. */
function targetOf(argument: unknown): VisualizerTarget | undefined {
	const target = argument as VisualizerTarget | undefined;
	return typeof target === 'object' && TABS.includes(target.tab) ? target : undefined;
}

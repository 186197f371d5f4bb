import * as vscode from 'vscode';
import type { OpenVisualizer, VisualizerTarget } from '../../session/traceSession.ts';
import type { OpenTraces } from '../openTraces.ts';
import { Commands } from './ids.ts';
import { targetSession } from './target.ts';

const TABS: readonly VisualizerTarget['tab'][] = [
	'conflicts',
	'overview',
	'sequence',
	'keys',
	'clocks',
	'strategies',
];

/** Open Visualizer: of the active trace or of the file that was clicked; links say what it shall show. */
export function registerOpenVisualizer(sessions: OpenTraces, open: OpenVisualizer): vscode.Disposable {
	return vscode.commands.registerCommand(
		Commands.openVisualizer,
		async (uri?: unknown, target?: unknown, line?: unknown) => {
			const session = await targetSession(sessions, uri);
			if (session === undefined) return;
			const chosen = targetOf(target);
			const file = session.files.indexOf(String(uri));
			if (chosen?.tab === 'keys' && chosen.key === undefined && typeof line === 'number') {
				const answer = await session.query('at', { file, line });
				if ('ok' in answer && answer.ok.key !== null) chosen.key = answer.ok.key;
			}
			await open(session, chosen);
		},
	);
}

/** The explorer gives the selected files as the second argument. */
function targetOf(argument: unknown): VisualizerTarget | undefined {
	const target = argument as VisualizerTarget | null | undefined;
	return typeof target === 'object' && target !== null && TABS.includes(target.tab) ? target : undefined;
}

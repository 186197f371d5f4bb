import * as vscode from 'vscode';
import type { Disposable, Sessions, TraceSession } from '../session/traceSession.ts';

/** The context keys that `when` clauses of package.json ask for. */
const KEYS = {
	/** There is an active trace: its editor is the active one, or its visualizer is. */
	active: () => true,
	hasConflicts: ({ summary }) => (summary?.conflicts ?? 0) > 0,
	/** Several files are analysed as one. */
	together: ({ files }) => files.length > 1,
	analysing: ({ pending }) => pending?.type === 'progress',
} satisfies Record<string, (session: TraceSession) => boolean>;

/** Keeps the context keys true of the active trace. */
export function keepContextKeys(sessions: Sessions): vscode.Disposable {
	const known = new Map<string, boolean>();
	const update = () => {
		for (const [key, holds] of Object.entries(KEYS)) {
			const value = sessions.active !== undefined && holds(sessions.active);
			if (known.get(key) === value) continue;
			known.set(key, value);
			void vscode.commands.executeCommand('setContext', `replicationTrace.${key}`, value);
		}
	};
	let followed: Disposable | undefined;
	const follow = (session: TraceSession | undefined) => {
		followed?.dispose();
		followed = session?.onDidChange(update);
		update();
	};
	follow(sessions.active);
	const changes = sessions.onDidChangeActive(follow);
	return new vscode.Disposable(() => {
		changes.dispose();
		followed?.dispose();
	});
}

import * as vscode from 'vscode';
import type { Disposable, Sessions, TraceSession } from '../session/traceSession.ts';
import { activeCursor, fileViews } from './fileViews.ts';

/** The context keys that `when` clauses of package.json ask for. */
const KEYS = {
	/** There is an active trace: its editor is the active one, or its visualizer is. */
	active: () => true,
	hasConflicts: ({ summary }) => (summary?.conflicts ?? 0) > 0,
	/** Several files are analysed as one. */
	together: ({ files }) => files.length > 1,
	analysing: ({ pending }) => pending?.type === 'progress',
	following: ({ following }) => following,
	/** The active editor shows one of its files. */
	inEditor: ({ files }) => files.includes(String(activeCursor()?.uri)),
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
	const paths = () => {
		const uris = sessions.all.flatMap(({ files }) => files.map((file) => vscode.Uri.parse(file, true)));
		// As the window calls them: file system paths on its own machine, others as they are.
		const all = [...new Set(uris.flatMap(({ path, fsPath }) => [path, fsPath]))];
		void vscode.commands.executeCommand('setContext', 'replicationTrace.paths', all);
	};
	const opened = sessions.onDidOpen((session) => {
		session.onDidDispose(paths);
		paths();
	});
	for (const session of sessions.all) session.onDidDispose(paths);
	paths();
	follow(sessions.active);
	const changes = sessions.onDidChangeActive(follow);
	const editors = vscode.Disposable.from(
		vscode.window.onDidChangeActiveTextEditor(update),
		fileViews.onDidChange(update),
	);
	return new vscode.Disposable(() => {
		opened.dispose();
		changes.dispose();
		editors.dispose();
		followed?.dispose();
	});
}
